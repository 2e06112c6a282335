"""How much one network may ask for, and that others do not notice."""

from collections.abc import Callable

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from feedback import limits
from feedback.models import SpentProof
from tests.feedback.conftest import Voter, answer
from tests.feedback.proofs import SCRIPT

Figures = Callable[[], tuple[int, int]]

FLOOD = 10_000
ELSEWHERE = "198.51.100.7"


@pytest.fixture
def few(settings) -> None:
    settings.POLL_LIMITS = {"form": 3, "picture": 3, "clip": 3}


def test_a_flood_from_one_network_is_stopped_and_others_still_vote(
    voter: Voter, make_voter: Callable[[], Voter], figures: Figures, settings
) -> None:
    key = voter.open()["captcha_0"]
    paths = [voter.address, f"/feedback/picture/{key}.png"]
    statuses: dict[str, list[int]] = {path: [] for path in paths}
    flood = Client()
    for number in range(FLOOD):
        path = paths[number % 2]
        network = f"127.0.0.{number % 250 + 1}"
        statuses[path].append(flood.get(path, REMOTE_ADDR=network).status_code)

    forms, pictures = statuses.values()
    assert set(forms) == set(pictures) == {200, 429}
    # A window may end while the flood lasts, and the next begins.
    assert forms.count(200) <= 2 * settings.POLL_LIMITS["form"]
    assert pictures.count(200) <= 2 * settings.POLL_LIMITS["picture"]
    assert CaptchaStore.objects.count() <= forms.count(200) + 1
    assert not SpentProof.objects.exists()
    other = make_voter()
    other.client.defaults["REMOTE_ADDR"] = ELSEWHERE
    assert other.vote("like").status_code == 303
    assert figures() == (1, 0)


def test_too_many_forms_are_refused_in_the_dress_of_the_site(voter: Voter, few: None) -> None:
    for _ in range(3):
        assert voter.client.get(voter.address).status_code == 200

    response = voter.client.get(voter.address, {"choice": "dislike"})

    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= limits.WINDOW
    assert response["Cache-Control"] == "private, no-store"
    assert "<h1>Too many at once</h1>" in page
    assert "from the network that you are in" in page
    assert f'href="{voter.address}?choice=dislike"' in page
    assert CaptchaStore.objects.count() == 3


def test_the_script_is_told_in_place(voter: Voter, few: None) -> None:
    for _ in range(3):
        voter.open()

    response = voter.client.get(voter.address, {"choice": "like"}, headers=SCRIPT)

    assert response.status_code == 429
    assert response.content.decode().strip().startswith("<div")
    assert "data-poll-part" in response.content.decode()


def test_the_wait_ends_when_it_was_said_to(voter: Voter, few: None) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        for _ in range(4):
            response = voter.client.get(voter.address)
        seconds = int(response["Retry-After"])

    with time_machine.travel(now.timestamp() + seconds + 1, tick=False):
        assert voter.client.get(voter.address).status_code == 200


def test_new_pictures_count_whatever_brings_them(voter: Voter, few: None) -> None:
    form = voter.open()
    wrong = voter.vote("like", form, captcha_1="wrong")
    assert wrong.status_code == 422
    assert voter.client.post(voter.address, voter.hidden(wrong) | {"more": "1"}).status_code == 200

    renewed = voter.client.post(voter.address, form | {"renew": "1"}, follow=True)
    again = voter.vote("like", voter.hidden(wrong), captcha_1="wrong")

    assert (renewed.status_code, again.status_code) == (429, 429)
    assert CaptchaStore.objects.count() == 0


def test_a_right_answer_counts_although_no_form_is_left(
    voter: Voter, few: None, figures: Figures
) -> None:
    form = voter.open()
    for _ in range(5):
        voter.client.get(voter.address)

    assert voter.vote("like", form).status_code == 303
    assert figures() == (1, 0)


def test_the_result_can_be_read_without_limit(voter: Voter, few: None) -> None:
    statuses = {voter.client.get(voter.address, {"show": "result"}).status_code for _ in range(10)}

    assert statuses == {200}


@pytest.mark.parametrize("unknown", [False, True])
def test_pictures_are_refused_in_plain_text(voter: Voter, few: None, unknown: bool) -> None:
    key = "unknown" if unknown else voter.open()["captcha_0"]
    address = f"/feedback/picture/{key}.png"
    for _ in range(3):
        assert voter.client.get(address).status_code == (410 if unknown else 200)

    response = voter.client.get(address)

    assert response.status_code == 429
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert int(response["Retry-After"]) > 0


def test_networks_are_counted_apart(voter: Voter, few: None) -> None:
    same, apart = ["203.0.113.1", "203.0.113.200"], ["203.0.114.1", "2001:db8:1::1"]
    for number in range(4):
        voter.client.get(voter.address, REMOTE_ADDR=same[number % 2])

    assert voter.client.get(voter.address, REMOTE_ADDR=same[1]).status_code == 429
    for address in apart:
        assert voter.client.get(voter.address, REMOTE_ADDR=address).status_code == 200


def test_the_cache_holds_no_address(voter: Voter) -> None:
    voter.client.get(voter.address, REMOTE_ADDR="203.0.113.77")

    kept = repr(caches["limits"]._cache) if hasattr(caches["limits"], "_cache") else ""
    assert "feedback.limits." in kept
    assert "203.0" not in kept


def test_a_vote_of_another_reader_of_the_network_is_not_lost(
    voter: Voter, make_voter: Callable[[], Voter], few: None, figures: Figures
) -> None:
    forms = [(reader, reader.open()) for reader in (voter, make_voter(), make_voter())]

    for reader, form in forms:
        assert reader.vote("like", form, captcha_1=answer(form)).status_code == 303
    assert figures() == (3, 0)
