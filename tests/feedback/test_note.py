"""A note to the newsroom with a vote: kept through every error, and never public."""

from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import Article
from feedback.models import Note, Poll, Vote
from tests.feedback.conftest import Voter

MARKER = "zanzibar-lighthouse-keeper"


def test_it_comes_with_the_vote(voter: Voter) -> None:
    response = voter.vote("dislike", note="  The ferry left at seven.\r\nNot at six. ")

    assert response.status_code == 303
    note = Note.objects.get()
    assert note.text == "The ferry left at seven.\nNot at six."
    assert (note.choice, note.status, note.article) == ("dislike", "new", voter.article)
    assert note.vote == Vote.objects.get()
    page = voter.client.get(response["Location"]).content.decode()
    assert "Your note is with the newsroom." in page


@pytest.mark.parametrize("text", ["", "  \r\n ", "\x00\x07"])
def test_nothing_written_is_no_note(voter: Voter, text: str) -> None:
    assert voter.vote("like", note=text).status_code == 303
    assert not Note.objects.exists()


def test_a_form_without_the_box_is_no_note(voter: Voter) -> None:
    assert voter.vote("like").status_code == 303
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a\x00b\x07c\x1b[31m", "abc[31m"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("far\n\n\n \n\n\naway", "far\n\naway"),
        ("exe\u202egnp.js", "exegnp.js"),
        ("می\u200cخواهم 👩\u200d🚒", "می\u200cخواهم 👩\u200d🚒"),
        ("tab\tstop", "tab stop"),
    ],
)
def test_what_may_stand_in_it(voter: Voter, sent: str, kept: str) -> None:
    voter.vote("like", note=sent)
    assert Note.objects.get().text == kept


def test_its_limit(voter: Voter) -> None:
    form = voter.open()
    refused = voter.vote("like", form, note="é" * 1501)

    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Your note has 1501 characters. Shorten it to 1500." in page
    assert "é" * 1501 in page
    assert not Vote.objects.exists()
    # The answer was not used up by it.
    assert voter.vote("like", form, note="é" * 1500).status_code == 303
    assert len(Note.objects.get().text) == 1500


def test_line_ends_count_once(voter: Voter) -> None:
    assert voter.vote("like", note="a\r\n" * 750 + "a").status_code == 422
    assert voter.vote("like", note="a\r\n" * 749 + "ab").status_code == 303


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"captcha_1": "wrong"}, 422),
        ({"captcha_1": ""}, 422),
        ({"choice": "maybe"}, 422),
        ({"renew": "1"}, 200),
        ({"more": "1"}, 200),
    ],
)
def test_it_is_kept(voter: Voter, data: dict[str, str], status: int) -> None:
    form = voter.open()
    response = voter.client.post(
        voter.address, {**form, "choice": "like", "captcha_1": "", "note": MARKER, **data}
    )

    assert response.status_code == status
    assert f"{MARKER}</textarea>" in response.content.decode().replace("\n", "")
    assert "Location" not in response.headers


def test_it_is_kept_where_the_cookie_is_missing(voter: Voter) -> None:
    form = voter.open()
    response = Client().post(voter.address, {**form, "choice": "like", "note": MARKER})

    assert response.status_code == 403
    assert f"{MARKER}</textarea>" in response.content.decode()


def test_it_is_kept_where_the_poll_closed_meanwhile(voter: Voter) -> None:
    form = voter.open()
    Poll.objects.create(article=voter.article, state="closed")
    response = voter.vote("like", form, note=MARKER)

    assert response.status_code == 409
    assert f"{MARKER}</textarea>" in response.content.decode()


def test_it_is_shown_escaped(voter: Voter) -> None:
    response = voter.vote("like", captcha_1="wrong", note="</textarea><script>alert(1)</script>")

    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;/textarea&gt;&lt;script&gt;alert(1)" in page


def test_another_vote_may_bring_another_note(voter: Voter) -> None:
    voter.vote("like", note="First thought")
    voter.vote("dislike", note="Second thought")

    assert [note.choice for note in Note.objects.order_by("pk")] == ["like", "dislike"]
    assert Vote.objects.count() == 1


def test_no_page_or_feed_shows_it(
    voter: Voter, make_voter: Callable[..., Voter], article: Article, client: Client
) -> None:
    voter.vote("like", note=MARKER)
    lang, section = article.language, article.section.slug
    addresses = [
        f"/{lang}/",
        f"/{lang}/{section}/",
        article.get_absolute_url(),
        voter.address,
        f"{voter.address}?show=result",
        f"{voter.address}?noted",
        f"/feedback/{article.pk}/results.json",
        f"/{lang}/liked/",
        f"/{lang}/liked/feed/",
    ]
    for reader in (client, voter.client, make_voter().client):
        for address in addresses:
            response = reader.get(address)
            assert response.status_code == 200
            assert MARKER not in response.content.decode()
