"""What must not run on a public site is found, and keeps the site from starting."""

import pytest

from newsroom.checks import public_site
from tests.site.conftest import GUNICORN, MANAGE

SAFE = {
    "PUBLIC_HOSTS": ["news.example.org"],
    "SECRET_KEY_GIVEN": True,
    "SECRET_KEY": "k" * 50,
    "DEBUG": False,
    "BEHIND_TLS": True,
    "TRUSTED_PROXIES": ["127.0.0.1"],
    "CAPTCHA_TEST_MODE": False,
    "S3_BUCKET": "",
    "STAFF_SECOND_FACTOR": "required",
    "CONTACT_EMAIL": "desk@news.example.org",
}
UNSAFE = [
    ({"CAPTCHA_TEST_MODE": True}, "newsroom.E001"),
    ({"SECRET_KEY_GIVEN": False}, "newsroom.E002"),
    ({"SECRET_KEY": "k" * 49}, "newsroom.E002"),
    ({"DEBUG": True}, "newsroom.E003"),
    ({"PUBLIC_HOSTS": ["*"]}, "newsroom.E004"),
    ({"S3_BUCKET": "photos", "MEDIA_URL": "/media/"}, "newsroom.E005"),
    ({"CONTACT_EMAIL": "the desk"}, "newsroom.E006"),
    ({"CONTACT_EMAIL": ""}, "newsroom.W004"),
    ({"BEHIND_TLS": False}, "newsroom.W001"),
    ({"TRUSTED_PROXIES": []}, "newsroom.W002"),
    ({"STAFF_SECOND_FACTOR": "optional"}, "newsroom.W003"),
]
SECRET = "a-secret-of-this-test-" * 3


def found(settings, values):
    for name, value in values.items():
        setattr(settings, name, value)
    return public_site(None)


def test_safe_public_site_passes(settings):
    assert found(settings, SAFE) == []


@pytest.mark.parametrize(("change", "expected"), UNSAFE)
def test_unsafe_public_site_is_named_with_a_hint(settings, change, expected):
    [message] = found(settings, SAFE | change)
    assert message.id == expected
    assert message.hint


def test_bucket_with_an_address_passes(settings):
    bucket = {"S3_BUCKET": "photos", "MEDIA_URL": "https://media.example.org/"}
    assert found(settings, SAFE | bucket) == []


def test_site_on_this_machine_alone_needs_no_setting(settings):
    alone = {"PUBLIC_HOSTS": [], "SECRET_KEY_GIVEN": False, "BEHIND_TLS": False}
    assert found(settings, SAFE | alone) == []


def test_short_secret_is_refused_everywhere(settings):
    [message] = found(settings, SAFE | {"PUBLIC_HOSTS": [], "SECRET_KEY": "short"})
    assert message.id == "newsroom.E002"


def test_captcha_in_test_mode_is_refused_everywhere(settings):
    [message] = found(settings, {"PUBLIC_HOSTS": [], "CAPTCHA_TEST_MODE": True})
    assert message.id == "newsroom.E001"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"ALLOWED_HOSTS": "news.example.org"}, "newsroom.E002"),
        (
            {"ALLOWED_HOSTS": "news.example.org", "SECRET_KEY": SECRET, "DEBUG": "1"},
            "newsroom.E003",
        ),
        ({"ALLOWED_HOSTS": "*", "SECRET_KEY": SECRET}, "newsroom.E004"),
        ({"CAPTCHA_TEST_MODE": "1"}, "newsroom.E001"),
        ({"SECRET_KEY": "short"}, "newsroom.E002"),
    ],
)
def test_gunicorn_refuses_an_unsafe_start(command, environment, expected):
    ended = command(*GUNICORN, **environment)
    assert ended.returncode != 0
    assert expected in ended.stderr
    assert "HINT" in ended.stderr


def test_safe_settings_pass_every_check_for_production(command):
    ended = command(
        *MANAGE,
        *("check", "--deploy", "--fail-level", "WARNING"),
        ALLOWED_HOSTS="news.example.org",
        SECRET_KEY=SECRET,
        BEHIND_TLS="1",
        TRUSTED_PROXIES="127.0.0.1",
        STAFF_SECOND_FACTOR="required",
        CONTACT_EMAIL="desk@news.example.org",
    )
    assert ended.returncode == 0, ended.stderr
