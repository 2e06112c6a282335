import datetime
import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section
from tests.cast import Publish

STORY = re.compile(r"Story \d{3}")
NEXT = re.compile(r'href="(\?before=[^"]+)"')


def walk(client: Client, path: str) -> Iterator[list[str]]:
    """Follow the links to older articles, and give the headlines of each page."""
    address = path
    while address:
        page = client.get(address).content.decode()
        yield STORY.findall(page)
        link = NEXT.search(page)
        address = path + link[1] if link else ""


@pytest.fixture
def fifty(publish: Publish) -> list[str]:
    """Fifty articles, newest first, five at each instant: a time alone names no place."""
    now = timezone.now()
    names = [f"Story {number:03}" for number in range(50)]
    for place, name in reversed(list(enumerate(names))):
        publish(name, at=now - datetime.timedelta(minutes=place // 5 + 1))
    return names


def test_pages_hold_every_article_once_and_in_order(client: Client, fifty: list[str]) -> None:
    pages = list(walk(client, "/en/city/"))

    assert len(pages) > 2
    assert [name for page in pages for name in page] == fifty


def test_what_arrives_meanwhile_makes_no_gap_and_no_duplicate(
    client: Client, fifty: list[str], publish: Publish
) -> None:
    read: list[str] = []
    for page in walk(client, "/en/city/"):
        read += page
        publish("Just in: a headline")
        publish("Just in: another headline")

    assert read == fifty


def test_the_front_page_goes_on_to_all_that_is_older(client: Client, fifty: list[str]) -> None:
    first, *older = walk(client, "/en/")

    assert set(first) | {name for page in older for name in page} == set(fifty)
    assert len({name for page in older for name in page}) == sum(map(len, older))


def test_a_page_links_back_to_the_newest(client: Client, fifty: list[str]) -> None:
    link = NEXT.search(client.get("/en/city/").content.decode())
    assert link

    older = client.get("/en/city/" + link[1]).content.decode()

    assert '<a class="button" href="/en/city/">' in older


def test_a_place_beyond_the_last_article_says_so(client: Client, fifty: list[str]) -> None:
    response = client.get("/en/city/?before=1-1")

    assert response.status_code == 200
    assert "There is nothing older." in response.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/city/"])
@pytest.mark.parametrize(
    "place",
    [
        "",
        "x",
        "1",
        "1-",
        "-1",
        "-1-1",
        "1-1-1",
        "1-1%0a",
        "%00",
        "1-%00",
        "%ff%fe",
        "%D9%A1-%D9%A1",  # digits, but Arabic ones
        "1-9223372036854775808",
        "1-99999999999999999999",
        "999999999999999999-1",
        "1e5-1",
        "' OR 1=1",
    ],
)
def test_what_is_no_place_in_the_list(
    client: Client, section: Section, path: str, place: str
) -> None:
    assert client.get(f"{path}?before={place}").status_code == 404


@pytest.mark.parametrize("place", ["99999999999999999-9223372036854775807", "0-0"])
def test_the_farthest_places_are_places(client: Client, section: Section, place: str) -> None:
    assert client.get(f"/en/city/?before={place}").status_code == 200


@pytest.mark.parametrize("query", ["?%00=%00", "?%ff=%ff", "?a=1&a=2&&&=", "?" + "a" * 2000])
def test_a_query_that_means_nothing_changes_nothing(
    client: Client, publish: Publish, query: str
) -> None:
    publish("Story 001")

    assert client.get("/en/" + query).content == client.get("/en/").content


def test_places_stay_where_articles_leave(client: Client, fifty: list[str]) -> None:
    pages = walk(client, "/en/city/")
    read = next(pages)
    Article.objects.get(headline=read[-1]).withdraw(None)
    for page in pages:
        read += page

    assert read == fifty
