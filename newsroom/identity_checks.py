"""System checks of a site's identity: what cannot be read or shown is refused before the start."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from newsroom import colours, logo
from newsroom.checks import TAG
from newsroom.identity import account

web_address = URLValidator(schemes=["https", "http"])


@register(TAG)
def identity(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    return [
        *_accent("SITE_ACCENT", settings.SITE_ACCENT, "light"),
        *_accent("SITE_ACCENT_DARK", settings.SITE_ACCENT_DARK, "dark"),
        *_logo("SITE_LOGO", settings.SITE_LOGO),
        *_logo("SITE_LOGO_DARK", settings.SITE_LOGO_DARK),
        *_logo_of_the_light(),
        *_accounts(),
        *_licence(),
    ]


def _accent(name: str, colour: str, scheme: str) -> Iterator[CheckMessage]:
    if not colour:
        return
    if not colours.is_colour(colour):
        yield Error(
            f"{name} is no colour: “{colour}”.",
            hint="Write it as #0b5170.",
            id="newsroom.E007",
        )
        return
    found = colours.least_contrast(colour, scheme)
    if found < colours.LEAST_CONTRAST:
        yield Error(
            f"{name} cannot be read on the {scheme} pages: its contrast is {found:.2f} to 1, "
            f"and {colours.LEAST_CONTRAST} to 1 is the least.",
            hint=f"Choose a {'darker' if scheme == 'light' else 'lighter'} colour.",
            id="newsroom.E008",
        )


def _logo(name: str, path: str) -> Iterator[CheckMessage]:
    if not path:
        return
    try:
        logo.read(path)
    except logo.LogoError as error:
        yield Error(
            f"{name}: “{path}” is no logo: {error}.",
            hint="Name a drawn SVG, or a PNG, of 200 kB at the most; a path that is not absolute "
            "lies in DATA_DIR.",
            id="newsroom.E009",
        )


def _logo_of_the_light() -> Iterator[CheckMessage]:
    if settings.SITE_LOGO_DARK and not settings.SITE_LOGO:
        yield Error(
            "SITE_LOGO_DARK is set without SITE_LOGO.",
            hint="Name the logo of the light pages, too.",
            id="newsroom.E010",
        )


def _accounts() -> Iterator[CheckMessage]:
    for entry in settings.SITE_SOCIAL:
        try:
            account(entry)
        except ValueError:
            yield Error(
                f"SITE_SOCIAL names no account: “{entry}”.",
                hint="List addresses that begin with https://, separated by commas; a name may "
                "stand before each: Mastodon https://social.example.org/@news",
                id="newsroom.E011",
            )


def _licence() -> Iterator[CheckMessage]:
    url = settings.SITE_LICENCE_URL
    if not url:
        return
    try:
        web_address(url)
    except ValidationError:
        yield Error(
            f"SITE_LICENCE_URL is no address of the web: “{url}”.",
            hint="Set it to an address such as https://creativecommons.org/licenses/by/4.0/",
            id="newsroom.E012",
        )
    if not (settings.SITE_LICENCE or settings.SITE_LICENCES):
        yield Error(
            "SITE_LICENCE_URL is set without SITE_LICENCE: no words would link to it.",
            hint="Set SITE_LICENCE to what the foot of each page says.",
            id="newsroom.E013",
        )
