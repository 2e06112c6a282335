"""How long a picture is good for, and more time (WCAG 2.2.1)."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.http import HttpResponse
from django.utils import timezone

from feedback import captcha
from tests.feedback.conftest import Voter, answer
from tests.feedback.proofs import done, open_by_script, post_by_script

Figures = Callable[[], tuple[int, int]]

NINE = datetime.timedelta(minutes=9)


def more(voter: Voter, form: dict[str, str], **data: str) -> HttpResponse:
    return voter.client.post(voter.address, {**form, "more": "1", **data})


def test_the_form_tells_how_long_it_is_good_for(voter: Voter) -> None:
    page = voter.client.get(voter.address).content.decode()

    assert "The picture is good for 10 minutes." in page
    assert 'data-poll-time="600"' in page
    assert ">Give me more time</button>" in page


def test_more_time_keeps_everything_and_makes_no_row(voter: Voter, figures: Figures) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        form = voter.open()
        right = answer(form)

    with time_machine.travel(start + NINE, tick=False):
        response = more(voter, form, choice="dislike", captcha_1=right[:3])
        page = response.content.decode()
        assert response.status_code == 200
        assert "The picture is good for 10 more minutes." in page
        assert 'value="dislike" checked' in page
        assert f'value="{right[:3]}"' in page
        assert 'class="error"' not in page
    renewed = voter.hidden(response)
    assert renewed["captcha_0"] == form["captcha_0"]
    assert CaptchaStore.objects.count() == 1

    with time_machine.travel(start + 2 * NINE, tick=False):
        assert voter.vote("dislike", renewed, captcha_1=right).status_code == 303
    assert figures() == (0, 1)


def test_it_ends_after_ten_times(voter: Voter) -> None:
    form, now = voter.open(), timezone.now()
    key = form["captcha_0"]

    for _ in range(captcha.RENEWALS):
        now += NINE
        with time_machine.travel(now, tick=False):
            form = voter.hidden(more(voter, form))
            assert form["captcha_0"] == key
    with time_machine.travel(now + NINE, tick=False):
        response = more(voter, form, choice="like")

    assert "That picture could not be kept any longer." in response.content.decode()
    assert 'value="like" checked' in response.content.decode()
    assert voter.hidden(response)["captcha_0"] != key


def test_an_old_form_gets_no_more_than_its_own_minutes(voter: Voter) -> None:
    form, now = voter.open(), timezone.now()
    with time_machine.travel(now + NINE, tick=False):
        more(voter, form)

    with time_machine.travel(now + 2 * NINE, tick=False):
        response = more(voter, form)

    assert "That picture could not be kept any longer." in response.content.decode()


@pytest.mark.parametrize("spoil", ["expired", "spent", "foreign", "forged"])
def test_what_cannot_be_answered_is_not_renewed(
    voter: Voter, make_voter: Callable[[], Voter], spoil: str
) -> None:
    form = voter.open()
    if spoil == "expired":
        CaptchaStore.objects.update(expiration=timezone.now() - datetime.timedelta(seconds=1))
    elif spoil == "spent":
        voter.vote("like", form, captcha_1="wrong")
    elif spoil == "foreign":
        form |= {key: make_voter().open()[key] for key in ("captcha_0", "captcha_seal")}
    else:
        form["captcha_seal"] = "7" + form["captcha_seal"][1:]

    response = more(voter, form, choice="like", captcha_1="abc")

    assert response.status_code == 200
    assert "That picture could not be kept any longer. Here is a new one." in (
        response.content.decode()
    )
    assert voter.hidden(response)["captcha_0"] != form["captcha_0"]
    assert voter.vote("like", voter.hidden(response)).status_code == 303


def test_a_form_that_comes_back_tells_what_is_left(voter: Voter) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        form = voter.open()

    with time_machine.travel(start + datetime.timedelta(minutes=4), tick=False):
        page = voter.vote("like", form, captcha_1="").content.decode()

    assert "The picture is good for 6 minutes." in page


def test_the_proof_is_renewed_too(voter: Voter, figures: Figures) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        form = open_by_script(voter)
        right = answer(form)
    with time_machine.travel(start + NINE, tick=False):
        response = post_by_script(voter, form, more="1")
        renewed = voter.hidden(response) | {"proof": done(response)}

    with time_machine.travel(start + 2 * NINE, tick=False):
        assert post_by_script(voter, renewed, captcha_1=right).status_code == 303
    assert figures() == (1, 0)
