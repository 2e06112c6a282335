"""What crawlers ask for before they read: what they may, and where everything is."""

import datetime
from collections.abc import Iterable
from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles.addresses import absolute
from articles.public import public_page
from newsroom.sitemaps import articles, lists
from newsroom.sitemaps.entry import Entry, index, site_map

XML = "application/xml; charset=utf-8"
# Staff, what changes with each request, and what strangers could make endless.
CLOSED = ["/admin/", "/shared/", "/feedback/", "/*/feedback/", "/*/search/"]
DAY = 24 * 60 * 60  # seconds


@require_safe
@cache_control(public=True, max_age=DAY)
def robots(request: HttpRequest) -> HttpResponse:
    rules = "".join(f"Disallow: {path}\n" for path in CLOSED)
    maps = "".join(
        f"Sitemap: {absolute(request, reverse(name))}\n" for name in ("sitemap", "news-sitemap")
    )
    return HttpResponse(f"User-agent: *\n{rules}\n{maps}", content_type="text/plain; charset=utf-8")


@public_page
def sitemap(request: HttpRequest, *, at: datetime.datetime) -> HttpResponse:
    """Name every file of the site map."""
    numbers = {"articles": articles.files(at)} | {kind: lists.files(kind) for kind in lists.FILED}
    files = [reverse("sitemap-pages")]
    for kind, count in numbers.items():
        files += [reverse("sitemap-file", args=[kind, number + 1]) for number in range(count)]
    return HttpResponse(index(absolute(request, file) for file in files), content_type=XML)


@public_page
def sitemap_pages(request: HttpRequest, *, at: datetime.datetime) -> HttpResponse:
    return _file(lists.pages(partial(absolute, request)))


@public_page
def sitemap_file(
    request: HttpRequest, kind: str, number: int, *, at: datetime.datetime
) -> HttpResponse:
    whole = partial(absolute, request)
    if kind in lists.FILED and 1 <= number <= lists.files(kind):
        return _file(lists.filed(kind, number, at, whole))
    if kind == "articles" and 1 <= number <= articles.files(at):
        return _file(articles.entries(number, at, whole))
    raise Http404("no such file of the site map")


@public_page
def news_sitemap(request: HttpRequest, *, at: datetime.datetime) -> HttpResponse:
    return _file(articles.news(at, partial(absolute, request)))


def _file(entries: Iterable[Entry]) -> HttpResponse:
    return HttpResponse(site_map(entries), content_type=XML)
