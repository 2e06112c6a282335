"""Attackers who have every captcha's answer for free, and how far they move the public result.

They come through a trusted proxy, which tells the network that each request came from; what they
claim themselves in front of it is not believed.
"""

import datetime
from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from articles.models import Article
from feedback import ledger
from feedback.models import Burst, Entry, State, Tally, Vote
from tests.feedback.conftest import Voter

BEGIN = datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC)
PROXY = "127.0.0.1"


@pytest.fixture(autouse=True)
def behind_a_proxy(settings) -> None:
    settings.TRUSTED_PROXIES = [PROXY]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(BEGIN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def article(clock: time_machine.Traveller, article: Article) -> Article:
    return article


@pytest.fixture
def moved(article: Article) -> Callable[[], int]:
    """Return by how much the public result has moved, and that the books agree."""

    def read() -> int:
        assert list(ledger.differences()) == []
        figures = Client().get(reverse("feedback:results", args=[article.pk])).json()
        return figures["liked"] + figures["disliked"]

    return read


def from_network(voter: Voter, address: str, claimed: str = "") -> Voter:
    """Let the proxy add the address to what the client claims."""
    told = f"{claimed}, {address}" if claimed else address
    voter.client.defaults |= {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": told}
    return voter


def test_one_client_that_keeps_its_cookie(
    article: Article, clock: time_machine.Traveller, moved: Callable[[], int]
) -> None:
    voter = from_network(Voter(article), "127.1.2.3")

    for number in range(500):
        clock.shift(7)
        assert voter.vote("dislike" if number % 3 else "like").status_code in {303, 429}
        assert Vote.objects.count() == 1

    assert moved() == 1


def test_one_network_that_drops_its_cookies_and_forges_headers(
    article: Article, clock: time_machine.Traveller, moved: Callable[[], int]
) -> None:
    accepted = 0
    for number in range(500):
        clock.shift(7)
        claimed = f"198.51.{number // 250}.{number % 250}"
        voter = from_network(Voter(article), f"127.1.2.{number % 250}", claimed)
        form = voter.open()
        accepted += bool(form) and voter.vote("like", form).status_code == 303

    assert accepted > 5
    assert moved() == 5
    held = Vote.objects.filter(state=State.QUARANTINED, reason="network")
    assert held.count() == Tally.objects.get().held == accepted - 5
    assert Entry.objects.filter(kind="quarantined", reason="network").count() == held.count()


def test_a_thousand_networks_in_ten_minutes(
    article: Article, clock: time_machine.Traveller, moved: Callable[[], int]
) -> None:
    for number in range(1000):
        clock.shift(0.59)
        address = f"127.{number // 250}.{number % 250}.9"
        assert from_network(Voter(article), address).vote("like").status_code == 303

    assert moved() == 60
    burst = Burst.objects.get()
    assert burst.held == Tally.objects.get().held == 940
    assert Entry.objects.filter(kind="quarantined", reason="burst").count() == 940
    assert Vote.objects.filter(burst=burst, state=State.QUARANTINED).count() == 940


def test_a_thousand_networks_in_a_day_feed_their_own_baseline_slowly(
    article: Article, clock: time_machine.Traveller, settings
) -> None:
    settings.POLL_BURST_HOUR, settings.POLL_BURST_TEN_MINUTES = 5, 3
    for number in range(120):  # ten an hour, twice what is allowed above nothing
        clock.shift(360)
        from_network(Voter(article), f"127.3.{number}.9").vote("like")

    counted = Vote.objects.filter(state=State.COUNTED)
    hours = [
        counted.filter(
            voted_at__gt=BEGIN + datetime.timedelta(hours=hour),
            voted_at__lte=BEGIN + datetime.timedelta(hours=hour + 1),
        ).count()
        for hour in range(12)
    ]
    assert hours[0] == 5
    assert max(hours) <= 10


def test_an_article_that_is_always_busy_is_left_alone(
    article: Article, clock: time_machine.Traveller, settings, moved: Callable[[], int]
) -> None:
    """Six an hour are usual after six hours; ten in the next are then no burst."""
    settings.POLL_BURST_HOUR, settings.POLL_BURST_TEN_MINUTES = 6, 6
    for number in range(42):
        clock.shift(600)
        from_network(Voter(article), f"127.4.{number}.9").vote("like")
    for number in range(10):
        clock.shift(360)
        from_network(Voter(article), f"127.5.{number}.9").vote("like")

    assert moved() == 52
    assert Tally.objects.get().held == 0


def test_two_readers_behind_one_network_both_count(
    article: Article, moved: Callable[[], int]
) -> None:
    for address in ("127.1.2.3", "127.1.2.4"):
        from_network(Voter(article), address).vote("like")

    assert moved() == 2
    assert Tally.objects.get().held == 0


def test_other_articles_are_not_affected(
    article: Article, publish: Callable[..., Article], moved: Callable[[], int]
) -> None:
    other = publish("Bridge opens")
    for number in range(8):
        from_network(Voter(article), f"127.1.2.{number}").vote("like")

    assert from_network(Voter(other), "127.1.2.3").vote("like").status_code == 303
    assert moved() == 5
    assert Tally.objects.of(other.pk).liked == 1
