"""How often the question was shown: told without a row, added up when a form is opened."""

import datetime
from collections.abc import Iterable

import pytest
import time_machine
from django.core.cache import caches
from django.db.models import Sum
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article
from feedback import sightings
from feedback.models import DayCount, Stage
from tests.cast import Publish
from tests.feedback.conftest import Voter
from tests.feedback.test_editors import OVERVIEW, page_of, text


@pytest.fixture(autouse=True)
def sample(settings: Settings) -> None:
    settings.POLL_SHOWN_SAMPLE = 20


def address(article: Article, language: str = "en") -> str:
    return f"/{language}/feedback/{article.pk}/shown/"


def tell(article: Article, times: int = 1) -> None:
    for _ in range(times):
        assert Client(enforce_csrf_checks=True).post(address(article)).status_code == 204


def shown() -> int | None:
    return DayCount.objects.filter(stage=Stage.SHOWN).aggregate(n=Sum("n"))["n"]


def test_telling_asks_and_writes_nothing(
    article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies["sessionid"] = "left over"
    with django_assert_num_queries(0):
        response = client.post(address(article))

    assert (response.status_code, response.content) == (204, b"")
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    assert not DayCount.objects.exists()


def test_it_is_no_page(client: Client, article: Article) -> None:
    assert client.get(address(article)).status_code == 405
    assert client.post(f"/en/feedback/{'9' * 19}/shown/").status_code == 404


def test_an_opened_form_takes_it_along_once(voter: Voter, publish: Publish) -> None:
    tell(voter.article, 3)
    tell(publish("Bridge opens"))
    voter.open()

    row = DayCount.objects.get(stage=Stage.SHOWN)
    assert (row.article, row.n, row.path, row.language) == (voter.article, 60, "script", "en")
    voter.vote("like")
    assert shown() == 60
    tell(voter.article)
    voter.open()
    assert shown() == 80


def test_each_day_keeps_its_own(voter: Voter) -> None:
    now = timezone.now()
    for days in (8, 2, 1):
        with time_machine.travel(now - datetime.timedelta(days=days), tick=False):
            tell(voter.article)
    voter.open()

    days = DayCount.objects.filter(stage=Stage.SHOWN).order_by("day").values_list("day", "n")
    today = now.astimezone(datetime.UTC).date()
    assert list(days) == [(today - datetime.timedelta(days=ago), 20) for ago in (2, 1)]


def test_what_two_take_at_once_is_taken_once(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(article, 2)
    counters, theirs = caches["shown"], []
    read = counters.get_many

    def read_and_be_overtaken(names: Iterable[str]) -> dict[str, int]:
        found = read(names)
        monkeypatch.setattr(counters, "get_many", read)
        theirs.extend(sightings.take(article.pk, "en"))
        tell(article)
        return found

    monkeypatch.setattr(counters, "get_many", read_and_be_overtaken)
    ours = list(sightings.take(article.pk, "en"))
    rest = list(sightings.take(article.pk, "en"))

    assert [number for _, number in theirs] == [40]
    assert sum(number for _, number in ours + rest) == 20


def test_one_network_is_heard_only_so_often(voter: Voter, settings: Settings) -> None:
    settings.POLL_LIMITS = settings.POLL_LIMITS | {"shown": 2}
    tell(voter.article, 2)

    refused = voter.client.post(address(voter.article))
    elsewhere = voter.client.post(address(voter.article), REMOTE_ADDR="198.51.100.7")

    assert (refused.status_code, elsewhere.status_code) == (429, 204)
    voter.open()
    assert shown() == 60


def test_the_cache_cannot_be_filled(
    voter: Voter, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sightings, "MOST", 2)
    tell(voter.article)
    for number in range(10):
        client.post(f"/ar/feedback/{10**9 + number}/shown/")
    tell(voter.article)

    names = [f"feedback.sightings.{10**9 + number}.ar" for number in range(10)]
    day = f"{timezone.now().astimezone(datetime.UTC):%Y%m%d}"
    assert len(caches["shown"].get_many([f"{name}.{day}" for name in names])) == 1
    voter.open()
    assert shown() == 40


def test_turned_off_it_is_neither_asked_nor_counted(
    voter: Voter, client: Client, settings: Settings, staff_client: Client
) -> None:
    page = voter.article.get_absolute_url()
    assert f'data-poll-shown="{address(voter.article)}" data-poll-sample="20"' in text_of(
        client, page
    )
    settings.POLL_SHOWN_SAMPLE = 0

    assert "data-poll-shown" not in text_of(client, page)
    tell(voter.article)
    voter.open()
    assert shown() is None
    assert "the site’s settings turn it off" in text(staff_client.get(OVERVIEW))


def test_only_open_polls_in_public_ask(
    client: Client, staff_client: Client, article: Article, settings: Settings
) -> None:
    preview = text_of(staff_client, f"/admin/articles/article/{article.pk}/preview/")
    assert "Do you like this article?" in preview
    assert "data-poll-shown" not in preview
    assert "data-poll-shown" in text_of(client, article.get_absolute_url())
    settings.POLL = "closed"
    assert "data-poll-shown" not in text_of(client, article.get_absolute_url())


def test_every_reader_gets_the_same_page(client: Client, voter: Voter) -> None:
    page = voter.article.get_absolute_url()
    before = client.get(page).content
    tell(voter.article)
    voter.open()
    assert voter.client.get(page).content == Client().get(page).content == before


def test_editors_are_told_that_it_is_an_estimate(staff_client: Client, voter: Voter) -> None:
    tell(voter.article, 3)
    voter.vote("like")

    for page in (OVERVIEW, page_of(voter.article)):
        said = text(staff_client.get(page))
        assert "Question shown Form opened" in said
        assert "All about 60 1 1 1 1 0" in said
        assert "In the article about 60 0 0 0 0 0 " in said
        assert "Without script – 1 1 1 1 0" in said
        assert "one reader in 20 tells" in said


def text_of(client: Client, page: str) -> str:
    return client.get(page).content.decode()
