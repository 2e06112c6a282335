"""The proof of work that the script sends along."""

import base64
import datetime
import json
from collections.abc import Callable

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.core.cache import cache
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article
from feedback import proof
from feedback.models import SpentProof
from tests.cast import Publish
from tests.feedback.conftest import Voter, answer
from tests.feedback.proofs import done, open_by_script, post_by_script, solved
from tests.feedback.test_race import AT_ONCE, together

Figures = Callable[[], tuple[int, int]]

UNPROVEN = "The check that your browser does in the background"
NOON = datetime.datetime(2030, 5, 4, 12, 0, tzinfo=datetime.UTC)


def test_a_vote_of_the_script_with_its_proof_counts(voter: Voter, figures: Figures) -> None:
    form = open_by_script(voter)

    assert post_by_script(voter, form, captcha_1=answer(form)).status_code == 303
    assert figures() == (1, 0)
    assert SpentProof.objects.count() == 1


def test_a_vote_without_script_needs_no_proof(voter: Voter, figures: Figures) -> None:
    form = voter.open()
    assert form["proof"] == ""

    assert voter.vote("like", form).status_code == 303
    assert figures() == (1, 0)
    assert not SpentProof.objects.exists()


def test_the_proof_does_not_stand_in_for_the_picture(voter: Voter, figures: Figures) -> None:
    form = open_by_script(voter)

    response = post_by_script(voter, form, captcha_1="wrong")

    assert "That was not what the picture showed." in response.content.decode()
    assert figures() == (0, 0)


def test_a_missing_proof_keeps_choice_picture_and_answer(voter: Voter, figures: Figures) -> None:
    form = open_by_script(voter) | {"proof": "", "choice": "dislike"}
    right = answer(form)

    response = post_by_script(voter, form, captcha_1=right)

    page = response.content.decode()
    assert response.status_code == 422
    assert UNPROVEN in page
    assert 'value="dislike" checked' in page
    assert f'value="{right}"' in page
    again = voter.hidden(response)
    assert again["captcha_0"] == form["captcha_0"]
    again |= {"proof": done(response), "choice": "dislike"}
    assert post_by_script(voter, again, captcha_1=right).status_code == 303
    assert figures() == (0, 1)


def test_a_proof_counts_once(voter: Voter, figures: Figures) -> None:
    form = open_by_script(voter)
    wrong = post_by_script(voter, form, captcha_1="wrong")
    again = voter.hidden(wrong) | {"proof": form["proof"]}

    response = post_by_script(voter, again, captcha_1=answer(again))

    assert UNPROVEN in response.content.decode()
    assert figures() == (0, 0)


def test_of_simultaneous_uses_of_a_proof_one_wins(transactional_db: None) -> None:
    payload = solved(proof.issue("1:reader"))

    results = together([lambda: proof.spend(payload, "1:reader")] * AT_ONCE)

    assert sorted(results, key=str) == [False] * (AT_ONCE - 1) + [True]
    assert SpentProof.objects.count() == 1


def test_a_proof_for_another_article_or_reader_is_refused(
    voter: Voter, make_voter: Callable[..., Voter], publish: Publish, figures: Figures
) -> None:
    elsewhere = make_voter(publish("Bridge opens"))
    for other in (elsewhere, make_voter()):
        form = open_by_script(voter) | {"proof": open_by_script(other)["proof"]}
        response = post_by_script(voter, form, captcha_1=answer(form))
        assert UNPROVEN in response.content.decode()
    assert figures() == (0, 0)
    assert not SpentProof.objects.exists()


@pytest.mark.parametrize(
    ("made", "used", "holds"),
    [
        (NOON, NOON + datetime.timedelta(minutes=9, seconds=50), True),
        (NOON - datetime.timedelta(minutes=3), NOON + datetime.timedelta(minutes=3), True),
        (NOON, NOON + datetime.timedelta(minutes=10, seconds=2), False),
        (NOON, NOON + datetime.timedelta(hours=2), False),
        (NOON + datetime.timedelta(hours=1), NOON, False),
    ],
)
def test_a_proof_holds_for_its_minutes_and_hour(
    db: None, made: datetime.datetime, used: datetime.datetime, holds: bool
) -> None:
    with time_machine.travel(made, tick=False):
        payload = solved(proof.issue("1:reader"))

    with time_machine.travel(used, tick=False):
        assert proof.spend(payload, "1:reader") is holds


def test_work_that_was_not_done_is_refused(db: None) -> None:
    made = json.loads(base64.b64decode(solved(proof.issue("1:reader"))))
    lazy = made | {"solution": {"counter": 1, "derivedKey": made["solution"]["derivedKey"]}}
    easy = json.loads(json.dumps(made))
    easy["challenge"]["parameters"] |= {"keyPrefix": "", "cost": 1}

    for payload in (lazy, easy):
        assert not proof.spend(base64.b64encode(json.dumps(payload).encode()).decode(), "1:reader")


@pytest.mark.parametrize("junk", ["x", "\x00", "é", "bnVsbA==", "W10=", "e30=", "a" * 1_000_000])
def test_junk_is_no_proof(voter: Voter, junk: str) -> None:
    form = open_by_script(voter) | {"proof": junk}

    response = post_by_script(voter, form, captcha_1=answer(form))

    assert response.status_code == 422
    assert UNPROVEN in response.content.decode()
    assert CaptchaStore.objects.filter(hashkey=form["captcha_0"]).exists()


@pytest.mark.parametrize("parameters", [None, [], "x", {}, {"algorithm": "PBKDF2/SHA-256"}])
@pytest.mark.parametrize("solution", [None, [], {"counter": "1", "derivedKey": 1}])
def test_proofs_of_strange_shapes_are_none(db: None, parameters: object, solution: object) -> None:
    payload = {"challenge": {"parameters": parameters, "signature": 5}, "solution": solution}

    assert not proof.spend(base64.b64encode(json.dumps(payload).encode()).decode(), "1:reader")


def test_opening_the_form_stores_no_sum(voter: Voter) -> None:
    open_by_script(voter)

    assert not SpentProof.objects.exists()


def test_used_proofs_are_cleared_away_once_they_expired(voter: Voter) -> None:
    now = int(timezone.now().timestamp())
    for nonce, until in [("old", now - 1), ("new", now + 60)]:
        assert SpentProof.objects.claim(nonce, until)

    call_command("clear_captchas")

    assert SpentProof.objects.get().nonce == "new"
    SpentProof.objects.claim("older", now - 5)
    cache.clear()
    voter.open()
    assert SpentProof.objects.get().nonce == "new"


class TestStepUp:
    """``POLL_CAPTCHA=step-up``: a proof will do, as long as the network is calm."""

    @pytest.fixture(autouse=True)
    def step_up(self, settings) -> None:
        settings.POLL_CAPTCHA, settings.POLL_STEP_UP = "step-up", 3

    def test_the_script_is_shown_no_picture(self, voter: Voter, figures: Figures) -> None:
        form = open_by_script(voter)
        assert "captcha_0" not in form

        assert post_by_script(voter, form).status_code == 303
        assert figures() == (1, 0)
        assert not CaptchaStore.objects.exists()

    def test_the_proof_counts_once(self, voter: Voter, figures: Figures) -> None:
        form = open_by_script(voter)
        post_by_script(voter, form)

        response = post_by_script(voter, form, choice="dislike")

        assert UNPROVEN in response.content.decode()
        assert figures() == (1, 0)

    def test_without_script_the_picture_stays(self, voter: Voter, figures: Figures) -> None:
        form = open_by_script(voter) | {"proof": "", "choice": "dislike"}

        response = voter.client.post(voter.address, form)

        assert response.status_code == 422
        assert "Type the letters that you see in the picture." in response.content.decode()
        assert voter.vote("dislike", voter.hidden(response)).status_code == 303
        assert figures() == (0, 1)

    def test_a_busy_network_is_asked_for_the_picture(
        self, make_voter: Callable[[], Voter], article: Article, figures: Figures
    ) -> None:
        late = make_voter()
        opened = open_by_script(late)
        for _ in range(3):
            voter = make_voter()
            post_by_script(voter, open_by_script(voter))

        response = post_by_script(late, opened)

        assert response.status_code == 422
        assert figures() == (3, 0)
        form = late.hidden(response) | {"proof": done(response)}
        assert post_by_script(late, form, captcha_1=answer(form)).status_code == 303
        assert "captcha_0" in open_by_script(make_voter())
        elsewhere = make_voter()
        elsewhere.client.defaults["REMOTE_ADDR"] = "198.51.100.7"
        assert post_by_script(elsewhere, open_by_script(elsewhere)).status_code == 303
        assert figures() == (5, 0)
