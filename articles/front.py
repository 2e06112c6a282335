"""What front pages and sections show: what editors pinned, the newest, and of each section."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When

from articles.models import Revision, Section, Slot
from articles.models.layout import Pin, Place
from articles.models.revision import RevisionQuerySet
from articles.paging import Page
from articles.prepared import prepared

BLOCK_SIZE = 4


@dataclass(frozen=True)
class Block:
    """A section and its newest articles."""

    section: Section
    rows: list[Revision]


def public_in(place: Place, at: datetime.datetime) -> RevisionQuerySet:
    """Return what is public at that instant and may stand on the page."""
    live = Revision.objects.live(at)
    if place.section:
        return live.filter(section=place.section)
    return live.filter(language=place.language)


def opening(
    place: Place, at: datetime.datetime, size: int, pins: Sequence[Pin] | None = None
) -> Page:
    """Return the first page of a place: what is pinned, then the newest, in one query.

    Pinned are ``pins`` or, without any given, those of the layout in force at that instant. What
    the next page begins with follows from the newest alone: what is pinned may come again there,
    but no story is left out.
    """
    if pins is not None:
        rows = list(_pinned(place, at, size, pins))
    elif place.section:
        rows = _of_section(size, language=place.language, section=place.section.pk, at=at)
    else:
        rows = _of_language(size, language=place.language, at=at)
    top: list[Revision] = []
    rest: list[Revision] = []
    for row in filter(place.holds, rows):
        (top if vars(row)["slot"] else rest).append(row)
    return Page.below(sorted(top, key=lambda row: vars(row)["slot"])[:size], rest, size)


def section_blocks(
    sections: Sequence[Section], shown: Sequence[int], at: datetime.datetime
) -> list[Block]:
    """Return the newest articles of each section that are not among ``shown``, in one query.

    Sections with nothing left to show are left out.
    """
    if not sections:
        return []
    numbers = [section.pk for section in sections]
    rows = _newest_of_each(sections=numbers, at=at, **({"shown": shown} if shown else {}))
    blocks = (
        Block(section, [row for row in rows if row.section_id == section.pk])
        for section in sections
    )
    return [block for block in blocks if block.rows]


@prepared
def _of_language(size: int, language: str, at: datetime.datetime) -> RevisionQuerySet:
    return _arranged(Place(language), at, size)


@prepared
def _of_section(size: int, language: str, section: int, at: datetime.datetime) -> RevisionQuerySet:
    return _arranged(Place(language, Section(pk=section)), at, size)


def _arranged(place: Place, at: datetime.datetime, size: int) -> RevisionQuerySet:
    """Return the newest and what the layout in force pins, each with its slot."""
    slots = Slot.objects.in_force(place, at)
    slot = slots.filter(article=OuterRef("article")).values("position")[:1]
    return _with_slots(place, at, size, slots.values("article"), Subquery(slot))


def _pinned(
    place: Place, at: datetime.datetime, size: int, pins: Sequence[Pin]
) -> RevisionQuerySet:
    ids = [pin.article_id for pin in pins if pin.until is None or pin.until > at]
    places = (When(article=pk, then=Value(position)) for position, pk in enumerate(ids, 1))
    return _with_slots(place, at, size, ids, Case(*places, output_field=IntegerField()))


def _with_slots(
    place: Place, at: datetime.datetime, size: int, ids: Any, slot: Any
) -> RevisionQuerySet:
    live = public_in(place, at)
    newest = live.newest_first().values("pk")[: size + place.slots + 1]
    # The limit stands in a subquery of its own: SQLite takes none inside a UNION.
    limited = Revision.objects.order_by().filter(pk__in=newest).values("pk")
    # Found by their articles. What moved elsewhere since is left out where the rows are read:
    # SQLite would look for them among all of the language.
    pinned = Revision.objects.live(at).order_by().filter(article__in=ids).values("pk")
    rows = Revision.objects.filter(pk__in=pinned.union(limited, all=True)).annotate(slot=slot)
    return rows.cards().newest_first()


@prepared
def _newest_of_each(
    sections: Sequence[int], at: datetime.datetime, shown: Sequence[int] = ()
) -> RevisionQuerySet:
    live = Revision.objects.live(at).exclude(pk__in=shown)
    parts = [
        # As above.
        Revision.objects.order_by()
        .filter(pk__in=live.filter(section=section).newest_first().values("pk")[:BLOCK_SIZE])
        .values("pk")
        for section in sections
    ]
    together = reduce(lambda one, other: one.union(other, all=True), parts)
    return Revision.objects.filter(pk__in=together).cards().newest_first()
