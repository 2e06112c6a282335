"""Networks: whose address is believed, how long their names are kept, what is stored of them."""

import datetime
import io
import logging

import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.test import RequestFactory

from articles.models import Article
from feedback import networks
from feedback.models import Choice, NetworkKey, State, Vote
from tests.feedback.conftest import Voter

NOON = datetime.datetime(2026, 6, 10, 12, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("203.0.113.9", None, "203.0.113.0/24"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.0/24"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.0/24"),
        ("10.0.0.1", "192.0.2.1, 198.51.100.7", "198.51.100.0/24"),
        ("10.0.0.1", "192.0.2.1, 198.51.100.7, 10.0.0.2", "198.51.100.0/24"),
        ("10.0.0.1", "2001:db8:1:2::3", "2001:db8:1::/48"),
        ("10.0.0.1", "::ffff:198.51.100.7", "198.51.100.0/24"),
        ("10.0.0.1", "fe80::1%eth0", "fe80::/48"),
        ("10.0.0.1", "nonsense", "10.0.0.0/24"),
        ("10.0.0.1", "192.0.2.1, nonsense, 10.0.0.2", "10.0.0.0/24"),
        ("10.0.0.1", "", "10.0.0.0/24"),
        ("10.0.0.1", "10.0.0.9", "10.0.0.0/24"),
        ("", "198.51.100.7", "198.51.100.0/24"),
        ("", "", "unknown"),
        ("nonsense", "198.51.100.7", "unknown"),
    ],
)
def test_prefix(settings, peer: str, forwarded: str | None, expected: str) -> None:
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "unix"]
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=headers)

    assert networks.prefix_of(request) == expected


def test_without_trusted_proxies_nobody_is_believed(settings) -> None:
    settings.TRUSTED_PROXIES = []
    claimed = {"X-Forwarded-For": "198.51.100.7"}

    for peer, expected in (("127.0.0.1", "127.0.0.0/24"), ("", "unknown")):
        request = RequestFactory().get("/", REMOTE_ADDR=peer, headers=claimed)
        assert networks.prefix_of(request) == expected


@pytest.mark.django_db
def test_a_name_changes_each_day_and_is_known_until_the_next() -> None:
    request = RequestFactory().get("/")
    with time_machine.travel(NOON, tick=False):
        today, before = networks.pseudonyms(request)
        assert networks.pseudonyms(request) == (today, before) == (today, None)
    with time_machine.travel(NOON + datetime.timedelta(days=1), tick=False):
        tomorrow, earlier = networks.pseudonyms(request)
    assert earlier == today != tomorrow


def cast_at(article: Article, at: datetime.datetime, reader: int) -> Vote:
    with time_machine.travel(at, tick=False):
        network, earlier = networks.pseudonyms(RequestFactory().get("/"))
        return Vote.objects.cast(
            article.pk, f"{reader:064}", Choice.LIKE, network=network, earlier=earlier
        )


def test_midnight_does_not_double_the_share(article: Article) -> None:
    midnight = NOON.replace(hour=0)
    before = [cast_at(article, midnight - datetime.timedelta(minutes=5), n) for n in range(5)]
    after = cast_at(article, midnight + datetime.timedelta(minutes=5), 5)
    hour_later = cast_at(article, midnight + datetime.timedelta(minutes=56), 6)

    assert {vote.state for vote in before} == {State.COUNTED}
    assert (after.state, hour_later.state) == (State.QUARANTINED, State.COUNTED)


def test_the_share_of_a_day(article: Article) -> None:
    states = [
        cast_at(article, NOON + datetime.timedelta(hours=n // 5 * 2), n).state for n in range(25)
    ]

    assert states == [State.COUNTED] * 20 + [State.QUARANTINED] * 5


def test_what_has_expired_is_erased(article: Article) -> None:
    cast_at(article, NOON, 1)
    with time_machine.travel(NOON + datetime.timedelta(days=1, hours=11), tick=False):
        call_command("forget_networks", stdout=io.StringIO())
    assert NetworkKey.objects.exists() and Vote.objects.exclude(network=None).exists()

    output = io.StringIO()
    with time_machine.travel(NOON + datetime.timedelta(days=1, hours=12), tick=False):
        call_command("forget_networks", stdout=output)

    assert output.getvalue() == "1 pseudonyms of networks erased.\n"
    assert not NetworkKey.objects.exists()
    assert not Vote.objects.exclude(network=None).exists()


def test_voting_erases_what_has_expired_a_little_at_a_time(article: Article, monkeypatch) -> None:
    monkeypatch.setattr(networks, "SWEEP_ROWS", 2)
    for number in range(3):
        cast_at(article, NOON, number)

    for day, left in ((3, 2), (6, 1)):
        cache.clear()
        cast_at(article, NOON + datetime.timedelta(days=day), 10 + day)
        assert Vote.objects.exclude(network=None).count() == left
        assert NetworkKey.objects.count() == 1


def test_no_address_and_no_browser_is_stored_or_logged(
    article: Article, settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    caplog.set_level(logging.DEBUG)
    voter = Voter(article)
    voter.client.defaults |= {
        "HTTP_X_FORWARDED_FOR": "198.51.100.77, 203.0.113.99",
        "HTTP_USER_AGENT": "Peculiar/7.7",
    }

    voter.vote("like")
    voter.vote("dislike", captcha_1="wrong")

    assert Vote.objects.get().network
    rows = [str(row) for model in apps.get_models() for row in model.objects.values_list()]
    assert any("night-ferry" in row for row in rows)
    for found in (*rows, caplog.text):
        for secret in ("198.51.100", "203.0.113", "127.0.0", "Peculiar"):
            assert secret not in found
