"""Addresses of pages that stand elsewhere now, or are gone: asked for only where there is no page.

They are rows of ``django.contrib.redirects``. An old address is kept as people read it (``/خبر/``,
not ``/%D8%AE…/``), so that it fits its column in every script.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.encoding import iri_to_uri, uri_to_iri
from django.utils.translation import gettext as _

from newsroom.middleware import GetResponse

logger = logging.getLogger(__name__)
ODD = re.compile(r"[\x00-\x20\x7f]")
LONGEST = 200  # characters, as the columns have them
_web_address = URLValidator(schemes=["http", "https"])


class LegacyAddresses:
    """Answer a 404 with the way to where the page stands now, or with 410 if it is gone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        if request.path.startswith(reverse("admin:index")):
            return response
        return _instead(request) or response


def old_address(typed: str) -> str:
    """Return an address of ours as it is looked up. Raises ``ValidationError``."""
    address = typed.strip()
    if address.lower().startswith(("http://", "https://")):
        parts = urlsplit(address)
        address = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    address = uri_to_iri(address.partition("#")[0]).replace(" ", "%20")
    if not _is_path(address):
        raise ValidationError(_("Give the path on this site, such as /2015/05/ferry.html."))
    if address.startswith(reverse("admin:index")):
        raise ValidationError(_("Addresses of the admin lead nowhere else."))
    if len(address) > LONGEST:
        raise ValidationError(_("It has more than %(most)s characters.") % {"most": LONGEST})
    return address


def beginning(typed: str) -> str:
    """Return what the old addresses begin with that somebody looks for."""
    try:
        return old_address(typed)
    except ValidationError:
        return typed.strip()[:LONGEST]


def target(typed: str) -> str:
    """Return where a redirect leads; ``""``: nowhere, the page is gone.

    Raises ``ValidationError`` for what is neither a path of ours nor an address of the web.
    """
    address = typed.strip()
    if settings.SITE_URL and address.startswith(f"{settings.SITE_URL.rstrip('/')}/"):
        address = address.removeprefix(settings.SITE_URL.rstrip("/"))
    if not address:
        return ""
    if not _leads(address):
        text = _("Give a path on this site, or an address that begins with https:// or http://.")
        raise ValidationError(text)
    if address.startswith(reverse("admin:index")):
        raise ValidationError(_("Readers cannot follow a link into the admin."))
    if len(address) > LONGEST:
        raise ValidationError(_("It has more than %(most)s characters.") % {"most": LONGEST})
    return address


def circles(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the old address of each pair whose new one is redirected itself."""
    leads = {old: new for old, new in rows if new.startswith("/")}
    for old, new in leads.items():
        asked = set(_forms(new)) - {old}
        if old in _forms(new) or Redirect.objects.filter(old_path__in=asked).exists():
            yield old


def _instead(request: HttpRequest) -> HttpResponse | None:
    asked = _forms(request.get_full_path())
    noted = Redirect.objects.filter(site=settings.SITE_ID, old_path__in=asked)
    try:
        rows = dict(noted.values_list("old_path", "new_path")) if asked else {}
    except DatabaseError as error:  # the page is as missing as it was
        logger.warning("old addresses cannot be looked up: %s", error)
        return None
    new = next((rows[address] for address in asked if address in rows), None)
    if new is None or (new and not _leads(new)):
        return None
    response: HttpResponse
    if new:
        response = HttpResponsePermanentRedirect(iri_to_uri(new))
    else:
        response = render(request, "410.html", status=410)
    patch_cache_control(response, public=True, max_age=0, s_maxage=settings.SHARED_CACHE_SECONDS)
    return response


def _forms(address: str) -> list[str]:
    """Return how an address may have been noted, the closest first: its query may be left out."""
    whole = uri_to_iri(address)
    path = whole.partition("?")[0]
    other = path.rstrip("/") if path.endswith("/") else f"{path}/"
    forms = dict.fromkeys([whole, path, other, address])
    return [form for form in forms if _is_path(form) and len(form) <= LONGEST]


def _is_path(address: str) -> bool:
    """Return whether it is a path of ours: browsers take ``//`` and ``/\\`` for another site."""
    return (
        address.startswith("/")
        and not address.startswith(("//", "/\\"))
        and not ODD.search(address)
    )


def _leads(address: str) -> bool:
    if address.startswith("/"):
        return _is_path(address)
    try:
        _web_address(address)
    except ValidationError:
        return False
    return True
