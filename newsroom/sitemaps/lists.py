"""Everything in site maps that is not an article: fronts, lists, the pages of the house."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Subquery

from articles.alternates import Alternate, Named, Translated, alternates
from articles.languages import codes
from articles.models import Author, Revision, Section, Topic
from newsroom.house import FIXED, Place
from newsroom.models import HousePage
from newsroom.sitemaps import parts
from newsroom.sitemaps.articles import Absolute
from newsroom.sitemaps.entry import Entry

# One page of each in every language.
EVERYWHERE = ["articles:front", "feedback:liked", "articles:archive", "articles:corrections"]
# What is filed, and how a revision leads to its rows.
FILED: dict[str, tuple[type[Topic | Author], str]] = {
    "topics": (Topic, "revisiontopic"),
    "authors": (Author, "contributions"),
}


def pages(absolute: Absolute) -> Iterator[Entry]:
    for name in EVERYWHERE:
        yield from _together(Named.everywhere(name), absolute)
    yield from _tied(Section.objects.filter(language__in=codes()), absolute)
    for slug in FIXED:
        there = HousePage.objects.at(Place(settings.LANGUAGE_CODE, slug, fixed=True))
        yield from _together(there.values(), absolute)
    free: dict[str, list[HousePage]] = defaultdict(list)
    for page in HousePage.objects.filter(url__contains="/pages/"):
        if page.language in codes():
            free[page.place.slug].append(page)
    for same in free.values():
        yield from _together(same, absolute)


def files(kind: str) -> int:
    """Return how many files hold the topics or the authors: by the highest number."""
    model, _ties = FILED[kind]
    newest = model._default_manager.order_by("-pk").values_list("pk", flat=True)
    return parts.count(newest.first())


def filed(kind: str, number: int, at: datetime.datetime, absolute: Absolute) -> Iterator[Entry]:
    """Yield the topics or authors of a file that have something public, the first being number 1.

    One without would tell what is being prepared.
    """
    model, ties = FILED[kind]
    field = model._meta.model_name
    newest = (
        Revision.objects.live(at)
        .filter(**{f"{ties}__{field}": OuterRef("pk"), f"{ties}__published_at__isnull": False})
        .order_by(f"-{ties}__published_at")
        .values(f"{ties}__published_at")
    )
    rows: Any = model._default_manager.filter(pk__range=parts.numbers(number), language__in=codes())
    yield from _tied(
        rows.order_by("pk").annotate(newest=Subquery(newest[:1])).exclude(newest=None), absolute
    )


def _tied(rows: Iterable[Any], absolute: Absolute) -> Iterator[Entry]:
    """Yield what may correspond to each other, each with those of it that are here."""
    together: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        together[row.tie].append(row)
    for same in together.values():
        yield from _together(same, absolute)


def _together(pages: Iterable[Translated], absolute: Absolute) -> Iterator[Entry]:
    """Yield pages that say the same in other languages."""
    same = list(pages)
    others = [Alternate(each.code, absolute(each.url)) for each in alternates(same)]
    for page in same:
        yield Entry(
            absolute(page.get_absolute_url()),
            changed_at=getattr(page, "newest", None),
            alternates=others,
        )
