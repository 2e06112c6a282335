"""The lists of a topic and of an author, and the archive by month."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Revision, Section, Topic
from tests.articles.test_feed import read
from tests.articles.test_paging import walk
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish

LISTS = ["/en/topics/ferries/", "/en/authors/mara-lindqvist/"]
MONTH = "/en/archive/2026/11/"
HEADLINE = re.compile(r'(?:card|day)-headline"><a [^>]*>(.*?)</a>')


@pytest.fixture
def ferries(db: None) -> Topic:
    return Topic.objects.create(language="en", name="Ferries", slug="ferries")


@pytest.fixture
def filed(publish: Publish, ferries: Topic, author: Author) -> Publish:
    def make(headline: str = "Night ferry", **fields: object) -> Article:
        return publish(headline, topics=[ferries], authors=[author], **fields)

    return make


def headlines(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return HEADLINE.findall(response.content.decode())


@pytest.mark.parametrize("address", LISTS)
def test_newest_first_and_nothing_else(
    client: Client, filed: Publish, publish: Publish, hours_ago: HoursAgo, address: str
) -> None:
    filed("Older", at=hours_ago(9))
    filed("Newer")
    publish("Of something else")

    assert headlines(client, address) == ["Newer", "Older"]


@pytest.mark.parametrize("address", LISTS)
def test_holds_only_what_is_public(
    client: Client,
    filed: Publish,
    make_article: MakeArticle,
    ferries: Topic,
    author: Author,
    address: str,
) -> None:
    make_article("Draft", topics=[ferries], authors=[author])
    ahead = make_article("Ahead", topics=[ferries], authors=[author])
    ahead.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    filed("Withdrawn").withdraw(None)
    edited = filed("As published")
    edited.headline = "Not yet told"
    edited.save()
    edited.freeze(None)

    for page in (address, f"{address}feed/"):
        text = client.get(page).content.decode()
        assert "As published" in text
        assert not re.search("Draft|Ahead|Withdrawn|Not yet told", text)


@pytest.mark.parametrize("address", LISTS)
def test_follows_the_public_revision(
    client: Client, filed: Publish, address: str, ferries: Topic
) -> None:
    article = filed("Night ferry")
    article.topics.clear()
    article.contributions.all().delete()
    article.freeze(None)
    assert headlines(client, address) == ["Night ferry"]

    article.publish(None)
    assert headlines(client, address) == []


@pytest.mark.parametrize("address", LISTS)
def test_pages_hold_every_article_once_while_others_arrive(
    client: Client, filed: Publish, address: str
) -> None:
    now = timezone.now()
    names = [f"Story {number:03}" for number in range(40)]
    for place, name in reversed(list(enumerate(names))):
        filed(name, at=now - datetime.timedelta(minutes=place // 5 + 1))

    pages = []
    for page in walk(client, address):
        pages.append(page)
        filed("Just in")

    assert len(pages) == 3
    assert [name for page in pages for name in page] == names


def test_an_update_keeps_its_place(client: Client, filed: Publish, hours_ago: HoursAgo) -> None:
    old = filed("Older", at=hours_ago(9))
    filed("Newer", at=hours_ago(3))
    old.standfirst = "Now with more."
    old.save()
    old.freeze(None)
    old.publish(None)
    for address in LISTS:
        assert headlines(client, address) == ["Newer", "Older"]


def test_a_cancelled_first_publication_leaves_no_place(
    client: Client, make_article: MakeArticle, ferries: Topic
) -> None:
    article = make_article("Ahead", topics=[ferries])
    revision = article.publish(None, at=timezone.now() + datetime.timedelta(hours=2))
    tie = revision.revisiontopic_set.get()
    assert tie.published_at == revision.published_at

    article.cancel(revision)
    tie.refresh_from_db()
    assert tie.published_at is None


@pytest.mark.parametrize("address", LISTS)
def test_has_a_feed(client: Client, filed: Publish, address: str) -> None:
    article = filed()

    feed = read(client, f"{address}feed/")

    assert feed.entries[0].link == f"http://testserver{article.get_absolute_url()}"
    assert feed.feed.link == f"http://testserver{address}"
    assert f'href="{address}feed/"' in client.get(address).content.decode()


def test_leads_to_the_same_in_another_language(
    client: Client, ferries: Topic, author: Author
) -> None:
    topic = Topic(language="ar", name="عبّارات", slug="عبارات", counterpart_of=ferries)
    topic.save()
    arabic = Author(language="ar", name="مارا", slug="مارا", counterpart_of=author)
    arabic.save()

    for address, other in zip(LISTS, (topic, arabic), strict=True):
        page = client.get(address).content.decode()
        url = other.get_absolute_url()
        assert f'<a href="{url}" lang="ar" hreflang="ar">' in page
        assert f'<link rel="alternate" hreflang="ar" href="http://testserver{url}">' in page
        assert address in client.get(url).content.decode()


def test_an_author_has_a_face_and_a_life(
    client: Client, filed: Publish, author: Author, make_image: MakeImage
) -> None:
    author.bio, author.photo = "Writes about harbours.\n\nBorn in Orrin.", make_image(alt="Mara")
    author.save()
    filed()

    page = client.get("/en/authors/mara-lindqvist/").content.decode()

    assert "<p>Writes about harbours.</p>" in page and 'alt="Mara"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/en/topics/nothing/",
        "/en/authors/nobody/",
        "/ar/topics/ferries/",
        "/en/topics/nothing/feed/",
        "/en/authors/nobody/feed/",
        "/en/topics/",
        "/en/archive/2026/13/",
        "/en/archive/2026/00/",
        "/en/archive/0000/01/",
        "/en/archive/1969/12/",
        "/en/archive/9999/12/",
        "/en/archive/26/11/",
        MONTH,
    ],
)
def test_what_is_not_there(client: Client, ferries: Topic, author: Author, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_archive_lists_the_months_since_the_first_article(
    client: Client, publish: Publish
) -> None:
    assert "Nothing has been published here yet." in client.get("/en/archive/").content.decode()
    publish("Old", at=datetime.datetime(2025, 12, 31, 12, tzinfo=datetime.UTC))

    page = client.get("/en/archive/").content.decode()

    now = timezone.localtime()
    assert '<a href="/en/archive/2025/12/">December</a>' in page
    assert f"/en/archive/{now:%Y/%m}/" in page
    assert "/en/archive/2025/11/" not in page


def test_a_month_lists_its_days(client: Client, publish: Publish) -> None:
    for day, hour in ((1, 0), (3, 9), (3, 17)):
        at = datetime.datetime(2026, 11, day, hour, tzinfo=datetime.UTC)
        publish(f"Of {day} at {hour}", at=at)
    publish("Before", at=datetime.datetime(2026, 10, 31, 23, 59, 59, tzinfo=datetime.UTC))

    page = client.get(MONTH).content.decode()

    assert HEADLINE.findall(page) == ["Of 3 at 17", "Of 3 at 9", "Of 1 at 0"]
    assert page.count('<section class="day"') == page.count('<ol class="day-list">') == 2
    assert "Tuesday 3 November" in page
    assert 'href="/en/archive/2026/10/">October 2026</a>' in page
    assert headlines(client, "/en/archive/2026/10/") == ["Before"]


def test_a_month_goes_by_the_clock_of_the_site(client: Client, publish: Publish) -> None:
    publish("Early", at=datetime.datetime(2026, 10, 31, 23, 30, tzinfo=datetime.UTC))

    with timezone.override("Asia/Tokyo"):  # a reader's or an editor's clock changes nothing
        assert headlines(client, "/en/archive/2026/10/") == ["Early"]


def test_a_month_runs_over_pages(client: Client, publish: Publish) -> None:
    names = [f"Story {number:03}" for number in range(60)]
    begins = datetime.datetime(2026, 10, 20, tzinfo=datetime.UTC)
    for place, name in enumerate(reversed(names)):
        publish(name, at=begins + datetime.timedelta(minutes=place))

    pages = list(walk(client, "/en/archive/2026/10/"))

    assert [len(page) for page in pages] == [50, 10]
    assert [name for page in pages for name in page] == names


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/en/topics/ferries/", 6),
        ("/en/authors/mara-lindqvist/", 6),
        ("/en/topics/ferries/feed/", 6),
        ("/en/archive/", 4),
        ("/en/archive/2026/10/", 5),
    ],
)
def test_queries_do_not_grow_with_the_articles(
    client: Client,
    filed: Publish,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
) -> None:
    at = datetime.datetime(2026, 10, 5, tzinfo=datetime.UTC)
    filed("One", lead_image=make_image(), at=at)
    with django_assert_num_queries(queries):
        client.get(address)

    other = Section.objects.create(language="en", name="Science", slug="science")
    for number in (2, 3):
        filed(f"Story {number}", lead_image=make_image(), at=at, section=other)
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("by", ["topic", "author"])
def test_a_list_is_read_from_its_index(ferries: Topic, author: Author, by: str) -> None:
    ties = "revisiontopic" if by == "topic" else "contributions"
    under = {by: ferries if by == "topic" else author}
    rows = Revision.objects.live(timezone.now()).filed_under(ties, **under)
    if connection.vendor == "postgresql":
        # Of a few rows it would rather sort, whatever the index: here it must say what it can do.
        with connection.cursor() as cursor:
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")

    plan = rows.newest_first("filed_")[:18].explain()

    assert f"revision_{by}_newest" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
