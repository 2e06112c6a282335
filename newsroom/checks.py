"""System checks for what must not run on a public site, and the refusal to start with any of it.

A site is public as soon as ``ALLOWED_HOSTS`` names a host other than this machine.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register, run_checks
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

TAG = "newsroom"
LEAST_SECRET = 50


@register(TAG)
def public_site(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    public = _public() if settings.PUBLIC_HOSTS else []
    return [*_captcha(), *_media(), *_secret(), *_contact(), *public]


def _captcha() -> Iterator[CheckMessage]:
    if settings.CAPTCHA_TEST_MODE:
        yield Error(
            "The captcha is in test mode: it accepts the answer “passed”.",
            hint="Unset CAPTCHA_TEST_MODE. Tests read the answer from the store instead.",
            id="newsroom.E001",
        )


def _media() -> Iterator[CheckMessage]:
    if settings.S3_BUCKET and "//" not in settings.MEDIA_URL:
        yield Error(
            "Photos lie in a bucket, but no address says where readers fetch them.",
            hint="Set MEDIA_URL to what stands in front of the bucket: https://media.example.org/",
            id="newsroom.E005",
        )


def _contact() -> Iterator[CheckMessage]:
    if settings.CONTACT_EMAIL:
        try:
            validate_email(settings.CONTACT_EMAIL)
        except ValidationError:
            yield Error(
                f"CONTACT_EMAIL is no address for mail: “{settings.CONTACT_EMAIL}”.",
                hint="Set it to an address such as desk@news.example.org.",
                id="newsroom.E006",
            )


def _secret() -> Iterator[CheckMessage]:
    too_short = settings.SECRET_KEY_GIVEN and len(settings.SECRET_KEY) < LEAST_SECRET
    if too_short or (settings.PUBLIC_HOSTS and not settings.SECRET_KEY_GIVEN):
        yield Error(
            "SECRET_KEY can be guessed." if too_short else "A public site needs a SECRET_KEY.",
            hint=f"Set SECRET_KEY to at least {LEAST_SECRET} random characters, "
            "the same on every machine of the site.",
            id="newsroom.E002",
        )


def _public() -> Iterator[CheckMessage]:
    if settings.DEBUG:
        yield Error(
            "DEBUG is on, and shows settings and code to readers.",
            hint="Unset DEBUG, or take the public names out of ALLOWED_HOSTS.",
            id="newsroom.E003",
        )
    if "*" in settings.PUBLIC_HOSTS:
        yield Error(
            "ALLOWED_HOSTS accepts every host name, so links and redirects can be forged.",
            hint="Name the hosts; “.example.org” stands for a domain and all below it.",
            id="newsroom.E004",
        )
    if not settings.BEHIND_TLS:
        yield checks.Warning(
            "Readers and staff reach this public site without TLS.",
            hint="Put a proxy that speaks TLS in front and set BEHIND_TLS=1.",
            id="newsroom.W001",
        )
    if settings.BEHIND_TLS and not settings.TRUSTED_PROXIES:
        yield checks.Warning(
            "All readers seem to come from the proxy, so their votes are held as those of one.",
            hint="Name the proxy in TRUSTED_PROXIES, and let it overwrite X-Forwarded-For.",
            id="newsroom.W002",
        )
    if not settings.CONTACT_EMAIL:
        yield checks.Warning(
            "Readers find no address on the pages for contact, privacy and accessibility.",
            hint="Set CONTACT_EMAIL to where whoever runs the site reads mail.",
            id="newsroom.W004",
        )
    if settings.STAFF_SECOND_FACTOR != "required":
        yield checks.Warning(
            "A stolen password alone opens the admin of this public site.",
            hint="Set STAFF_SECOND_FACTOR=required; staff are led through the set-up.",
            id="newsroom.W003",
        )


def refuse_unsafe_start() -> None:
    """Raise ``ImproperlyConfigured`` with every error of this module's checks and its hint."""
    errors = [message for message in run_checks(tags=[TAG]) if message.is_serious()]
    if errors:
        raise ImproperlyConfigured("Newsroom does not start:\n" + "\n".join(map(str, errors)))
