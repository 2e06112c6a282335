import re
from collections.abc import Callable

import pytest
from django.test import Client

from feedback.models import Vote
from feedback.reader import COOKIE
from tests.cast import Publish
from tests.feedback.conftest import Voter, answer

Figures = Callable[[], tuple[int, int]]


def test_the_cookie_is_for_this_poll_alone(voter: Voter) -> None:
    cookie = voter.client.get(voter.address).cookies[COOKIE]

    assert cookie["path"] == voter.address
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["secure"]
    assert cookie["max-age"] == 365 * 24 * 60 * 60


def test_the_cookie_is_secure_behind_tls(voter: Voter, settings) -> None:
    settings.BEHIND_TLS = True

    assert voter.client.get(voter.address, secure=True).cookies[COOKIE]["secure"]


def test_the_cookie_stays_as_it_is(voter: Voter) -> None:
    voter.open()

    assert COOKIE not in voter.client.get(voter.address).cookies


def test_the_database_holds_neither_token_nor_cookie(voter: Voter) -> None:
    voter.vote("like")

    cookie = voter.client.cookies[COOKIE].value
    stored = Vote.objects.get().reader
    assert stored not in cookie
    assert cookie.split(":")[0] not in stored
    assert re.fullmatch("[0-9a-f]{64}", stored)


def test_a_cookie_signed_for_another_article_is_nobody(
    voter: Voter, publish: Publish, figures: Figures
) -> None:
    other = Voter(publish("Bridge opens"), voter.client)
    voter.vote("like")
    other.open()
    theirs = other.client.cookies[COOKIE].value

    stranger = Voter(voter.article)
    stranger.client.cookies[COOKIE] = theirs
    page = stranger.client.get(stranger.address)

    assert page.cookies[COOKIE].value != theirs
    assert "Your vote is counted" not in page.content.decode()


@pytest.mark.parametrize(
    "junk", ["", "x", "a:b:c", "token:1xVKOu:forged", "\\000", "\\377\\376", "é", "9" * 3000]
)
def test_a_forged_cookie_is_nobody(voter: Voter, figures: Figures, junk: str) -> None:
    form = voter.open()
    voter.client.cookies[COOKIE] = junk

    refused = voter.vote("like", form)

    assert refused.status_code == 403
    assert figures() == (0, 0)
    assert voter.vote("like", voter.open()).status_code == 303


def test_broken_bytes_in_the_cookie_header_are_nobody(voter: Voter) -> None:
    client = Client()
    for raw in (b"poll_reader=\xff\xfe\x00", b"poll_reader=a\x00b:c:d", b"\xff=\xff; ;;=="):
        response = client.get(voter.address, headers={"Cookie": raw.decode("latin-1")})
        assert response.status_code == 200
        assert COOKIE in response.cookies


@pytest.mark.parametrize("choice", ["like", "dislike"])
@pytest.mark.parametrize("lost", [{COOKIE}, {"csrftoken"}, {COOKIE, "csrftoken"}])
def test_a_vote_without_its_cookies_is_told_why(
    voter: Voter, figures: Figures, choice: str, lost: set[str]
) -> None:
    form = voter.open()
    right = answer(form)
    for name in lost:
        del voter.client.cookies[name]

    response = voter.vote(choice, form, captcha_1=right)

    page = response.content.decode()
    assert response.status_code == 403
    assert "The form needs a cookie" in page
    assert f'href="{voter.address}?choice={choice}"' in page
    assert COOKIE not in response.cookies
    assert figures() == (0, 0)


def test_a_form_of_another_site_is_refused(voter: Voter, figures: Figures) -> None:
    form = voter.open() | {"csrfmiddlewaretoken": "a" * 64}

    assert voter.vote("like", form).status_code == 403
    assert figures() == (0, 0)


def test_two_readers_behind_one_address_both_count(
    make_voter: Callable[[], Voter], figures: Figures
) -> None:
    for _ in range(2):
        make_voter().vote("like")

    assert figures() == (2, 0)
