"""The readers' search: what it finds, how it narrows, and what it makes of nonsense."""

import datetime
import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Author, Section
from articles.search import index, marks
from articles.search.terms import terms
from tests.cast import MakeArticle, MakeImage, Publish

HEADLINE = re.compile(r'card-headline"><a [^>]*>(.*?)</a>')
TAG = re.compile("<[^>]*>")


def found(client: Client, q: str, **narrowed: str) -> list[str]:
    page = ask(client, q, **narrowed)
    return [TAG.sub("", name) for name in HEADLINE.findall(page)]


def ask(client: Client, q: str, language: str = "en", **narrowed: str) -> str:
    response = client.get(f"/{language}/search/?{urlencode({'q': q, **narrowed})}")
    assert response.status_code == 200
    return response.content.decode()


def test_finds_words_of_every_part_of_an_article(
    client: Client, publish: Publish, author: Author
) -> None:
    publish(authors=[author])
    publish("Something else", body="<p>Nothing.</p>", standfirst="")

    for words in ("ferry", "eleven years", "mole", "Lindqvist", "NIGHT mole", '"ten past six"'):
        assert found(client, words) == ["Night ferry comes home"]
    for words in ("submarine", "ferry submarine", '"past ten"'):
        assert found(client, words) == []


def test_newest_first_over_pages_without_gap_or_duplicate(client: Client, publish: Publish) -> None:
    now = timezone.now()
    names = [f"Ferry {number:03}" for number in range(25)]
    for place, name in enumerate(names):
        publish(name, at=now - datetime.timedelta(minutes=place // 4 + 1))
    read: list[str] = []
    address = "/en/search/?q=ferry"
    while address:
        page = client.get(address).content.decode()
        read += [TAG.sub("", name) for name in HEADLINE.findall(page)]
        publish("Just in: a ferry")
        link = re.search(r'rel="next" href="([^"]+)"', page)
        address = f"/en/search/{link[1].replace('&amp;', '&')}" if link else ""

    # Rows at one instant run by number, the last first.
    assert sorted(read) == names
    assert [int(name[-3:]) // 4 for name in read] == sorted(int(name[-3:]) // 4 for name in read)


def test_only_what_is_public_is_found(
    client: Client, publish: Publish, make_article: MakeArticle, arabic_section: Section
) -> None:
    make_article("Quicksilver draft")
    make_article("Quicksilver ahead").publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    publish("Quicksilver gone").withdraw(None)
    edited = publish("Plain")
    edited.headline = "Quicksilver edit"
    edited.save()
    edited.freeze(None)
    publish("Quicksilver elsewhere", section=arabic_section)

    assert found(client, "quicksilver") == []
    assert "uicksilver" not in ask(client, "quicksilver").replace(
        'value="quicksilver"', ""
    ).replace("<title>quicksilver", "")


def test_drafts_do_not_crowd_out_what_is_public(
    client: Client, publish: Publish, make_article: MakeArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.found, "__defaults__", (2,))
    publish("Old ferry")
    for number in range(3):
        make_article(f"Ferry draft {number}")

    assert found(client, "ferry") == ["Old ferry"]


def test_narrows_by_section_and_days(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    science = Section.objects.create(language="en", name="Science", slug="science")
    for year in (2019, 2021, 2026):
        publish(f"Ferry {year}", at=datetime.datetime(year, 3, 9, 12, tzinfo=datetime.UTC))
    publish("Ferry science", section=science)
    monkeypatch.setattr(index.found, "__defaults__", (1,))

    assert found(client, "ferry", section="science") == ["Ferry science"]
    assert found(client, "ferry", first="2019-03-09", last="2019-03-09") == ["Ferry 2019"]
    assert found(client, "ferry", first="2019-03-10", last="2021-03-09") == ["Ferry 2021"]
    assert found(client, "ferry", last="2020-01-01") == ["Ferry 2019"]
    assert found(client, "ferry", section="city", first="2026-01-01") == ["Ferry 2026"]
    assert found(client, "ferry", first="2022-01-01", last="2022-12-31") == []


@pytest.mark.parametrize("typed", ["", "   ", "???", "':* & |!", "\x00", "“”", "\ue000len", "*"])
def test_what_holds_no_word_is_no_search(client: Client, publish: Publish, typed: str) -> None:
    publish()

    assert found(client, typed) == []


@pytest.mark.parametrize(
    "typed",
    ["x" * 5000, "NEAR(a b)", 'a" OR "b', "ferry -home", "'; DROP TABLE", "%00 %ff", "a " * 3000],
)
def test_nonsense_is_no_error(client: Client, publish: Publish, typed: str) -> None:
    publish()

    assert "<form" in ask(client, typed)


@pytest.mark.parametrize(
    "query",
    ["?before=x&q=ferry", "?q=ferry&before=1-", "?q=ferry&before=%00"],
)
def test_a_place_that_is_none(client: Client, publish: Publish, query: str) -> None:
    publish()
    assert client.get(f"/en/search/{query}").status_code == 404


def test_days_that_are_none_are_told(client: Client, publish: Publish) -> None:
    publish()
    for day in ("tomorrow", "2026-02-30", "0001-01-01", "99999-01-01"):
        page = ask(client, "ferry", first=day)
        assert "Give the day as in 2026-11-08." in page and f'value="{day}"' in page
        assert not HEADLINE.findall(page)
    page = ask(client, "ferry", first="2026-02-02", last="2026-02-01")
    assert "The last day comes before the first." in page
    assert "There is no such section." in ask(client, "ferry", section="nothing")


def test_markup_in_a_question_stays_text(client: Client, publish: Publish) -> None:
    page = ask(client, '<script>alert(1)</script>"><b>')

    assert "<script>alert" not in page and "<b>" not in page


def test_shows_what_was_found_in_its_place(client: Client, publish: Publish) -> None:
    publish(
        "A harbour at work",
        standfirst="",
        body=f"<p>{'Cranes turn over the quay. ' * 40}</p><p>Then the <em>Fer</em>ry &amp; its horn"
        f" came.</p><p>{'Gulls follow. ' * 40}</p>",
    )

    page = ask(client, "ferry horn")

    text = re.search(r'hit-text">(.*?)</p>', page)
    assert text and "the <mark>Ferry</mark> &amp; its <mark>horn</mark> came." in text[1]
    assert text[1].startswith("… ") and text[1].endswith(" …") and len(text[1]) < 400


def test_arabic_and_persian_letters_find_each_other(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    publish("عودة العبّارة إلى الميناء", section=arabic_section, slug="عودة")

    for words in ("العبارة", "الی المیناء", "عوده", "الميناء"):
        page = ask(client, words, language="ar")
        assert len(HEADLINE.findall(page)) == 1, words
    assert "<mark>العبّارة</mark>" in ask(client, "العبارة", language="ar")


def test_pages_of_the_search_are_for_no_index(client: Client, publish: Publish) -> None:
    publish()
    assert '<meta name="robots" content="noindex, follow">' in ask(client, "ferry")


def test_queries_do_not_grow_with_what_is_found(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish("Ferry one", lead_image=make_image())
    with django_assert_num_queries(4):
        ask(client, "ferry")

    for number in (2, 3):
        publish(f"Ferry {number}", lead_image=make_image())
    with django_assert_num_queries(4):
        ask(client, "ferry")


def test_marks_cannot_be_typed() -> None:
    assert not terms(marks.in_language("en")[0].replace("len", ""))
    assert marks.in_language("en")[0] not in terms("\ue000len").fts5
    assert marks.between(
        datetime.datetime(2025, 11, 5, tzinfo=datetime.UTC),
        datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC),
    ) == ("\ue000m202511", "\ue000m202512", "\ue000m202601")
    assert marks.between(
        datetime.datetime(2001, 11, 5, tzinfo=datetime.UTC),
        datetime.datetime(2004, 1, 1, tzinfo=datetime.UTC),
    ) == ("\ue000y2001", "\ue000y2002", "\ue000y2003", "\ue000y2004")
