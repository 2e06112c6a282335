"""Two editors save the same article: the second is told, and loses nothing."""

import re
import threading
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Topic
from tests.articles.filled import errors, filled
from tests.cast import MakeArticle, MakeImage


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def second(db: None) -> Client:
    client = Client()
    user = get_user_model().objects.create_superuser("omar", "omar@example.org", "quiet-water")
    client.force_login(user)
    return client


@pytest.fixture
def authors(db: None) -> list[Author]:
    return [
        Author.objects.create(language="en", name=name, slug=name.lower())
        for name in ("Mara", "Pell", "Iris")
    ]


def test_the_second_is_told_and_keeps_the_text(
    staff_client: Client, second: Client, make_article: MakeArticle, authors: list[Author]
) -> None:
    article = make_article(authors=authors[:1])
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    mine = filled(
        staff_client,
        change(article),
        body="<p>What I wrote</p>",
        topics=[topic.pk],
        contributions__TOTAL_FORMS=2,
        contributions__1__author=authors[1].pk,
        contributions__1__position=1,
    )
    second.post(change(article), filled(second, change(article), headline="Omar was here"))
    response = staff_client.post(change(article), mine)
    assert "omar saved revision 2" in errors(response)
    page = response.content.decode()
    assert "What I wrote" in page
    assert reverse("admin:articles_article_revision", args=[article.pk, 2]) in page
    form, byline = response.context["adminform"].form, response.context["inline_admin_formsets"][0]
    assert form["topics"].value() == [str(topic.pk)]
    assert [each["author"].value() for each in byline.formset.forms][:2] == [
        str(author.pk) for author in authors[:2]
    ]
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Omar was here", 2)


def test_what_was_sent_stays_stale_until_it_is_meant(
    staff_client: Client, second: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    mine = filled(staff_client, change(article), headline="Mine")
    second.post(change(article), filled(second, change(article), headline="Omar was here"))
    told = staff_client.post(change(article), mine)
    again = mine | {"told": told.context["adminform"].form["told"].value()}
    assert "omar" in errors(staff_client.post(change(article), again))
    meant = again | {"save_over": "on"}
    assert staff_client.post(change(article), meant).status_code == 302
    headlines = article.revisions.values_list("number", "headline")
    assert list(headlines)[:2] == [(3, "Mine"), (2, "Omar was here")]


def test_saving_over_one_revision_does_not_save_over_the_next(
    staff_client: Client, second: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    mine = filled(staff_client, change(article), headline="Mine")
    for headline in ("Once", "Twice"):
        second.post(change(article), filled(second, change(article), headline=headline))
    response = staff_client.post(change(article), mine | {"told": 2, "save_over": "on"})
    assert "omar saved revision 3" in errors(response)
    article.refresh_from_db()
    assert article.headline == "Twice"


def test_what_one_changed_is_taken_over_and_what_both_did_is_chosen(
    staff_client: Client, second: Client, make_article: MakeArticle, make_image: MakeImage
) -> None:
    figure = f'<figure data-photo="{make_image().pk}" data-size="wide"></figure>'
    article = make_article()
    mine = filled(
        staff_client,
        change(article),
        headline="Day ferry comes home",
        body=f"<p>At ten past seven she came round the mole.</p>{figure}",
    )
    theirs = {
        "headline": "Slow ferry comes home",
        "standfirst": "A horn at noon.",
        "body": "<p>At ten past eight she came round the mole.</p>",
    }
    second.post(change(article), filled(second, change(article), **theirs))
    told = staff_client.post(change(article), mine)
    form = told.context["adminform"].form
    assert [each.name for each in form.conflict.clashes] == ["headline", "body"]
    assert list(form.conflict.taken) == ["standfirst"]
    page = told.content.decode()
    assert "The quay in the rain." in page[page.index("clash-sides") :]
    for word in ("Day", "Slow", "seven", "eight"):
        assert re.search(rf"<(ins|del)>[^/]*</span>{word}<span", page), word
    again = mine | {
        "standfirst": form["standfirst"].value(),
        "told": form["told"].value(),
        "save_over": "on",
        "choose-headline": "mine",
        "choose-body": "theirs",
        "choose-standfirst": "junk",
    }
    assert staff_client.post(change(article), again).status_code == 302
    newest = article.revisions.get(number=3)
    assert newest.headline == "Day ferry comes home"
    assert newest.standfirst == "A horn at noon."
    assert newest.body == theirs["body"]


def test_a_choice_without_a_revision_to_choose(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    for told in ("", "0", "9" * 40, "77", "\0"):
        sent = filled(staff_client, change(article), headline="Mine")
        sent |= {"told": told, "save_over": "on", "choose-headline": "theirs"}
        assert staff_client.post(change(article), sent).status_code == 200, told


def test_a_byline_that_was_replaced_meanwhile_can_be_saved_over(
    staff_client: Client, second: Client, make_article: MakeArticle, authors: list[Author]
) -> None:
    article = make_article(authors=authors[:2])
    mine = filled(staff_client, change(article), headline="Mine")
    article.contributions.all().delete()
    article.contributions.create(author=authors[1], position=0)
    article.contributions.create(author=authors[2], position=1)
    article.freeze(None)
    meant = mine | {"told": 2, "save_over": "on"}
    assert staff_client.post(change(article), meant).status_code == 302
    names = article.revisions.get(number=3).contributions.values_list("name", flat=True)
    assert list(names) == ["Mara", "Pell"]


def test_an_article_that_was_deleted_meanwhile(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    mine = filled(staff_client, change(article), headline="Mine")
    Article.objects.all().delete()
    assert staff_client.post(change(article), mine, follow=True).status_code == 200


def test_publishing_and_scheduling_name_what_they_publish(
    staff_client: Client, second: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    mine = filled(staff_client, change(article), headline="Mine", _publish="1")
    second.post(change(article), filled(second, change(article), headline="Omar was here"))
    assert "omar" in errors(staff_client.post(change(article), mine))
    schedule = reverse("admin:articles_article_schedule", args=[article.pk])
    response = staff_client.post(schedule, {"at": "2030-01-01T10:00", "version": "1"})
    assert "saved the article meanwhile" in response.content.decode()
    assert not article.revisions.filter(live_from__isnull=False).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_that_save_at_the_same_moment_one_is_told(
    staff_client: Client, second: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    clients = [staff_client, second]
    sent = [
        filled(client, change(article), headline=f"From {n}") for n, client in enumerate(clients)
    ]
    start = threading.Barrier(2)
    answers: list[int] = []

    def post(client: Client, data: dict[str, Any]) -> None:
        try:
            start.wait()
            answers.append(client.post(change(article), data).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=post, args=pair) for pair in zip(clients, sent, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]
    assert article.revisions.count() == 2
