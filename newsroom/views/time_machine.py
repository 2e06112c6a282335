"""The time machine: staff walk the whole site as of an instant, past or future.

Below its address every public path is shown by the very view that serves readers, given another
instant. Nothing of it is ever cached, and no reader can reach it.
"""

import copy
import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import get_script_prefix, resolve, reverse, set_script_prefix
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import as_of
from articles.changes import last_change, next_change
from articles.coming import coming
from articles.models import Preferences
from newsroom.forms.time_machine import InstantForm, front, page_of_the_site

MORNING = datetime.time(6)
WEEK = datetime.timedelta(days=7)
MOST_COMING = 8
allowed = permission_required("articles.use_time_machine", raise_exception=True)


@allowed
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for an instant; ``page`` and ``from`` say which page somebody comes from, and when."""
    now = timezone.now()
    with timezone.override(Preferences.of(request.user).zone):
        begin = as_of.read(request.GET.get("from", "")) or _tomorrow(now)
        sent = request.GET if "at" in request.GET else None
        page = page_of_the_site(request.GET.get("page", ""))
        form = InstantForm(sent, initial={"at": begin, "page": page})
        if form.is_valid():
            return redirect(as_of.address(form.cleaned_data["at"], form.cleaned_data["page"]))
        context = {
            **admin.site.each_context(request),
            "title": _("Time machine"),
            "form": form,
            "picks": _picks(now, page),
            "changes": [
                (change, as_of.address(change.at, change.path))
                for change in coming(now, MOST_COMING)
            ],
        }
        return TemplateResponse(request, "admin/time_machine.html", context).render()


def _tomorrow(now: datetime.datetime) -> datetime.datetime:
    """Return tomorrow morning by the site's clock."""
    zone = timezone.get_default_timezone()
    day = timezone.localtime(now, zone).date() + datetime.timedelta(days=1)
    return datetime.datetime.combine(day, MORNING, zone)


def _picks(now: datetime.datetime, page: str) -> list[tuple[str, datetime.datetime, str]]:
    picks = [
        (_("Tomorrow morning"), _tomorrow(now)),
        (_("A week from now"), now + WEEK),
        (_("Yesterday"), now - datetime.timedelta(days=1)),
        (_("A week ago"), now - WEEK),
    ]
    return [(label, instant, as_of.address(instant, page)) for label, instant in picks]


@allowed
@require_safe
def walk(request: HttpRequest, instant: str, page: str = "") -> HttpResponse:
    """Show a page of the site as of the instant, with all its links leading on within it."""
    at = as_of.read(instant)
    if at is None:
        raise Http404("no such instant")
    if not page:
        return redirect(as_of.address(at, front()))
    seen = copy.copy(request)
    seen.path_info = f"/{page}"
    seen.page_bar = _bar(request, at, page)  # type: ignore[attr-defined]  # for newsroom.context
    named = page.partition("/")[0]
    language = named if named in dict(settings.LANGUAGES) else translation.get_language()
    seen.LANGUAGE_CODE = language
    root = reverse("time_machine_page", args=[as_of.write(at)])
    with translation.override(language), timezone.override(None), _below(root):
        response = _seen(seen, at)
    if response.headers.get("Content-Type", "").startswith("text/html"):
        response.content = _lead_inside(response.content.decode(), root)
        response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _seen(request: Any, at: datetime.datetime) -> HttpResponse:
    """Answer as the site answers readers; what does not show one instant is not there."""
    try:
        request.resolver_match = match = resolve(request.path_info)
        shown = getattr(match.func, "as_of", None)
        if shown is None:
            raise Http404("no page of one instant")
        response: HttpResponse = shown(at, request, *match.args, **match.kwargs)
    except Http404:
        return render(request, "404.html", status=404)
    return response


@contextmanager
def _below(root: str) -> Iterator[None]:
    """Let all addresses that are made meanwhile begin with the root."""
    outer = get_script_prefix()
    set_script_prefix(root)
    try:
        yield
    finally:
        set_script_prefix(outer)


def _lead_inside(html: str, root: str) -> str:
    """Keep within the time machine the links that writers typed as addresses of the site."""
    codes = "|".join(code for code, _name in settings.LANGUAGES)
    site = f"(?:{re.escape(settings.SITE_URL)})?" if settings.SITE_URL else ""
    typed = re.compile(rf'(<a\b[^>]*?\shref="){site}/(?=(?:{codes})/)')
    return typed.sub(lambda found: f"{found[1]}{root}", html)


def _bar(request: HttpRequest, at: datetime.datetime, page: str) -> SafeString:
    """Return the line above the page that says when it is, in the language of who looks."""
    earlier, later = last_change(at - as_of.SECOND), next_change(at)
    question = urlencode({"page": f"/{page}", "from": as_of.write(at)})
    zone = Preferences.of(request.user).zone
    context = {
        "at": timezone.localtime(at, timezone.get_default_timezone()),
        "mine": timezone.localtime(at, zone) if zone else None,
        "is_ahead": at > timezone.now(),
        "earlier": earlier and as_of.address(earlier, page),
        "later": later and as_of.address(later, page),
        "another": f"{reverse('time_machine')}?{question}",
    }
    return render_to_string("admin/_time_machine_bar.html", context)
