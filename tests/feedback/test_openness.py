"""Polls that are open, closed or hidden: by the editors, by the site, by the clock."""

import datetime

import pytest
from captcha.models import CaptchaStore
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article
from feedback.models import Poll, Vote
from tests.cast import HoursAgo, Publish
from tests.feedback.conftest import Voter


def set_state(article: Article, state: str) -> None:
    Poll.objects.update_or_create(article=article, defaults={"state": state})


@pytest.fixture(params=["article", "site"])
def set_openness(request: pytest.FixtureRequest, article: Article, settings: Settings):
    """Return what closes or hides the poll: the editors for the article, the setting for all."""

    def decide(state: str) -> None:
        if request.param == "article":
            set_state(article, state)
        else:
            settings.POLL = state

    return decide


def test_closed(voter: Voter, client: Client, set_openness) -> None:
    voter.vote("like")
    set_openness("closed")

    page = client.get(voter.article.get_absolute_url()).content.decode()
    assert "This poll is closed." in page
    assert "choice=like" not in page
    response = client.get(f"{voter.address}?choice=like")
    assert response.status_code == 200
    assert "This poll is closed." in response.content.decode()
    assert "100%" in response.content.decode()
    assert "<form" not in response.content.decode()
    assert not response.cookies
    assert not CaptchaStore.objects.exists()
    assert client.get(f"/feedback/{voter.article.pk}/results.json").json()["liked"] == 1


def test_a_vote_for_a_closed_poll(voter: Voter, set_openness) -> None:
    form = voter.open()
    set_openness("closed")

    response = voter.vote("like", form)

    assert response.status_code == 409
    assert "closed before your vote arrived" in response.content.decode()
    assert not Vote.objects.exists()


def test_a_vote_stays_told_when_the_poll_is_closed(voter: Voter, set_openness) -> None:
    voter.vote("like")
    set_openness("closed")
    page = voter.client.get(voter.address).content.decode()
    assert "Change your vote" not in page


def test_hidden(voter: Voter, client: Client, set_openness) -> None:
    form = voter.open()
    voter.vote("like")
    set_openness("hidden")

    page = client.get(voter.article.get_absolute_url()).content.decode()
    assert "Do you like this article?" not in page
    assert "poll.js" not in page
    assert client.get(voter.address).status_code == 404
    assert client.get(f"{voter.address}?show=result").status_code == 404
    assert client.get(f"/feedback/{voter.article.pk}/results.json").status_code == 404
    assert voter.client.post(voter.address, {**form, "choice": "dislike"}).status_code == 404


def test_other_articles_stay_open(voter: Voter, publish: Publish, client: Client) -> None:
    set_state(voter.article, "hidden")
    other = publish("Bridge opens")
    assert "Do you like this article?" in client.get(other.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("site", "own", "status"),
    [
        ("open", "hidden", 404),
        ("closed", "open", 409),
        ("closed", "hidden", 404),
        ("hidden", "open", 404),
    ],
)
def test_the_stricter_decides(
    voter: Voter, settings: Settings, site: str, own: str, status: int
) -> None:
    form = voter.open()
    settings.POLL = site
    set_state(voter.article, own)
    assert voter.vote("like", form).status_code == status


def closing(article: Article, seconds: float) -> None:
    at = timezone.now() + datetime.timedelta(seconds=seconds)
    Poll.objects.update_or_create(article=article, defaults={"closes_at": at})


def test_it_closes_by_the_clock(voter: Voter) -> None:
    closing(voter.article, 60)
    assert voter.vote("like").status_code == 303
    form = voter.open()
    closing(voter.article, -1)
    assert voter.vote("dislike", form).status_code == 409


def test_it_closes_days_after_publication(
    settings: Settings, publish: Publish, hours_ago: HoursAgo, client: Client
) -> None:
    settings.POLL_DAYS = 3
    young = publish("Young", at=hours_ago(71.9))
    old = publish("Old", at=hours_ago(72.1))
    assert "<form" in client.get(f"/en/feedback/{young.pk}/").content.decode()
    assert "<form" not in client.get(f"/en/feedback/{old.pk}/").content.decode()
    assert "This poll is closed." in client.get(old.get_absolute_url()).content.decode()

    closing(old, 60)
    assert "<form" in client.get(f"/en/feedback/{old.pk}/").content.decode()


def test_an_update_does_not_open_it_again(
    settings: Settings, publish: Publish, hours_ago: HoursAgo, client: Client
) -> None:
    settings.POLL_DAYS = 3
    article = publish("Old", at=hours_ago(100))
    article.headline = "New"
    article.save()
    article.freeze(None)
    article.publish(None)
    assert "<form" not in client.get(f"/en/feedback/{article.pk}/").content.decode()


def test_editors_decide_in_the_admin(staff_client: Client, voter: Voter) -> None:
    address = f"/admin/feedback/poll/{voter.article.pk}/change/"
    assert "Readers can vote." in staff_client.get(address).content.decode()
    assert not Poll.objects.exists()

    response = staff_client.post(address, {"state": "closed", "closes_at_0": "", "closes_at_1": ""})

    assert response.status_code == 302
    assert Poll.objects.get().state == "closed"
    assert LogEntry.objects.get().object_id == str(voter.article.pk)
    page = staff_client.get(address).content.decode()
    assert "Readers see the result and cannot vote." in page


def test_a_time_that_is_none_is_refused(staff_client: Client, voter: Voter) -> None:
    response = staff_client.post(
        f"/admin/feedback/poll/{voter.article.pk}/change/",
        {"state": "open", "closes_at_0": "2026-13-45", "closes_at_1": "25:00"},
    )
    assert response.status_code == 200
    assert "2026-13-45" in response.content.decode()
    assert not Poll.objects.exists()


def test_a_site_that_hides_all_asks_nothing(
    publish: Publish,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    article = publish()
    address = article.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)
    settings.POLL = "hidden"
    with django_assert_num_queries(4):
        client.get(address)
