"""The whole site as of another instant: for staff alone, and never kept by any cache."""

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles import as_of
from articles.models import Article, Banner, Correction, Layout, Preferences, Revision, Section
from articles.models.layout import Pin, Place
from tests.cast import Enter, MakeArticle, Publish

MARKER = "quicksilver"
PICK = "/admin/time-machine/"
NOW = datetime.datetime(2026, 11, 26, 6, 30, 0, 400_000, datetime.UTC)


def ahead(hours: float) -> datetime.datetime:
    return as_of.whole_second(timezone.now() + datetime.timedelta(hours=hours))


def shown(client: Client, hours: float, path: str = "/en/") -> HttpResponse:
    return client.get(as_of.address(ahead(hours), path))


def text(response: HttpResponse) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def standing_clock() -> Iterator[None]:
    """An instant that is asked for twice is one instant, whenever its second ends."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def editor(enter: Enter) -> Client:
    return enter("Editor")


@pytest.fixture
def tomorrow(make_article: MakeArticle) -> Article:
    """An article that readers get tomorrow."""
    article = make_article("Bridge opens", slug="bridge-opens")
    article.publish(None, at=ahead(24))
    return article


def test_tomorrow_s_front_page_can_be_checked_today(
    editor: Client, publish: Publish, tomorrow: Article
) -> None:
    publish("Night ferry comes home")
    assert "Bridge opens" not in text(shown(editor, 23))
    page = text(shown(editor, 25))
    assert page.index("Bridge opens") < page.index("Night ferry comes home")
    assert "The site as of" in page
    assert "as it is planned now" in page


def test_the_past_is_as_it_stood(editor: Client, publish: Publish) -> None:
    article = publish("Old words", at=ahead(-50))
    article.headline = "New words"
    article.save()
    article.freeze(None)
    article.publish(None)
    gone = publish("Taken away", slug="taken", at=ahead(-50))
    gone.withdraw(None)

    before = text(shown(editor, -25.5))

    assert "Old words" in before and "New words" not in before
    assert "Taken away" in before
    assert "1 day, 1 hour ago" in before.replace("\xa0", " ")
    assert "Taken away" not in text(shown(editor, 0.1))
    assert shown(editor, -60, gone.get_absolute_url()).status_code == 404
    assert shown(editor, 0.1, gone.get_absolute_url()).status_code == 410


def test_every_link_stays_inside(
    editor: Client, publish: Publish, tomorrow: Article, settings: Settings
) -> None:
    settings.SITE_URL = "https://news.example.org"
    Banner.objects.create(
        language="en", text="Bridge opens now", article=tomorrow, ends_at=ahead(48)
    )
    linking = publish(
        "It links",
        slug="it-links",
        body=f'<p><a data-article="{tomorrow.pk}">ours</a> <a href="/en/city/">typed</a> '
        '<a href="https://news.example.org/en/corrections/">whole</a> '
        '<a href="https://example.com/en/">theirs</a></p>',
    )
    root = as_of.address(ahead(25), "/")
    for path in ("/en/", "/en/city/", linking.get_absolute_url(), "/en/corrections/", "/en/none/"):
        page = text(editor.get(f"{root}{path.removeprefix('/')}"))
        assert f'href="{root}en/city/"' in page
        assert f'href="{root}ar/"' in page
        assert 'href="/en/' not in page.replace(f'href="{root}', "")
        assert 'src="/static/' in page or 'href="/static/' in page
        assert root.join(['href="', "en/"]) in page
    story = text(editor.get(f"{root}{linking.get_absolute_url().removeprefix('/')}"))
    assert f'href="{root}en/city/{tomorrow.pk}/bridge-opens/"' in story
    assert f'<a href="{root}en/corrections/"' in story
    assert 'href="https://example.com/en/"' in story
    assert "news.example.org/en/corrections/" not in story


def test_a_corrected_address_leads_on_inside(editor: Client, tomorrow: Article) -> None:
    response = shown(editor, 25, f"/en/city/{tomorrow.pk}/")
    assert response.status_code == 301
    assert response["Location"] == as_of.address(ahead(25), tomorrow.get_absolute_url())
    assert "no-store" in response["Cache-Control"]


def test_arabic_addresses_work(editor: Client, publish: Publish, arabic_section: Section) -> None:
    article = publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة", at=ahead(-3))
    response = shown(editor, 1, f"/ar/المدينة/{article.pk}/عودة-العبارة/")
    assert response.status_code == 200
    assert response["Content-Language"] == "ar"
    page = text(response)
    assert '<html lang="ar" dir="rtl">' in page
    assert 'lang="en" dir="ltr"' in page  # the bar speaks to who looks
    front = editor.get(as_of.address(ahead(1), "/ar/")).content.decode()
    assert f"{as_of.address(ahead(1), '/ar/')}{quote('المدينة')}/{article.pk}/" in front


def test_layouts_banners_corrections_and_feeds_follow(
    editor: Client, publish: Publish, tomorrow: Article
) -> None:
    old = publish("An old story", slug="old", at=ahead(-90))
    publish("A new story", slug="new", at=ahead(-2))
    Layout.objects.arrange(Place("en"), [Pin(old.pk)], None, version=0, at=ahead(10))
    Banner.objects.create(language="en", text="Polls close", starts_at=ahead(10), ends_at=ahead(12))
    Correction.objects.create(article=old, corrected=old.revisions.get(), text="It was a Monday.")

    now, then, later = (text(shown(editor, hours)) for hours in (1, 11, 13))
    assert now.index("A new story") < now.index("An old story")
    assert then.index("An old story") < then.index("A new story")
    assert "Polls close" in then and "Polls close" not in now + later
    address = old.get_absolute_url()
    assert "It was a Monday." in text(shown(editor, 1, address))
    assert "It was a Monday." not in text(shown(editor, -1, address))
    feeds = [text(shown(editor, hours, "/en/feed/")) for hours in (23, 25)]
    assert ["Bridge opens" in feed for feed in feeds] == [False, True]


def test_pins_updates_related_stories_and_players_are_tomorrow_s(
    editor: Client, publish: Publish, tomorrow: Article
) -> None:
    players = '<figure data-embed="https://youtu.be/abcdefghijk"></figure>'
    story = publish("First words", slug="story", at=ahead(-9))
    publish("Newer", slug="newer", at=ahead(-1))
    address = story.get_absolute_url()
    story.headline, story.related, story.body = "Second words", [tomorrow.pk], players
    story.save()
    story.freeze(None)
    story.publish(None, at=ahead(20))
    pins = [Pin(tomorrow.pk), Pin(story.pk)]
    Layout.objects.arrange(Place("en"), pins, None, version=0, at=ahead(10))

    today, between, then = (text(shown(editor, hours)) for hours in (1, 15, 25))
    assert today.index("Newer") < today.index("First words")
    assert between.index("First words") < between.index("Newer")
    assert "Bridge opens" not in today + between
    assert then.index("Bridge opens") < then.index("Second words") < then.index("Newer")
    before, after = (shown(editor, hours, address) for hours in (22, 25))
    assert "Second words" in text(before) and "Bridge opens" not in text(before)
    assert f'href="{as_of.address(ahead(25), tomorrow.get_absolute_url())}"' in text(after)
    assert "youtube-nocookie.com" in after["Content-Security-Policy"]
    assert "youtube-nocookie.com" not in shown(editor, 1, address)["Content-Security-Policy"]


def test_a_draft_without_a_schedule_is_never_there(
    editor: Client, publish: Publish, make_article: MakeArticle, section: Section
) -> None:
    draft = make_article(f"{MARKER} headline", slug="hidden", standfirst=MARKER, body=MARKER)
    seen = publish("Seen by all", at=ahead(-30))
    Revision.objects.filter(article=seen).update(live_from=ahead(-30))
    seen.headline = seen.body = MARKER
    seen.save()
    seen.freeze(None)
    paths = ["/en/", "/en/city/", "/en/feed/", "/en/corrections/", "/en/liked/"]
    paths += [seen.get_absolute_url(), f"/en/city/{draft.pk}/hidden/"]
    for hours in (-10, 0.1, 1000):
        for path in paths:
            page = text(shown(editor, hours, path))
            assert MARKER not in page, (hours, path)


def test_nobody_votes_there(editor: Client, publish: Publish) -> None:
    article = publish(at=ahead(-3))
    page = text(shown(editor, 1, article.get_absolute_url()))
    assert "Do you like this article?" in page
    assert "data-poll" not in page and "poll.js" not in page
    assert "ld+json" not in page
    for path in (f"/en/feedback/{article.pk}/", f"/feedback/{article.pk}/results.json"):
        assert shown(editor, 1, path).status_code == 404


def test_is_never_kept_and_never_found(editor: Client, publish: Publish) -> None:
    article = publish(at=ahead(-3))
    pages = ["/en/", article.get_absolute_url(), "/en/none/", "/en/feed/", "/admin/", "/healthz"]
    for path in pages:
        response = shown(editor, 1, path)
        assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
        assert "public" not in response["Cache-Control"]
        assert "s-maxage" not in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert shown(editor, 1, "/admin/").status_code == 404


def test_readers_have_no_way_to_another_instant(
    client: Client, editor: Client, publish: Publish, tomorrow: Article
) -> None:
    publish(at=ahead(-3))
    then = as_of.write(ahead(25))
    plain = text(client.get("/en/"))
    queries = [f"at={quote(then)}", f"as_of={then}", f"instant={then}", f"page_bar={MARKER}"]
    for query in queries:
        for who in (client, editor):
            answer = who.get(f"/en/?{query}", headers={"X-At": then, "At": then})
            assert text(answer) == plain
            assert "public" in answer["Cache-Control"]
    assert "page-bar" not in plain and "page_bar" not in plain
    shown(editor, 25)
    assert text(client.get("/en/")) == plain  # nothing of the walk is left behind
    assert client.get(f"{tomorrow.get_absolute_url()}?at={then}").status_code == 404


@pytest.mark.parametrize("role", ["Reporter", "Photo editor", "Moderator", None])
def test_only_who_may_use_it_gets_in(
    client: Client, enter: Enter, tomorrow: Article, role: str | None
) -> None:
    who = enter(role) if role else client
    for address in (PICK, as_of.address(ahead(25), "/en/"), f"{PICK}junk/"):
        response = who.get(address)
        assert response.status_code == (403 if role else 302)
        assert "Bridge" not in text(response)
        if not role:
            assert response["Location"].startswith("/admin/login/")


def test_one_permission_opens_it(client: Client, tomorrow: Article) -> None:
    person = User.objects.create_user("ines", is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="use_time_machine"))
    client.force_login(person)
    assert "Bridge opens" in text(shown(client, 25))


def test_the_bar_leads_to_the_changes_around(editor: Client, publish: Publish) -> None:
    first, second = ahead(-50), ahead(24)
    publish("Only one", at=first)
    scheduled = Article.objects.get()
    scheduled.freeze(None)
    Revision.objects.filter(live_from=first).update(live_until=second)
    page = text(shown(editor, 1))
    assert f'href="{as_of.address(first, "/en/")}" rel="prev"' in page
    assert f'href="{as_of.address(second, "/en/")}" rel="next"' in page
    at_first = text(editor.get(as_of.address(first, "/en/")))
    assert "Only one" in at_first
    assert 'rel="prev"' not in at_first
    at_second = text(editor.get(as_of.address(second, "/en/")))
    assert "Only one" not in at_second
    assert 'rel="next"' not in at_second
    assert f'href="{as_of.address(first, "/en/")}" rel="prev"' in at_second


def test_a_change_within_a_second_is_met_when_it_has_happened(
    editor: Client, publish: Publish
) -> None:
    at = ahead(-3) + datetime.timedelta(microseconds=1)
    publish("Within a second", at=at)
    page = text(shown(editor, -5))
    stop = as_of.address(ahead(-3) + datetime.timedelta(seconds=1), "/en/")
    assert f'href="{stop}" rel="next"' in page
    assert "Within a second" in text(editor.get(stop))


def test_the_bar_names_the_clock(settings: Settings, enter: Enter, section: Section) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    client = enter("Editor", "ines")
    Preferences.objects.create(user=User.objects.get(username="ines"), time_zone="Asia/Dubai")
    page = text(client.get("/admin/time-machine/2026-11-26T05:00:00Z/en/"))
    assert "The site as of Thursday 26 November 2026, 06:00 (CET)" in page
    assert "Mine: Thursday 26 November 2026, 09:00 (UTC+4)" in page
    assert ">Thursday 26 November 2026</time>" in page


def test_an_instant_is_chosen_on_the_clock_of_a_zone(
    settings: Settings, editor: Client, section: Section
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    response = editor.get(PICK, {"at": "2026-11-26T06:00", "zone": "Europe/Berlin"})
    assert response["Location"] == f"{PICK}2026-11-26T05:00:00Z/en/"
    sent = {"at": "2027-03-28T02:30", "zone": "Europe/Berlin", "page": "/ar/المدينة/"}
    assert "That time does not exist in Europe/Berlin" in text(editor.get(PICK, sent))
    sent["at"] = "2027-10-31T02:30"
    assert "comes twice" in text(editor.get(PICK, sent))
    response = editor.get(PICK, {**sent, "at_which": "2"})
    assert response["Location"] == f"{PICK}2027-10-31T01:30:00Z/ar/{quote('المدينة')}/"
    prefilled = text(editor.get(PICK, {"from": "2026-11-26T05:00:00Z", "page": "/en/city/"}))
    assert 'value="2026-11-26T06:00"' in prefilled
    assert 'value="/en/city/"' in prefilled


def test_what_changes_next_is_listed(
    editor: Client, publish: Publish, tomorrow: Article, make_article: MakeArticle
) -> None:
    update = publish("An update", slug="update")
    update.headline = "Another text"
    update.save()
    update.freeze(None)
    update.publish(None, at=ahead(2), until=ahead(3), keep_end=False)
    Banner.objects.create(language="en", text="Polls close", ends_at=ahead(4))
    Layout.objects.arrange(Place("en"), [], None, version=0, at=ahead(5))
    changes = editor.get(PICK).context["changes"]
    assert [(change.what, change.about) for change, _ in changes] == [
        ("Readers get another text", "Another text"),
        ("Readers lose the article", "Another text"),
        ("A banner comes down", "Polls close"),
        ("A page is arranged anew", "Front page (en)"),
        ("Readers get the article", "Bridge opens"),
    ]
    for change, address in changes:
        assert editor.get(address).status_code == 200, change


@pytest.mark.parametrize(
    "junk",
    [
        "x/en/", "2026-11-26/en/", "2026-13-26T06:00:00Z/en/", "2026-11-26T06:00:00+01:00/en/",
        "9999-12-31T23:59:59Z/en/", "0001-01-01T00:00:00Z/en/", "٢٠٢٦-11-26T06:00:00Z/en/",
        "2026-11-26T06:00:00Z%00/en/", "2026-11-26T06:00:00Z/en/%00/", "2026-11-26T06:00:00Z/en",
        "2026-11-26T06:00:00Z//", "2026-11-26T06:00:00Z/en/city/99999999999999999999/",
        "2026-11-26T06:00:00Z/admin/time-machine/2026-11-26T06:00:00Z/en/",
    ],
)  # fmt: skip
def test_junk_in_the_address_is_no_page(editor: Client, section: Section, junk: str) -> None:
    assert editor.get(f"{PICK}{junk}").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"at": ""}, {"at": "x"}, {"at": "9999-12-31T23:59"}, {"at": "0001-01-01T00:00"},
        {"at": "9000-12-31T23:59"}, {"at": "\x00"}, {"at": "2026-02-30T06:00"},
    ],
)  # fmt: skip
def test_junk_in_the_form_is_said(editor: Client, section: Section, sent: dict[str, Any]) -> None:
    response = editor.get(PICK, sent)
    assert response.status_code == 200
    assert "errorlist" in text(response)


def test_the_form_leads_nowhere_else(editor: Client, section: Section) -> None:
    odd = ["https://evil.example/", "//evil.example/en/", "/admin/", "\x00", "/en/\n", "/en/" * 200]
    for page in odd:
        assert editor.get(PICK, {"page": page}).status_code == 200
        response = editor.get(PICK, {"at": "2026-11-26T06:00", "page": page})
        assert response["Location"] == f"{PICK}2026-11-26T06:00:00Z/en/"


def test_the_ends_of_the_calendar_are_pages(editor: Client, publish: Publish) -> None:
    publish(at=ahead(-3))
    for instant in ("1970-01-01T00:00:00Z", "9000-12-31T23:59:59Z"):
        assert editor.get(f"{PICK}{instant}/en/").status_code == 200
        assert editor.get(f"{PICK}{instant}/en/liked/").status_code == 200


def test_query_count(
    editor: Client, publish: Publish, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        publish(f"Story {number}", at=ahead(-number - 1))
        address = as_of.address(ahead(1), "/en/")
        editor.get(address)
        with django_assert_num_queries(10):
            editor.get(address)
    scheduled = publish("Later", at=ahead(-9))
    scheduled.freeze(None)
    for _ in range(3):
        with django_assert_num_queries(10):
            editor.get(PICK)
        Banner.objects.create(language="en", text="Polls close", ends_at=ahead(4))
