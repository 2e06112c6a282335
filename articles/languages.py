"""The languages in which the site publishes."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language


def choices() -> list[tuple[str, str]]:
    """Return the site's languages; a callable, so that adding one needs no migration."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def codes() -> list[str]:
    """Return the codes of the site's languages, in its order."""
    return [code for code, _name in settings.LANGUAGES]


def site_name() -> str:
    """Return what the site calls itself in the language that is active."""
    return said(settings.SITE_NAME, settings.SITE_NAMES)


def said(everywhere: str, by_language: Mapping[str, str], language: str = "") -> str:
    """Return a text of the settings in a language, the active one if none is named."""
    return by_language.get(language or get_language() or "", everywhere)
