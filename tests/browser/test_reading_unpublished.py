"""What is not out is in no page; what comes or goes does so at its second, by the clock alone."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from time_machine import TimeMachineFixture

from articles.models import Article, Author, Section, Topic
from tests.browser.edition import Edition
from tests.cast import MakeArticle, MakeImage, Publish
from tests.crawler import Answer, ask, crawl

NewPage = Callable[..., Page]

MISSING = ["status of 404", "status of 410"]
MARKER = "quicksilver"


def tells(answer: Answer) -> bool:
    """Whether the marker stands in the answer or in its headers, however it is spelt."""
    return MARKER.encode() in answer.body.lower() or MARKER in unquote(answer.headers).lower()


@dataclass
class Hidden:
    draft: Article
    scheduled: Article
    withdrawn: Article
    ended: Article

    def addresses(self, article: Article) -> list[str]:
        at_id = f"/{article.language}/{article.section.slug}/{article.pk}/"
        poll = f"/{article.language}/feedback/{article.pk}/"
        results = f"/feedback/{article.pk}/results.json"
        choice = f"{poll}?choice=like"
        return [article.get_absolute_url(), at_id, at_id + "x/", poll, choice, results]


def hide(
    section: Section, publish: Publish, make_article: MakeArticle, make_image: MakeImage
) -> Hidden:
    """Put the marker wherever something unpublished of a section can have words."""

    def marked(state: str) -> dict[str, object]:
        word = f"{MARKER}-{state}-{section.language}"
        photo = make_image(120, 80, f"#{len(state)}0a0b0", alt=word, caption=word, credit=word)
        names = {"language": section.language, "name": word, "slug": word}
        return {
            "headline": word,
            "slug": word,
            "section": section,
            "standfirst": word,
            "body": f'<h2>{word}</h2><p>{word}</p><figure data-photo="{photo.pk}"></figure>',
            "lead_image": photo,
            "authors": [Author.objects.create(**names)],
            "topics": [Topic.objects.create(**names)],
        }

    soon = timezone.now() + datetime.timedelta(hours=1)
    hidden = Hidden(
        make_article(**marked("draft")),
        make_article(**marked("scheduled")),
        publish(**marked("withdrawn")),
        publish(**marked("ended")),
    )
    hidden.scheduled.publish(None, at=soon)
    hidden.withdrawn.withdraw(None)
    hidden.ended.revisions.update(
        live_from=soon - datetime.timedelta(hours=3), live_until=soon - datetime.timedelta(hours=2)
    )
    for at in (None, soon):
        edited = publish("Seen by all, then edited", section=section, slug="edited")
        for name in ("headline", "slug", "standfirst", "body"):
            setattr(edited, name, f"{MARKER}-edit")
        edited.save()
        edited.freeze(None)
        if at:
            edited.publish(None, at=at)
    return hidden


def test_what_is_not_out_is_nowhere(
    client: Client,
    editions: dict[str, Edition],
    publish: Publish,
    make_article: MakeArticle,
    make_image: MakeImage,
) -> None:
    english, arabic = (
        hide(edition.section, publish, make_article, make_image) for edition in editions.values()
    )
    english.draft.link_translation(editions["ar"].plain)
    arabic.scheduled.link_translation(editions["en"].plain)

    answers = list(crawl(client, "/", "/sitemap.xml", "/news-sitemap.xml"))

    for edition in editions.values():
        poll = f"/{edition.language}/feedback/{edition.article.pk}/"
        addresses = {edition.front, edition.article.get_absolute_url(), poll + "?choice=like"}
        assert addresses <= {answer.url for answer in answers}
    assert any(".jpg" in answer.url for answer in answers)
    assert any("?before=" in answer.url for answer in answers)
    assert any(b"Seen by all, then edited" in answer.body for answer in answers)
    assert [answer.url for answer in answers if tells(answer)] == []
    assert {answer.status for answer in answers} == {200, 302}

    for each in (english, arabic):
        for article, status in (
            (each.draft, 404),
            (each.scheduled, 404),
            (each.withdrawn, 410),
            (each.ended, 410),
        ):
            for address in each.addresses(article):
                answer = ask(client, address)
                assert (answer.status, tells(answer)) == (status, False), address


@pytest.fixture
def instant() -> datetime.datetime:
    return timezone.now().replace(microsecond=0) + datetime.timedelta(hours=1)


def test_articles_come_and_go_at_their_second(
    new_page: NewPage,
    live_server: object,
    section: Section,
    publish: Publish,
    make_article: MakeArticle,
    instant: datetime.datetime,
    time_machine: TimeMachineFixture,
) -> None:
    coming = make_article("The hour has come")
    coming.publish(None, at=instant)
    going = publish("Gone with the hour")
    going.publish(None, until=instant)
    changing = publish("The old headline")
    changing.headline = "The new headline"
    changing.save()
    changing.freeze(None)
    changing.publish(None, at=instant)
    page = new_page(allowed=MISSING)

    def shown(address: str) -> set[str]:
        page.goto(address)
        words = ("The hour has come", "Gone with the hour", "The old headline", "The new headline")
        text = page.locator("main").inner_text()
        return {word for word in words if word in text}

    def status(article: Article) -> int:
        response = page.goto(article.get_absolute_url())
        assert response
        return response.status

    lists = ["/en/", section.get_absolute_url()]
    time_machine.move_to(instant - datetime.timedelta(seconds=1), tick=False)
    for address in lists:
        assert shown(address) == {"Gone with the hour", "The old headline"}
    assert [status(article) for article in (coming, going, changing)] == [404, 200, 200]
    expect(page.get_by_role("heading", level=1)).to_have_text("The old headline")

    time_machine.move_to(instant, tick=False)
    for address in lists:
        assert shown(address) == {"The hour has come", "The new headline"}
    assert [status(article) for article in (coming, going, changing)] == [200, 410, 200]
    expect(page.get_by_role("heading", level=1)).to_have_text("The new headline")
