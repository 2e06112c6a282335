"""The door of the admin: who gets in, who is turned away, and after how many attempts."""

import datetime
from unittest import mock
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone

from newsroom import audit
from newsroom.models import Attempt
from newsroom.models.attempt import MOST_FOR_ONE_NAME, MOST_FROM_ONE_PLACE
from tests.feedback.test_race import together
from tests.staff.conftest import LOGIN, MakeUser, is_in, sign_in

WRONG = "wrong-password"
LOCKED = "Too many attempts"


def fail(times: int, name: str = "editor", **more: str) -> str:
    """Fail in a new browser each time; return the last page."""
    for _ in range(times):
        page = sign_in(Client(), name, WRONG, **more).content.decode()
    return page


@pytest.mark.parametrize("address", ["/admin/", "/admin/articles/article/?language__exact=en"])
def test_the_password_leads_where_one_wanted_to(staff: AbstractUser, address: str) -> None:
    client = Client()
    turned_away = client.get(address)
    assert turned_away.headers["Location"] == f"{LOGIN}?next={quote(address, safe='/')}"
    assert client.get(turned_away.headers["Location"]).context["next"] == address
    assert sign_in(client, next=address).headers["Location"] == address
    assert is_in(client)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example/admin/",
        "https://evil.example/admin/",
        "/en/",
        "javascript:alert(1)",
        "\\\\e",
    ],
)
def test_nobody_signs_in_to_go_elsewhere(staff: AbstractUser, address: str) -> None:
    assert sign_in(Client(), next=address).headers["Location"] == "/admin/"


@pytest.mark.parametrize("kind", ["wrong password", "nobody", "no staff", "inactive"])
def test_all_who_are_turned_away_read_the_same(
    staff: AbstractUser, make_user: MakeUser, kind: str
) -> None:
    make_user("reader", is_staff=False)
    make_user("gone", is_active=False)
    sent = {
        "wrong password": ("editor", WRONG),
        "nobody": ("nobody", "harbour-light"),
        "no staff": ("reader", "harbour-light"),
        "inactive": ("gone", "harbour-light"),
    }[kind]
    client = Client()
    page = sign_in(client, *sent).content.decode()
    assert "Please enter the correct username and password for a staff account" in page
    assert not is_in(client)


@pytest.mark.parametrize("name", ["editor", "nobody"])
def test_a_password_is_hashed_whether_the_name_exists_or_not(
    staff: AbstractUser, settings: object, name: str
) -> None:
    """Else the time of the answer would tell."""
    target = "django.contrib.auth.hashers.MD5PasswordHasher.encode"
    with mock.patch(target, autospec=True, return_value="md5$salt$x") as encode:
        sign_in(Client(), name, WRONG)
    assert encode.call_count == 1
    assert not check_password(WRONG, staff.password)


@pytest.mark.parametrize("name", ["editor", "nobody"])
def test_too_many_attempts_from_one_network(staff: AbstractUser, name: str) -> None:
    assert LOCKED not in fail(MOST_FROM_ONE_PLACE, name)
    assert LOCKED in fail(1, name)
    client = Client()
    assert LOCKED in sign_in(client, name).content.decode()
    assert not is_in(client)


def test_a_lock_ends_by_itself_however_often_it_is_tried(staff: AbstractUser) -> None:
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        fail(MOST_FROM_ONE_PLACE)
        for minutes in range(1, 15):
            clock.move_to(start + datetime.timedelta(minutes=minutes))
            assert LOCKED in fail(1)
        clock.move_to(start + datetime.timedelta(minutes=15, seconds=1))
        assert sign_in(Client()).status_code == 302


def test_another_network_is_not_locked_out(staff: AbstractUser) -> None:
    fail(MOST_FROM_ONE_PLACE + 1)
    assert sign_in(Client(), network="198.51.100.4").status_code == 302


def test_whoever_signs_in_begins_anew(staff: AbstractUser) -> None:
    for _ in range(3):
        fail(MOST_FROM_ONE_PLACE - 1)
        assert sign_in(Client()).status_code == 302
    assert not Attempt.objects.exists()


def test_many_networks_lock_strangers_out_but_not_who_works_there(staff: AbstractUser) -> None:
    known = Client()
    sign_in(known)
    known.post("/admin/logout/")
    for number in range(MOST_FOR_ONE_NAME):
        fail(1, network=f"198.51.{number}.1")
    assert LOCKED in sign_in(Client(), network="192.0.2.1").content.decode()
    assert sign_in(known).status_code == 302


def test_a_known_browser_is_known_for_one_account_and_cannot_guess_on(
    staff: AbstractUser, make_user: MakeUser
) -> None:
    make_user("other")
    known = Client()
    sign_in(known)
    known.post("/admin/logout/")
    for _ in range(MOST_FROM_ONE_PLACE):
        sign_in(known, "editor", WRONG)
    assert LOCKED in sign_in(known).content.decode()
    fail(MOST_FROM_ONE_PLACE, "other")
    assert LOCKED in sign_in(known, "other").content.decode()


def test_one_network_cannot_try_one_password_on_all_names(staff: AbstractUser) -> None:
    for number in range(50):
        fail(1, f"name{number}")
    assert LOCKED in fail(1, "editor")


@pytest.mark.django_db(transaction=True)
def test_of_many_attempts_at_once_no_more_than_the_limit_are_looked_at(staff: AbstractUser) -> None:
    def attempt() -> bool:
        return LOCKED in sign_in(Client(), "editor", WRONG).content.decode()

    answers = together([attempt] * 12)

    assert answers.count(False) <= MOST_FROM_ONE_PLACE
    assert Attempt.objects.count() <= MOST_FROM_ONE_PLACE
    assert LogEntry.objects.count() <= MOST_FROM_ONE_PLACE + 1


def test_what_failed_is_on_record_without_an_address(staff: AbstractUser) -> None:
    fail(MOST_FROM_ONE_PLACE + 3)
    fail(2, "harbour-light")
    lines = [audit.read(entry) for entry in LogEntry.objects.order_by("pk")]
    assert [line.text.split(" (")[0] for line in lines] == [
        *["Somebody failed to sign in"] * MOST_FROM_ONE_PLACE,
        "Locked out for a while after too many attempts",
    ]
    assert all(line.by_somebody for line in lines)
    everything = str([*LogEntry.objects.values(), *Attempt.objects.values()])
    assert "203.0.113" not in everything
    assert WRONG not in everything


def test_signing_in_and_out_is_on_record(staff: AbstractUser) -> None:
    client = Client()
    sign_in(client)
    client.post("/admin/logout/")
    assert not is_in(client)
    entries = LogEntry.objects.order_by("pk")
    assert [audit.read(entry).text for entry in entries] == ["Signed in.", "Signed out."]
    assert {entry.user for entry in entries} == {staff}


def test_who_is_no_staff_any_more_gets_the_form_and_no_circle(staff: AbstractUser) -> None:
    client = Client()
    sign_in(client)
    type(staff).objects.update(is_staff=False)
    assert client.get("/admin/").headers["Location"] == f"{LOGIN}?next=/admin/"
    assert client.get(f"{LOGIN}?next=/admin/").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"username": "\x00", "password": "x"},
        {"username": "x" * 100_000, "password": "x" * 100_000},
        {"username": "editor", "password": ""},
        {"username": "editor", "password": "harbour-light", "next": "\x00"},
        {"username": "editor", "password": "harbour-light", "next": "/admin/\r\nSet-Cookie: x=1"},
    ],
)
def test_junk(staff: AbstractUser, sent: dict[str, str]) -> None:
    assert Client().post(LOGIN, sent).status_code in {200, 302, 400}


@pytest.mark.parametrize("cookie", ["", "junk", "\x00", "a:b:c", "9" * 4000])
def test_a_cookie_that_says_nothing(staff: AbstractUser, cookie: str) -> None:
    client = Client()
    client.cookies["known_browser"] = cookie
    assert sign_in(client).status_code == 302
