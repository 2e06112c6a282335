"""The Atom feeds, read as a feed reader reads them."""

import datetime
from typing import Any

import feedparser
import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Author, Correction, Section
from tests.cast import HoursAgo, MakeArticle, Publish

FEEDS = ["/en/feed/", "/en/city/feed/"]


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


@pytest.mark.parametrize("address", FEEDS)
def test_holds_the_newest_with_whole_addresses_and_lasting_ids(
    client: Client, publish: Publish, author: Author, address: str
) -> None:
    old = publish(
        "Older", slug="older", at=datetime.datetime(2026, 11, 1, 14, 5, tzinfo=datetime.UTC)
    )
    new = publish(authors=[author])

    feed = read(client, address)

    newest, older = feed.entries
    assert newest.title == "Night ferry comes home" and newest.author == "Mara Lindqvist"
    assert newest.link == f"http://testserver{new.get_absolute_url()}"
    assert newest.summary == "<p>After eleven years, a horn at dawn.</p>"
    assert older.id == f"tag:testserver,2026-11-01:article/{old.pk}"
    assert older.published == older.updated == "2026-11-01T14:05:00+00:00"
    assert {link.rel: link.href for link in feed.feed.links}[
        "self"
    ] == f"http://testserver{address}"
    assert feed.feed.updated == newest.updated


def test_an_entry_keeps_its_id_when_its_words_change(client: Client, publish: Publish) -> None:
    article = publish()
    before = read(client, "/en/feed/").entries[0]
    article.headline, article.slug = "Night ferry sails again", "sails-again"
    article.save()
    article.freeze(None)
    article.publish(None)

    after = read(client, "/en/feed/").entries[0]

    assert (after.id, after.title) == (before.id, "Night ferry sails again")
    assert after.link != before.link and after.updated > before.published[:19]


def test_a_note_updates_its_entry_and_stands_in_it(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    article = publish(at=hours_ago(9))
    seen = article.revisions.get()
    first = Correction.objects.create(
        article=article, corrected=seen, text="Three goats.", published_at=hours_ago(3)
    )
    second = Correction.objects.create(
        article=article, corrected=seen, text="Two <goats> & a horn.", supersedes=first
    )

    (entry,) = read(client, "/en/feed/").entries

    assert "Correction · " in entry.summary and "Two &lt;goats&gt; &amp; a horn." in entry.summary
    assert "Three goats." not in entry.summary
    assert entry.updated == second.published_at.isoformat()


def test_what_is_not_public_is_in_no_feed(
    client: Client, publish: Publish, make_article: MakeArticle, arabic_section: Section
) -> None:
    science = Section.objects.create(language="en", name="Science", slug="science")
    make_article("Quicksilver draft")
    scheduled = make_article("Quicksilver ahead")
    scheduled.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    withdrawn = publish("Quicksilver gone")
    seen = withdrawn.revisions.get()
    Correction.objects.create(article=withdrawn, corrected=seen, text="A quicksilver note")
    withdrawn.withdraw(None)
    edited = publish("Shown to all")
    edited.headline = "Quicksilver edit"
    edited.save()
    edited.freeze(None)
    publish("Quicksilver elsewhere", section=arabic_section)
    publish("Science only", section=science)

    site, city = (client.get(address).content.decode() for address in FEEDS)

    assert "Shown to all" in site and "Shown to all" in city
    assert "quicksilver" not in (site + city).lower()
    assert "Science only" in site and "Science only" not in city


@pytest.mark.parametrize("address", FEEDS)
def test_who_has_it_already_is_told_so(client: Client, publish: Publish, address: str) -> None:
    article = publish()
    other = publish("Older")
    first = client.get(address)
    known = {"If-None-Match": first.headers["ETag"]}

    assert "Last-Modified" not in first.headers
    assert client.get(address, headers=known).status_code == 304

    other.withdraw(None)
    assert client.get(address, headers=known).status_code == 200
    Correction.objects.create(article=article, corrected=article.revisions.get(), text="Two goats.")
    assert "Two goats." in client.get(address, headers=known).content.decode()


def test_signs_that_xml_has_no_room_for_do_no_harm(client: Client, publish: Publish) -> None:
    article = publish("A bell\x07 rings", standfirst="<b>Loud</b>\x0b & clear")
    seen = article.revisions.get()
    Correction.objects.create(article=article, corrected=seen, text="No\x02 bell.\x1b")

    (entry,) = read(client, "/en/feed/").entries

    assert entry.title == "A bell rings"
    assert "No bell." in entry.summary


@pytest.mark.parametrize("address", FEEDS)
def test_an_empty_feed_is_the_same_for_everybody(
    client: Client, section: Section, address: str
) -> None:
    assert not read(client, address).entries
    assert client.get(address).content == client.get(address).content


@pytest.mark.parametrize("path", ["/en/nothing/feed/", "/ar/city/feed/", "/en/corrections/feed/"])
def test_no_such_section(client: Client, section: Section, path: str) -> None:
    assert client.get(path).status_code == 404


def test_pages_name_their_feeds(client: Client, publish: Publish, arabic_section: Section) -> None:
    article = publish()

    for address in (article.get_absolute_url(), "/en/city/"):
        page = client.get(address).content.decode()
        assert 'type="application/atom+xml" title="Newsroom" href="/en/feed/"' in page
        assert 'title="City | Newsroom" href="/en/city/feed/"' in page
    assert 'href="/ar/feed/"' in client.get("/ar/").content.decode()


def test_an_arabic_section_has_one(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    publish("عودة العبارة الليلية", section=arabic_section, slug="عودة-العبارة")

    feed = read(client, arabic_section.get_absolute_url() + "feed/")

    assert feed.feed.language == "ar"
    assert feed.entries[0].title == "عودة العبارة الليلية"


def test_queries_do_not_grow_with_the_articles(
    client: Client,
    publish: Publish,
    author: Author,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish(authors=[author])
    with django_assert_num_queries(5):
        client.get("/en/feed/")

    for number in (2, 3):
        article = publish(f"Story {number}", authors=[author])
        Correction.objects.create(article=article, corrected=article.revisions.get(), text="Note.")
    with django_assert_num_queries(5):
        client.get("/en/feed/")
