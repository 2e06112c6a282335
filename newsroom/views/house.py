"""The pages of the house, for readers. They have no history: at any instant they are as today."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_info

from articles import free_text
from articles.interval import interval
from articles.players import with_players
from articles.public import public_page
from newsroom.house import WITH_CONTACT, Place
from newsroom.models import HousePage


@public_page
def fixed_page(
    request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
) -> HttpResponse:
    """Show a page that every site has.

    Where nobody has written it in this language, readers get the text of the site's first
    language, marked as such.
    """
    place = Place(language, slug, fixed=True)
    pages = HousePage.objects.at(place)
    shown = pages.get(language) or pages.get(settings.LANGUAGE_CODE)
    shown = shown or next(iter(pages.values()), None) or HousePage.first(Place("en", slug, True))
    if shown is None:
        raise Http404("no such page")
    return _page(request, place, shown, pages, at)


@public_page
def page(request: HttpRequest, language: str, slug: str, *, at: datetime.datetime) -> HttpResponse:
    place = Place(language, slug, fixed=False)
    pages = HousePage.objects.at(place)
    if language not in pages:
        raise Http404("no such page")
    return _page(request, place, pages[language], pages, at)


def _page(
    request: HttpRequest,
    place: Place,
    page: HousePage,
    pages: dict[str, HousePage],
    at: datetime.datetime,
) -> HttpResponse:
    text = free_text.of_body(page.content, at)
    written_in = page.language
    own = page if written_in in pages else HousePage(url=str(place))
    context = {
        "at": at,
        "language": place.language,
        "sections": interval(at).menu(place.language),
        "page": page,
        "text": text,
        "canonical": own.get_absolute_url(),
        "written_in": get_language_info(written_in) if written_in != place.language else None,
        "translations": [other for code, other in pages.items() if code != place.language],
        "with_contact": place.fixed and place.slug in WITH_CONTACT,
        "email": settings.CONTACT_EMAIL,
        "postal_lines": settings.CONTACT_ADDRESS,
    }
    return with_players(render(request, "house/page.html", context), text)
