"""The readers' pages. Each reads what is public at one instant, and writes nothing."""

import datetime
from collections.abc import Sequence
from typing import cast
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import story
from articles.alternates import Named
from articles.front import opening, public_in, section_blocks
from articles.interval import interval
from articles.models import Revision, Section
from articles.models.layout import FRONT_SLOTS, Pin, Place
from articles.models.revision import RevisionQuerySet
from articles.paging import Page
from articles.players import with_players
from articles.prepared import prepared
from articles.public import public_page

FRONT_SIZE = FRONT_SLOTS
SECTION_SIZE = 19  # one large, then rows of three


@require_safe
@cache_control(no_store=True)
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send the reader to the front page in the best language that has anything to read."""
    at = timezone.now()
    published = set(Section.objects.values_list("language", flat=True).order_by().distinct())
    wanted = translation.get_language_from_request(request)
    language = next(
        (
            code
            for code in dict.fromkeys([wanted, *sorted(published)])
            if Revision.objects.live(at).filter(language=code).exists()
        ),
        wanted,
    )
    response = redirect("articles:front", language)
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public_page(reads=["before"])
def front(request: HttpRequest, language: str, *, at: datetime.datetime) -> HttpResponse:
    return _front(request, Place(language), at, request.GET.get("before"))


@public_page(reads=["before"])
def section(
    request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
) -> HttpResponse:
    menu = interval(at).menu(language)
    current = next((section for section in menu if section.slug == slug), None)
    if current is None:
        raise Http404("no such section")
    return _section(request, Place(language, current), at, request.GET.get("before"))


def arranged(
    request: HttpRequest, place: Place, at: datetime.datetime, pins: Sequence[Pin]
) -> HttpResponse:
    """Show a page as it would be at that instant with those pins; for staff."""
    if place.section is None:
        return _front(request, place, at, None, pins)
    return _section(request, place, at, None, pins)


def _front(
    request: HttpRequest,
    place: Place,
    at: datetime.datetime,
    before: str | None,
    pins: Sequence[Pin] | None = None,
) -> HttpResponse:
    page = _page(place, at, before, FRONT_SIZE, pins)
    sections = interval(at).menu(place.language)
    shown = [row.pk for row in page.rows]
    return render(
        request,
        "articles/front.html",
        {
            "at": at,
            "language": place.language,
            "sections": sections,
            "page": page,
            "first_page": before is None,
            "front": Named(place.language, "articles:front"),
            "translations": Named.everywhere("articles:front"),
            "on_front": True,
            "blocks": section_blocks(sections, shown, at) if before is None else [],
        },
    )


def _section(
    request: HttpRequest,
    place: Place,
    at: datetime.datetime,
    before: str | None,
    pins: Sequence[Pin] | None = None,
) -> HttpResponse:
    shown = cast(Section, place.section)
    sections = interval(at).sections
    return render(
        request,
        "articles/section.html",
        {
            "at": at,
            "language": place.language,
            "sections": interval(at).menu(place.language),
            "section": shown,
            "translations": [each for each in sections if each.tie == shown.tie],
            "page": _page(place, at, before, SECTION_SIZE, pins),
            "first_page": before is None,
        },
    )


def _page(
    place: Place,
    at: datetime.datetime,
    before: str | None,
    size: int,
    pins: Sequence[Pin] | None,
) -> Page:
    """Return what is pinned and newest; from a place in the list on, all that is older."""
    if before is None:
        return opening(place, at, size, pins)
    return Page.of(public_in(place, at).cards(), before, SECTION_SIZE)


@public_page
def article(
    request: HttpRequest,
    language: str,
    section: str,
    article_id: int,
    slug: str = "",
    *,
    at: datetime.datetime,
) -> HttpResponse:
    revision = _read.first(article=article_id, at=at)
    if revision is None:
        return gone(request, language, article_id, at)
    if request.path != unquote(canonical := revision.get_absolute_url()):
        return redirect(canonical, permanent=True)
    shown = story.of_revision(revision, at)
    context = {
        "at": at,
        "language": language,
        "sections": interval(at).menu(language),
        "story": shown,
    }
    return with_players(render(request, "articles/article.html", context), shown)


@prepared
def _read(article: int, at: datetime.datetime) -> RevisionQuerySet:
    return Revision.objects.live(at).filter(article=article).whole()


def gone(
    request: HttpRequest, language: str, article_id: int, at: datetime.datetime
) -> HttpResponse:
    """Answer 410 for an article that was public once, 404 for one that readers never saw."""
    if not Revision.objects.filter(article=article_id, live_until__lte=at).exists():
        raise Http404("no such article")
    context = {"language": language, "sections": interval(at).menu(language)}
    return render(request, "410.html", context, status=410)
