"""The readers' lists beside the sections: of a topic, of an author, of a month."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from articles.interval import interval
from articles.models import Author, Revision, Topic
from articles.paging import Page
from articles.public import public_page

SIZE = 18  # rows of three
MONTH_SIZE = 50


@dataclass(frozen=True, order=True)
class Month:
    """A month on the site's clock."""

    year: int
    month: int

    @classmethod
    def of(cls, instant: datetime.datetime) -> "Month":
        local = timezone.localtime(instant, timezone.get_default_timezone())
        return cls(local.year, local.month)

    @property
    def begins(self) -> datetime.datetime:
        return timezone.make_aware(
            datetime.datetime(self.year, self.month, 1),
            timezone.get_default_timezone(),
        )

    def next(self, step: int = 1) -> "Month":
        count = self.year * 12 + self.month - 1 + step
        return Month(count // 12, count % 12 + 1)


@public_page(reads=["before"])
def topic(request: HttpRequest, language: str, slug: str, *, at: datetime.datetime) -> HttpResponse:
    found = get_object_or_404(Topic, language=language, slug=slug)
    rows = Revision.objects.live(at).filed_under("revisiontopic", topic=found)
    before = request.GET.get("before")
    page = Page.of(rows.cards(), before, SIZE, "filed_")
    context = _context(language, at, topic=found, page=page, first_page=before is None)
    return render(request, "articles/topic.html", {**context, "translations": found.others()})


@public_page(reads=["before"])
def author(
    request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("photo"), language=language, slug=slug)
    rows = Revision.objects.live(at).filed_under("contributions", author=found)
    before = request.GET.get("before")
    page = Page.of(rows.cards(), before, SIZE, "filed_")
    context = _context(language, at, author=found, page=page, first_page=before is None)
    return render(request, "articles/author.html", {**context, "translations": found.others()})


@public_page
def archive(request: HttpRequest, language: str, *, at: datetime.datetime) -> HttpResponse:
    """Show a link to each month since the first article."""
    first = _first_published(language, at)
    years: dict[int, list[Month]] = {}
    for month in _months(first, at) if first else ():
        years.setdefault(month.year, []).append(month)
    return render(
        request, "articles/archive.html", _context(language, at, years=list(years.items()))
    )


@public_page(reads=["before"])
def month(
    request: HttpRequest, language: str, year: int, number: int, *, at: datetime.datetime
) -> HttpResponse:
    shown = Month(year, number)
    first = _first_published(language, at)
    if first is None or not Month.of(first) <= shown <= Month.of(at):
        raise Http404("no such month in the archive")
    rows = Revision.objects.live(at).filter(
        language=language,
        published_at__gte=shown.begins,
        published_at__lt=shown.next().begins,
    )
    before = request.GET.get("before")
    context = _context(
        language,
        at,
        month=shown,
        earlier=shown.next(-1) if shown > Month.of(first) else None,
        later=shown.next() if shown < Month.of(at) else None,
        page=Page.of(rows.cards(), before, MONTH_SIZE),
        first_page=before is None,
        here=reverse("articles:month", args=[language, year, number]),
    )
    return render(request, "articles/month.html", context)


def _context(language: str, at: datetime.datetime, **more: Any) -> dict[str, Any]:
    sections = interval(at).menu(language)
    return {"at": at, "language": language, "sections": sections, **more}


def _first_published(language: str, at: datetime.datetime) -> datetime.datetime | None:
    live = Revision.objects.live(at).filter(language=language)
    oldest = live.order_by("published_at", "article_id").values_list("published_at", flat=True)
    return oldest.first()


def _months(first: datetime.datetime, at: datetime.datetime) -> Iterator[Month]:
    """Yield the months from now back to the first."""
    month, last = Month.of(at), Month.of(first)
    while month >= last:
        yield month
        month = month.next(-1)
