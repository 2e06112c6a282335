"""Where somebody is signed in: listed, ended by themselves and by an administrator."""

import datetime
from typing import Any

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone

from newsroom import audit
from newsroom.models import StaffSession
from tests.cast import Publish
from tests.staff.conftest import ACCOUNT, PASSWORD, MakeUser, is_in, sign_in

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
    " Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
)
NEW = {"old_password": PASSWORD, "new_password1": "quay-at-six", "new_password2": "quay-at-six"}


@pytest.fixture
def two(staff: AbstractUser) -> tuple[Client, Client]:
    desk, phone = Client(HTTP_USER_AGENT=FIREFOX), Client(HTTP_USER_AGENT=PHONE)
    sign_in(desk)
    sign_in(phone)
    return desk, phone


def test_both_are_listed_and_no_more_is_kept_than_shown(two: tuple[Client, Client]) -> None:
    page = two[0].get(ACCOUNT)
    assert {session.browser for session in page.context["sessions"]} == {
        "Firefox, Linux",
        "Safari, iPhone",
    }
    assert page.content.decode().count("this browser") == 1
    everything = str([*StaffSession.objects.values(), *LogEntry.objects.values()])
    assert "203.0.113" not in everything
    assert "140.0" not in everything


def test_one_ends_another(two: tuple[Client, Client]) -> None:
    desk, phone = two
    other = StaffSession.objects.get(browser="Safari, iPhone")
    desk.post(f"{ACCOUNT}sessions/end/", {"session": other.pk})
    assert (is_in(desk), is_in(phone)) == (True, False)
    last = LogEntry.objects.latest("pk")
    assert audit.read(last).text == "Session ended: Safari, iPhone."


def test_all_others_are_ended(two: tuple[Client, Client]) -> None:
    desk, phone = two
    phone.post(f"{ACCOUNT}sessions/end/", {"session": "others"})
    assert (is_in(desk), is_in(phone)) == (False, True)


def test_nobody_ends_the_session_of_somebody_else(
    two: tuple[Client, Client], make_user: MakeUser
) -> None:
    make_user("other")
    stranger = Client()
    sign_in(stranger, "other")
    for session in StaffSession.objects.exclude(user__username="other"):
        stranger.post(f"{ACCOUNT}sessions/end/", {"session": session.pk})
    assert all(map(is_in, two))


def test_a_new_password_ends_the_others_and_keeps_this_one(two: tuple[Client, Client]) -> None:
    desk, phone = two
    assert desk.post("/admin/password_change/", NEW).status_code == 302
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert [s.browser for s in desk.get(ACCOUNT).context["sessions"]] == ["Firefox, Linux"]


def test_the_old_password_cannot_be_guessed_in_an_open_browser(two: tuple[Client, Client]) -> None:
    for _ in range(5):
        two[0].post("/admin/password_change/", NEW | {"old_password": "wrong"})
    page = two[0].post("/admin/password_change/", NEW).content.decode()
    assert "Too many attempts" in page


def test_last_seen_moves_in_steps(two: tuple[Client, Client]) -> None:
    desk, _phone = two
    began = StaffSession.objects.get(browser="Firefox, Linux").seen_at
    is_in(desk)
    assert StaffSession.objects.get(browser="Firefox, Linux").seen_at == began
    later = timezone.now() + datetime.timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        is_in(desk)
    assert StaffSession.objects.get(browser="Firefox, Linux").seen_at == later


def test_a_session_that_ran_out_is_not_listed(two: tuple[Client, Client]) -> None:
    with time_machine.travel(timezone.now() + datetime.timedelta(days=20)):
        sign_in(two[0])
        assert len(two[0].get(ACCOUNT).context["sessions"]) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_session_and_for_three(
    staff: AbstractUser, django_assert_num_queries: Any, count: int
) -> None:
    clients = [Client() for _ in range(count)]
    for client in clients:
        sign_in(client)
    clients[0].get(ACCOUNT)
    with django_assert_num_queries(5):  # session, user, factors, sessions, which of them live
        clients[0].get(ACCOUNT)


def test_public_pages_ask_nothing_about_staff(
    two: tuple[Client, Client], publish: Publish, django_assert_max_num_queries: Any
) -> None:
    address = publish().get_absolute_url()
    client = two[0]
    client.get(address)
    with django_assert_max_num_queries(30) as asked:
        client.get(address)
        client.get("/en/nothing-here/")
    said = " ".join(query["sql"] for query in asked.captured_queries)
    assert "session" not in said
    assert "auth_user" not in said


def test_an_administrator_looks_after_how_somebody_signs_in(
    two: tuple[Client, Client], make_user: MakeUser
) -> None:
    user = make_user("reporter")
    hers = Client(HTTP_USER_AGENT=PHONE)
    sign_in(hers, "reporter")
    page = f"/admin/auth/user/{user.pk}/access/"
    assert "Safari, iPhone" in two[0].get(page).content.decode()
    two[0].post(page, {"do": "sessions"})
    assert not is_in(hers)
    for _ in range(6):
        locked = sign_in(Client(), "reporter", "wrong").content.decode()
    assert "Too many attempts" in locked
    two[0].post(page, {"do": "unlock"})
    assert sign_in(Client(), "reporter").status_code == 302
    assert "/admin/login/link/" in two[0].post(page, {"do": "link"}).content.decode()
    mine = LogEntry.objects.filter(object_id=user.pk, user__username="editor").order_by("pk")
    assert [audit.read(entry).text for entry in mine] == [
        "Sessions ended: 1.",
        "Unlocked.",
        "One-time link made, to set a password.",
    ]
