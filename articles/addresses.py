"""Addresses: the words that sections may not take, and the converters of public paths."""

from functools import lru_cache
from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _

RESERVED_SECTIONS = frozenset(
    [
        "about", "accessibility", "archive", "authors", "contact", "corrections", "feed",
        "feedback", "liked", "media", "oembed", "pages", "poll-policy", "privacy", "search",
        "sitemap", "static", "topics",
    ]
)  # fmt: skip
GREATEST_ID = 2**63 - 1


def validate_section_slug(slug: str) -> None:
    """Refuse a slug that would hide behind a fixed address of the site."""
    if slug.lower() in RESERVED_SECTIONS:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself. Choose another one."),
            code="reserved",
            params={"slug": slug},
        )


def of_page(name: str, *parts: str | int) -> str:
    """Return the address of a page, which Django puts together once for each."""
    return _put_together(get_script_prefix(), name, parts)


@lru_cache(maxsize=8192)
def _put_together(_prefix: str, name: str, parts: tuple[str | int, ...]) -> str:
    return reverse(name, args=parts)


def absolute(request: HttpRequest, url: str) -> str:
    """Return the address with scheme and host, as crawlers want it: those of ``SITE_URL``."""
    return request.build_absolute_uri(urljoin(settings.SITE_URL, url))


class LanguageConverter:
    """A language of the site, as the first part of a public path."""

    regex = "|".join(code for code, _name in settings.LANGUAGES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class WordsConverter:
    """A slug in any script."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class YearConverter:
    """A year of the calendar, in four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class MonthConverter:
    """A month, 01 to 12."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:02}"


class IdConverter:
    """A row's id; a number that no database column can hold is no address (404)."""

    regex = r"[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number > GREATEST_ID:
            raise ValueError
        return number

    def to_url(self, value: int) -> str:
        return str(value)
