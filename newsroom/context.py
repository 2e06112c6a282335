"""What every template knows of the site."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from articles.interval import interval
from articles.languages import site_name
from articles.models import Section
from newsroom.house import FIXED
from newsroom.identity import Identity


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the site's name, its languages, and the menu for pages whose view brings none.

    ``page_bar`` is what stands above a page that readers do not get as it is: nobody votes there.
    """
    page_bar = getattr(request, "page_bar", "")
    return {
        "page_bar": page_bar,
        "preview": bool(page_bar),
        "site_name": site_name(),
        "identity": Identity(),
        "languages": settings.LANGUAGES,
        "house_pages": FIXED,
        "sections": SimpleLazyObject(_menu),
    }


def _menu() -> list[Section]:
    """Read the sections of the active language; none if the database does not answer.

    Pages that say what went wrong have a menu too, and the database may be what went wrong.
    """
    try:
        return interval(timezone.now()).menu(get_language() or settings.LANGUAGE_CODE)
    except DatabaseError:
        return []
