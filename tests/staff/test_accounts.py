"""Accounts and roles: nobody hands out, or takes over, more than they have; nobody is unwritten."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, Group, Permission, User
from django.test import Client

from tests.cast import Join
from tests.staff.conftest import PASSWORD, MakeUser, is_in, sign_in

USERS = "/admin/auth/user/"


@pytest.fixture
def administrator(join: Join) -> User:
    return join("Administrator")


@pytest.fixture
def as_administrator(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


def form_of(client: Client, address: str) -> dict[str, Any]:
    """Return what a browser would send if the form were sent as it stands."""
    form = client.get(address).context["adminform"].form
    sent = {name: form[name].value() for name in form.fields}
    for name in ("last_login", "date_joined"):
        sent.pop(name, None)
    return {name: value for name, value in sent.items() if value not in (None, False)}


def test_an_administrator_makes_a_reporter(as_administrator: Client) -> None:
    sent = {"username": "mara", "usable_password": "true", "password1": "quay-at-six"}
    as_administrator.post(f"{USERS}add/", {**sent, "password2": "quay-at-six"})
    user = User.objects.get(username="mara")
    change = f"{USERS}{user.pk}/change/"
    reporter = Group.objects.get(name="Reporter")
    as_administrator.post(change, form_of(as_administrator, change) | {"groups": [reporter.pk]})
    user.refresh_from_db()
    assert user.is_staff
    assert list(user.groups.all()) == [reporter]
    assert sign_in(Client(), "mara", "quay-at-six").status_code == 302


def test_an_administrator_makes_no_superuser(
    as_administrator: Client, administrator: User, make_user: MakeUser
) -> None:
    for user in (administrator, make_user("other")):
        change = f"{USERS}{user.pk}/change/"
        sent = form_of(as_administrator, change) | {"is_superuser": "on"}
        as_administrator.post(change, sent)
        assert not User.objects.get(pk=user.pk).is_superuser


def test_an_administrator_hands_out_nothing_that_they_lack(
    as_administrator: Client, administrator: User
) -> None:
    beyond = Permission.objects.get(codename="add_logentry")
    more = Group.objects.create(name="More")
    more.permissions.add(beyond)
    change = f"{USERS}{administrator.pk}/change/"
    sent = form_of(as_administrator, change)
    as_administrator.post(change, sent | {"user_permissions": [beyond.pk]})
    as_administrator.post(change, sent | {"groups": [more.pk]})
    own = administrator.groups.get()
    role = f"/admin/auth/group/{own.pk}/change/"
    as_administrator.post(role, {"name": own.name, "permissions": [beyond.pk]})
    as_administrator.post(f"/admin/auth/group/{more.pk}/change/", {"name": "Mine"})
    as_administrator.post("/admin/auth/group/add/", {"name": "New", "permissions": [beyond.pk]})
    again = User.objects.get(pk=administrator.pk)
    assert not again.has_perm("admin.add_logentry")
    assert set(Group.objects.filter(permissions=beyond)) == {more}
    assert not Group.objects.filter(name__in=["Mine", "New"]).exists()


@pytest.mark.parametrize("page", ["change/", "password/", "access/", "delete/"])
def test_an_administrator_takes_over_no_account_that_may_do_more(
    as_administrator: Client, staff: AbstractUser, page: str
) -> None:
    address = f"{USERS}{staff.pk}/{page}"
    sent = {
        "username": "mine",
        "password1": "quay-at-six",
        "password2": "quay-at-six",
        "usable_password": "true",
        "do": "link",
        "post": "yes",
    }
    assert as_administrator.post(address, sent).status_code == 403
    staff.refresh_from_db()
    assert (staff.get_username(), staff.check_password(PASSWORD)) == ("editor", True)


@pytest.mark.parametrize("role", ["Reporter", "Editor", "Photo editor", "Moderator"])
@pytest.mark.parametrize("page", ["", "add/", "{}/change/", "{}/access/", "{}/password/"])
def test_others_look_after_no_accounts(
    join: Join, make_user: MakeUser, role: str, page: str
) -> None:
    client, other = Client(), make_user("other")
    client.force_login(join(role))
    address = USERS + page.format(other.pk)
    assert client.get(address).status_code == 403
    assert client.post(address, {"do": "link"}).status_code == 403
    assert client.get("/admin/admin/logentry/").status_code == 403


def test_who_is_in_the_audit_log_is_deactivated_and_not_deleted(
    staff_client: Client, make_user: MakeUser
) -> None:
    user, unused = make_user("mara"), make_user("unused")
    client = Client()
    sign_in(client, "mara")
    delete = f"{USERS}{user.pk}/delete/"
    assert staff_client.post(delete, {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"}
    staff_client.post(USERS, chosen)
    assert User.objects.filter(pk=user.pk).exists()
    staff_client.post(f"{USERS}{unused.pk}/delete/", {"post": "yes"})
    assert not User.objects.filter(pk=unused.pk).exists()
    change = f"{USERS}{user.pk}/change/"
    sent = form_of(staff_client, change)
    sent.pop("is_active")
    assert staff_client.post(change, sent).status_code == 302
    assert not is_in(client)
    assert sign_in(Client(), "mara").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(
    staff_client: Client, make_user: MakeUser, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        make_user(f"user{number}")
    staff_client.get(USERS)
    with django_assert_num_queries(6):  # session, user, groups to filter by, count, rows, groups
        staff_client.get(USERS)


@pytest.mark.parametrize("number", ["x", "9" * 25, "\x00", "0"])
def test_odd_addresses(staff_client: Client, number: str) -> None:
    assert staff_client.get(f"{USERS}{number}/access/").status_code in {400, 404}
