"""“Readers liked”: the ranking on pages and in the feed, and the figures that it is kept from."""

import datetime
import xml.etree.ElementTree as ET

import pytest
from django.core.management import call_command
from django.test import Client, override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, Revision, Section
from feedback.liked import Window, ranking
from feedback.models import Choice, DayTally, Poll, Vote
from feedback.models.entry import Entry
from feedback.wilson import lower_bound
from tests.cast import HoursAgo, Publish

ATOM = "{http://www.w3.org/2005/Atom}"


def cast(article: Article, likes: int, dislikes: int = 0, *, days_ago: int = 0) -> None:
    """Cast votes through the ledger, and date them back where that is asked for."""
    for number in range(likes + dislikes):
        choice = Choice.LIKE if number < likes else Choice.DISLIKE
        Vote.objects.cast(article.pk, f"{days_ago}-{number}", choice)
    if days_ago:
        at = timezone.now() - datetime.timedelta(days=days_ago)
        Vote.objects.filter(article=article, reader__startswith=f"{days_ago}-").update(voted_at=at)
        call_command("rebuild_liked", verbosity=0)


@pytest.fixture(autouse=True)
def few_votes_do(settings: Settings) -> None:
    settings.LIKED_MINIMUM = 2


def headlines(client: Client, address: str = "/en/liked/") -> list[str]:
    page = client.get(address).content.decode()
    return [
        part.partition("</a>")[0].rpartition(">")[2]
        for part in page.split('class="card-headline"')[1:]
    ]


def test_best_first_and_few_votes_weigh_less(client: Client, publish: Publish) -> None:
    cast(publish("Few"), 3)
    cast(publish("Many"), 27, 3)
    cast(publish("Mixed"), 5, 5)
    cast(publish("Once"), 1)

    assert headlines(client) == ["Many", "Few", "Mixed"]
    assert "90% like it, of 30 votes" in client.get("/en/liked/").content.decode()


def test_the_score_is_wilsons(publish: Publish) -> None:
    for likes, dislikes in ((2, 0), (7, 3), (0, 4), (12, 1)):
        cast(publish(f"{likes}:{dislikes}"), likes, dislikes)
    at = timezone.now()

    found = ranking("en", Window.WEEK, at, 9)
    scores = [(each.score, lower_bound(each.liked, each.votes)) for each in found]
    assert len(scores) == 4
    for in_sql, pure in scores:
        assert in_sql == pytest.approx(pure, abs=1e-12)
    assert [pure for _, pure in scores] == sorted((pure for _, pure in scores), reverse=True)


def test_windows_hold_the_votes_cast_in_them(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    cast(publish("Today", at=hours_ago(24 * 50)), 3)
    cast(publish("This week", at=hours_ago(24 * 50)), 4, days_ago=5)
    cast(publish("This month", at=hours_ago(24 * 50)), 5, days_ago=20)
    cast(publish("Long ago", at=hours_ago(24 * 50)), 6, days_ago=40)

    assert headlines(client, "/en/liked/?window=day") == ["Today"]
    assert headlines(client, "/en/liked/?window=week") == ["This week", "Today"]
    assert headlines(client, "/en/liked/?window=month") == ["This month", "This week", "Today"]
    assert headlines(client, "/en/liked/?window=%00") == ["This week", "Today"]


def test_held_and_voided_votes_do_not_count(client: Client, publish: Publish) -> None:
    article = publish("Pushed")
    cast(article, 5)
    assert headlines(client) == ["Pushed"]

    Vote.objects.settle(article.pk, Entry.Kind.QUARANTINED, None, "too many at once")
    assert headlines(client) == []
    Vote.objects.settle(article.pk, Entry.Kind.RELEASED, None)
    assert headlines(client) == ["Pushed"]
    Vote.objects.settle(article.pk, Entry.Kind.VOIDED, None, "a machine")
    assert headlines(client) == []


@pytest.mark.parametrize("address", ["/en/", "/en/city/", "/en/liked/", "/en/liked/feed/"])
def test_only_what_is_public_is_named(client: Client, publish: Publish, address: str) -> None:
    withdrawn, hidden, kept = publish("Withdrawn one"), publish("Hidden one"), publish("Kept one")
    for article in (withdrawn, hidden, kept):
        cast(article, 4)
    withdrawn.withdraw(None)
    Poll.objects.create(article=hidden, state="hidden")

    page = client.get(address).content.decode()
    assert "Kept one" in page
    assert "Withdrawn one" not in page
    if "liked" in address:
        assert "Hidden one" not in page
    else:
        assert "Hidden one" not in page.partition('class="liked"')[2]


def test_working_copies_do_not_leak(client: Client, publish: Publish) -> None:
    article = publish("As published")
    cast(article, 4)
    article.headline = "Not yet told"
    article.save()
    article.freeze(None)

    for address in ("/en/", "/en/liked/", "/en/liked/feed/"):
        assert "Not yet told" not in client.get(address).content.decode()


def test_blocks_by_language_and_section(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    science = Section.objects.create(language="en", name="Science", slug="science", position=2)
    for headline, section in (("Moon", science), ("Quay", None), ("الميناء", arabic_section)):
        cast(publish(headline, **({"section": section} if section else {})), 4)

    def block(address: str) -> str:
        return client.get(address).content.decode().partition('class="liked"')[2]

    assert "Moon" in block("/en/")
    assert "Quay" in block("/en/")
    assert "الميناء" not in block("/en/")
    assert "Moon" in block("/en/science/")
    assert "Quay" not in block("/en/science/")
    assert "الميناء" in block("/ar/")


def test_no_votes_no_block(client: Client, publish: Publish) -> None:
    publish()

    assert 'class="liked"' not in client.get("/en/").content.decode()
    assert "Too few votes in this time." in client.get("/en/liked/").content.decode()


@override_settings(POLL="hidden")
def test_a_site_without_polls_ranks_nothing(client: Client, publish: Publish) -> None:
    cast(publish("Quiet"), 4)
    assert headlines(client) == []


def test_readers_get_equal_bytes_and_no_cookie(publish: Publish) -> None:
    cast(publish("Night ferry"), 4)
    for address in ("/en/liked/", "/en/liked/feed/"):
        one, two = (
            Client(headers={"Accept-Language": language}).get(address) for language in ("ar", "en")
        )
        assert one.content == two.content
        assert not one.cookies
        assert one.headers == two.headers
        assert "max-age=0" in one["Cache-Control"]
        assert "s-maxage" in one["Cache-Control"]
        assert not one.has_header("Vary")


def test_the_feed(client: Client, publish: Publish) -> None:
    first, second = publish("First & best"), publish("Second\x0bbest")
    cast(first, 9)
    cast(second, 5, 1)

    response = client.get("/en/liked/feed/")

    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ET.fromstring(response.content)
    assert feed.attrib["{http://www.w3.org/XML/1998/namespace}lang"] == "en"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "http://testserver/en/liked/",
        "self": "http://testserver/en/liked/feed/",
    }
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles == ["First & best", "Second best"]
    revision = Revision.objects.live(timezone.now()).get(article=first)
    link = entries[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver{first.get_absolute_url()}"
    assert entries[0].findtext(f"{ATOM}updated") == revision.live_from.isoformat()


def test_an_entry_keeps_its_id(client: Client, publish: Publish) -> None:
    article = publish("Before")
    cast(article, 4)

    def ids() -> list[str | None]:
        feed = ET.fromstring(client.get("/en/liked/feed/").content)
        return [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]

    before = ids()
    article.headline, article.slug = "After", "after"
    article.save()
    article.freeze(None)
    article.publish(None)

    assert before == ids()
    assert f"article/{article.pk}" in str(before[0])


def test_the_feed_is_not_sent_twice(client: Client, publish: Publish) -> None:
    article, other = publish("One"), publish("Two")
    cast(article, 4)
    cast(other, 3)
    first = client.get("/en/liked/feed/")
    known = {"If-None-Match": first["ETag"]}

    assert client.get("/en/liked/feed/", headers=known).status_code == 304
    assert not first.has_header("Last-Modified")
    for number in range(9):
        Vote.objects.cast(other.pk, f"more-{number}", Choice.LIKE)
    assert client.get("/en/liked/feed/", headers=known).status_code == 200


def test_an_empty_feed_is_steady(client: Client, publish: Publish) -> None:
    publish()
    first, second = (client.get("/en/liked/feed/") for _ in range(2))
    assert first.content == second.content


def test_no_section_can_take_the_address(staff_client: Client, db: None) -> None:
    page = staff_client.post(
        "/admin/articles/section/add/", {"language": "en", "name": "Liked", "slug": "liked"}
    )
    assert page.status_code == 200
    assert not Section.objects.exists()


def test_queries(
    client: Client, publish: Publish, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(3):
        cast(publish(f"Article {number}"), 3)
        # The banner, sections, the ranking and its articles, the nearest change
        with django_assert_num_queries(5):
            client.get("/en/liked/")
        with django_assert_num_queries(6):
            client.get("/en/liked/feed/")


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("vote"), st.integers(0, 5), st.sampled_from(Choice)),
        st.tuples(
            st.sampled_from(["quarantined", "released", "voided"]),
            st.integers(0, 5),
            st.just(None),
        ),
    ),
    max_size=25,
)


@given(actions=ACTIONS)
@hypothesis_settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_rebuilding_gives_what_was_kept(publish: Publish, actions: list[tuple]) -> None:
    article = publish()
    for kind, reader, choice in actions:
        if kind == "vote":
            Vote.objects.cast(article.pk, f"reader-{reader}", choice)
        else:
            some = Vote.objects.filter(reader=f"reader-{reader}")
            some.settle(article.pk, Entry.Kind(kind), None, "because")
    kept = figures(article)

    call_command("rebuild_liked", verbosity=0)

    assert figures(article) == kept


def figures(article: Article) -> dict[datetime.date, tuple[int, int]]:
    rows = DayTally.objects.filter(article=article).values_list("day", "liked", "disliked")
    return {day: (liked, disliked) for day, liked, disliked in rows if liked or disliked}


def test_rebuilding_tells_what_differed(
    publish: Publish, capsys: pytest.CaptureFixture[str]
) -> None:
    article = publish()
    cast(article, 3, 1)
    DayTally.objects.update(liked=30)

    call_command("rebuild_liked")

    day = timezone.now().astimezone(datetime.UTC).date()
    said = capsys.readouterr().out
    assert f"article {article.pk}, {day}: kept 30:1, ledger 3:1" in said
    assert "1 difference" in said
    assert figures(article) == {day: (3, 1)}
