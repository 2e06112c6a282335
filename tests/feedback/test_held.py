"""What staff see of held votes, and how they settle them."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Permission
from django.test import Client

from articles.models import Article
from feedback.models import Burst, Choice, Entry, State, Tally, Vote

Cast = Callable[..., Vote]


@pytest.fixture
def burst(article: Article, settings) -> Burst:
    """Two counted votes, and six held: four likes of one network, two dislikes of another."""
    settings.POLL_BURST_TEN_MINUTES = 2
    for number in range(8):
        network = ("b" if number > 5 else "a") * 32
        choice = Choice.DISLIKE if number > 5 else Choice.LIKE
        Vote.objects.cast(article.pk, f"{number:064}", choice, network=network)
    return Burst.objects.get()


@pytest.fixture
def address(burst: Burst) -> str:
    return f"/admin/feedback/burst/{burst.pk}/change/"


def confirm(client: Client, address: str, **data: str) -> None:
    """Press a button, then the button of the page that asks back."""
    page = client.post(address, data).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    hidden.pop("csrfmiddlewaretoken", None)
    assert client.post(address, {**hidden, **data}).status_code == 302


def figures(article: Article) -> tuple[int, int, int]:
    tally = Tally.objects.get(article=article)
    return tally.liked, tally.disliked, tally.held


def test_the_list_tells_what_waits(staff_client: Client, burst: Burst) -> None:
    page = staff_client.get("/admin/feedback/burst/").content.decode()

    assert re.search(r'field-waiting">6<', page)
    assert (
        '<a href="/admin/feedback/tally/'
        in staff_client.get("/admin/feedback/tally/").content.decode()
    )


def test_the_page_shows_figures_shape_and_networks(staff_client: Client, address: str) -> None:
    page = staff_client.get(address).content.decode()

    assert "4 like it, 2 do not" in page
    assert "2 like it, 0 do not" in page
    assert "<code>aaaaaaaa</code>" in page
    assert "Release all 6 votes…" in page
    assert "0" * 60 not in page


def test_nothing_moves_before_it_is_confirmed(
    staff_client: Client, address: str, article: Article
) -> None:
    page = staff_client.post(address, {"kind": "released"}).content.decode()

    assert "6 votes are released and counted: 4 like the article, 2 do not." in page
    assert "6 like it, 2 do not" in page
    assert figures(article) == (2, 0, 6)


def test_a_viral_article_in_two_clicks(
    staff_client: Client, staff: AbstractUser, address: str, article: Article
) -> None:
    confirm(staff_client, address, kind="released", trust="6")

    assert figures(article) == (6, 2, 0)
    assert Entry.objects.filter(kind="released", staff=staff).count() == 6
    assert Vote.objects.cast(article.pk, "f" * 64, Choice.LIKE).state == State.COUNTED


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({"network": "a" * 32}, (6, 0, 2)),
        ({"network": "b" * 32}, (2, 2, 4)),
        ({"choice": "dislike"}, (2, 2, 4)),
        ({"begin": "2000-01-01T00:00"}, (6, 2, 0)),
    ],
)
def test_some_of_them(
    staff_client: Client, address: str, article: Article, chosen, expected
) -> None:
    confirm(staff_client, address, kind="released", **chosen)

    assert figures(article) == expected


@pytest.mark.parametrize("chosen", [{"end": "2000-01-01T00:00"}, {"network": "c" * 32}])
def test_none_of_them(staff_client: Client, address: str, article: Article, chosen) -> None:
    page = staff_client.post(address, {"kind": "released", **chosen}).content.decode()

    assert "0 votes are released" in page
    assert 'name="confirmed"' not in page


def test_to_void_takes_a_reason(staff_client: Client, address: str, article: Article) -> None:
    given = {"kind": "voided", "confirmed": "on", "up_to": "9" * 9}

    page = staff_client.post(address, given)
    assert "Say why these votes are voided." in page.content.decode()
    assert figures(article) == (2, 0, 6)

    confirm(staff_client, address, kind="voided", reason="One machine")
    assert figures(article) == (2, 0, 0)
    assert set(Entry.objects.filter(kind="voided").values_list("reason", flat=True)) == {
        "One machine"
    }


def test_what_came_after_the_numbers_waits(
    staff_client: Client, address: str, article: Article
) -> None:
    seen = Vote.objects.latest("pk").pk
    Vote.objects.cast(article.pk, "f" * 64, Choice.DISLIKE)

    given = {"kind": "released", "confirmed": "on", "up_to": str(seen)}
    assert staff_client.post(address, given).status_code == 302
    assert figures(article) == (6, 2, 1)


def test_votes_held_by_network_are_settled_by_article(
    staff_client: Client, article: Article
) -> None:
    for number in range(7):
        Vote.objects.cast(article.pk, f"{number:064}", Choice.LIKE, network="a" * 32)

    confirm(staff_client, f"/admin/feedback/tally/{article.pk}/held/", kind="released")

    assert figures(article) == (7, 0, 0)


def test_who_may_look_may_not_settle(address: str, article: Article) -> None:
    user = get_user_model().objects.create_user("reader", password="x", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get(address).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_burst"))

    assert "Release all" not in client.get(address).content.decode()
    assert client.post(address, {"kind": "released"}).status_code == 403
    assert figures(article) == (2, 0, 6)


@pytest.mark.parametrize(
    "data", [{}, {"kind": "love"}, {"kind": "released", "begin": "soon"}, {"kind": "\x00"}]
)
def test_bad_input_is_asked_for_again(staff_client: Client, address: str, data) -> None:
    assert staff_client.post(address, data).status_code == 200


@pytest.mark.parametrize("path", ["burst/999/change/", "burst/x/change/", "tally/999/held/"])
def test_there_is_no_such_page(staff_client: Client, db: None, path: str) -> None:
    assert staff_client.get(f"/admin/feedback/{path}").status_code == 404


def test_the_ledger_is_only_shown(staff_client: Client, burst: Burst) -> None:
    entry = Entry.objects.latest("pk")

    assert staff_client.get("/admin/feedback/entry/").status_code == 200
    assert staff_client.get(f"/admin/feedback/entry/{entry.pk}/change/").status_code == 200
    assert staff_client.get(f"/admin/feedback/entry/{entry.pk}/delete/").status_code == 403
    assert staff_client.post(f"/admin/feedback/entry/{entry.pk}/change/").status_code == 403
