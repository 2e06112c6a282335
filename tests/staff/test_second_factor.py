"""The second factor: set up, asked for, guessed at, lost; and sites that demand one of all."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.test import Client

from articles.models import Article
from newsroom import audit
from newsroom.models.attempt import MOST_FROM_ONE_PLACE
from tests.cast import Publish
from tests.staff.conftest import ACCOUNT, CODE, LOGIN, SECRET, code, is_in, sign_in

ADD = f"{ACCOUNT}app/"


def texts() -> list[str]:
    return [audit.read(entry).text for entry in LogEntry.objects.order_by("pk")]


@pytest.fixture
def client_in(staff: AbstractUser) -> Client:
    client = Client()
    sign_in(client)
    return client


def test_setting_up_an_app(client_in: Client, staff: AbstractUser) -> None:
    page = client_in.get(ADD)
    secret = page.context["form"].secret
    assert page.context["secret"].replace(" ", "") == secret
    assert "data:" not in page.content.decode()
    answer = client_in.post(ADD, {"code": code(secret)})
    assert answer.headers["Location"] == f"{ACCOUNT}codes/"
    codes = client_in.get(f"{ACCOUNT}codes/").context["unused_codes"]
    assert len(set(codes)) == 10
    assert "Second factor added: TOTP Authenticator." in texts()
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


def test_a_wrong_code_sets_nothing_up(client_in: Client) -> None:
    client_in.get(ADD)
    page = client_in.post(ADD, {"code": "000000"})
    assert "Incorrect code" in page.content.decode()
    assert not Authenticator.objects.exists()


def test_the_password_alone_opens_nothing(with_app: AbstractUser) -> None:
    client = Client()
    assert sign_in(client).headers["Location"] == CODE
    assert not is_in(client)
    assert client.get(ACCOUNT).status_code == 302


def test_the_code_leads_where_one_wanted_to(with_app: AbstractUser) -> None:
    client = Client()
    sign_in(client, next="/admin/articles/article/")
    answer = client.post(CODE, {"code": code()})
    assert answer.headers["Location"] == "/admin/articles/article/"
    assert is_in(client)


def test_a_code_counts_once(with_app: AbstractUser) -> None:
    shown = code()
    for expected in (302, 200):
        client = Client()
        sign_in(client)
        assert client.post(CODE, {"code": shown}).status_code == expected


def test_a_recovery_code_opens_once(recovery_codes: list[str]) -> None:
    first = Client()
    sign_in(first)
    page = first.post(CODE, {"code": recovery_codes[0]}, follow=True).content.decode()
    assert "Codes left: 9." in page
    assert "Signed in with a recovery code." in texts()
    second = Client()
    sign_in(second)
    assert second.post(CODE, {"code": recovery_codes[0]}).status_code == 200
    assert not is_in(second)


def test_codes_cannot_be_guessed(with_app: AbstractUser) -> None:
    client = Client()
    sign_in(client)
    for _ in range(MOST_FROM_ONE_PLACE):
        client.post(CODE, {"code": "000000"}, REMOTE_ADDR="203.0.113.7")
    sent = {"code": code()}
    page = client.post(CODE, sent, REMOTE_ADDR="203.0.113.7").content.decode()
    assert "Too many attempts" in page
    assert not is_in(client)
    assert "Too many attempts" in sign_in(Client()).content.decode()
    assert texts()[-1].startswith("Locked out for a while")


@pytest.mark.parametrize(
    "sent",
    [
        {"code": ""},
        {"code": "\x00"},
        {"code": "١٢٣٤٥٦"},
        {"code": "9" * 100_000},
        {"credential": "x"},
        {"credential": "null"},
        {"credential": '{"id": 1}'},
        {"credential": '{"type": "public-key", "id": "x", "rawId": "x", "response": {}}'},
        {},
    ],
)
def test_junk(client_in: Client, with_app: AbstractUser, sent: dict[str, str]) -> None:
    client = Client()
    sign_in(client)
    assert client.post(CODE, sent).status_code == 200
    assert client_in.post(f"{ACCOUNT}passkeys/add/", sent).status_code in {200, 302}
    assert client_in.get(f"{ACCOUNT}passkeys/{'9' * 25}/remove/").status_code in {400, 404}
    assert client_in.post(f"{ACCOUNT}sessions/end/", {"session": "9" * 25}).status_code == 302


def test_nobody_comes_to_the_code_without_a_password(with_app: AbstractUser) -> None:
    assert Client().get(CODE).headers["Location"] == LOGIN
    assert Client().post(CODE, {"code": code()}).headers["Location"] == LOGIN


def test_removing_the_app_asks_for_the_password_after_a_while(
    with_app: AbstractUser, settings: object
) -> None:
    client = Client()
    sign_in(client)
    client.post(CODE, {"code": code()})
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()
    asked = client.post(f"{ACCOUNT}app/remove/")
    assert asked.headers["Location"].startswith(f"{ACCOUNT}confirm/?next=")
    where = asked.headers["Location"]
    assert "not your password" in client.post(where, {"password": "x"}).content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    client.post(where, {"password": "harbour-light", "next": f"{ACCOUNT}app/remove/"})
    client.post(f"{ACCOUNT}app/remove/")
    assert not Authenticator.objects.exists()


def test_one_cannot_remove_the_passkey_of_another(
    client_in: Client, django_user_model: type[AbstractUser]
) -> None:
    other = django_user_model.objects.create_superuser("other", password="x")
    passkey = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Key"})
    assert client_in.post(f"{ACCOUNT}passkeys/{passkey.pk}/remove/").status_code == 404
    assert Authenticator.objects.exists()


def test_a_secret_sealed_with_a_lost_key_opens_nothing(
    with_app: AbstractUser, settings: object
) -> None:
    kept = Authenticator.objects.get(type="totp")
    kept.data["secret"] = SECRET
    kept.save()
    client = Client()
    sign_in(client)
    assert client.post(CODE, {"code": code()}).status_code == 200
    assert not is_in(client)


# Where everybody must have one


@pytest.fixture
def required(settings: object) -> None:
    settings.STAFF_SECOND_FACTOR = "required"


def admin_addresses(article: Article) -> list[str]:
    return [
        "/admin/",
        "/admin/articles/article/",
        "/admin/articles/article/add/?_popup=1",
        f"/admin/articles/article/{article.pk}/change/",
        f"/admin/articles/article/{article.pk}/preview/",
        f"/admin/articles/article/{article.pk}/revisions/",
        "/admin/articles/image/photos.json?ids=1",
        "/admin/articles/image/?_popup=1",
        "/admin/autocomplete/?app_label=articles&model_name=article&field_name=topics&term=",
        "/admin/feedback/poll/export.csv",
        "/admin/auth/user/",
        "/admin/admin/logentry/",
        "/admin/password_change/",
        "/admin/nothing-here/",
    ]


def test_without_one_nothing_is_reached_but_the_set_up(
    required: None, client_in: Client, publish: Publish
) -> None:
    article = publish()
    for address in admin_addresses(article):
        assert client_in.get(address).headers.get("Location") == ACCOUNT, address
        assert client_in.post(address, {}).status_code == 403, address
    assert "asks everybody" in client_in.get(ACCOUNT).content.decode()
    assert Client().get("/en/").status_code == 200


def test_the_set_up_leads_on_to_where_one_wanted_to(required: None, client_in: Client) -> None:
    client_in.get("/admin/articles/article/")
    secret = client_in.get(ADD).context["form"].secret
    page = client_in.post(ADD, {"code": code(secret)}, follow=True)
    assert page.context["go_on"] == "/admin/articles/article/"
    assert client_in.get("/admin/articles/article/").status_code == 200


def test_with_one_nothing_is_in_the_way(
    required: None, with_app: AbstractUser, publish: Publish, django_assert_num_queries: object
) -> None:
    client = Client()
    sign_in(client)
    client.post(CODE, {"code": code()})
    assert is_in(client)
    client.post(f"{ACCOUNT}app/remove/")
    assert Authenticator.objects.filter(type="totp").exists(), "the last one stays"


def test_the_way_back_in_from_the_command_line(
    with_app: AbstractUser, capsys: pytest.CaptureFixture[str]
) -> None:
    open_elsewhere = Client()
    sign_in(open_elsewhere)
    open_elsewhere.post(CODE, {"code": code()})
    call_command("staff_link", "editor", forget_factors=True)
    assert not is_in(open_elsewhere)
    path = re.sub(r"https?://[^/]+", "", capsys.readouterr().out.strip())
    client = Client()
    form = client.get(path).headers["Location"]
    new = {"new_password1": "quay-at-six-ten", "new_password2": "quay-at-six-ten"}
    assert client.post(form, new).headers["Location"] == LOGIN
    assert sign_in(client, password="quay-at-six-ten").headers["Location"] == "/admin/"
    assert Client().get(path).status_code == 200
    assert "has been used" in Client().get(path, follow=True).content.decode()


def test_no_link_for_who_does_not_work_here(db: None) -> None:
    with pytest.raises(Exception, match="no active account"):
        call_command("staff_link", "nobody")
