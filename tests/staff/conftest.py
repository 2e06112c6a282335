"""People at the door of the admin, and the codes that their phones show."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import AbstractUser, User
from django.core.cache import cache
from django.test import Client

PASSWORD = "harbour-light"
LOGIN = "/admin/login/"
CODE = "/admin/login/code/"
ACCOUNT = "/admin/account/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    """Return what an authenticator app shows just now (RFC 6238)."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def sign_in(client: Client, name: str = "editor", password: str = PASSWORD, **more: Any) -> Any:
    """Send the form of the login; ``network`` is the address to come from."""
    network = more.pop("network", "203.0.113.7")
    data = {"username": name, "password": password, **more}
    return client.post(LOGIN, data, REMOTE_ADDR=network)


def is_in(client: Client) -> bool:
    return client.get("/admin/").status_code == 200


@pytest.fixture(autouse=True)
def no_code_used_before() -> None:
    cache.clear()


@pytest.fixture
def with_app(staff: AbstractUser) -> AbstractUser:
    """The editor, whose phone shows codes and who has recovery codes."""
    TOTP.activate(staff, SECRET)
    RecoveryCodes.activate(staff)
    return staff


@pytest.fixture
def recovery_codes(with_app: AbstractUser) -> list[str]:
    kept = Authenticator.objects.get(user=with_app, type="recovery_codes")
    return kept.wrap().get_unused_codes()


MakeUser = Callable[..., User]


@pytest.fixture
def make_user(db: None) -> MakeUser:
    def make(name: str, **fields: Any) -> User:
        fields.setdefault("is_staff", True)
        return User.objects.create_user(name, password=PASSWORD, **fields)

    return make
