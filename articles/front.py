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
    live = public_in(place, at)
    slot: Any
    if pins is None:
        slots = Slot.objects.in_force(place, at)
        ids: Any = slots.values("article")
        slot = Subquery(slots.filter(article=OuterRef("article")).values("position")[:1])
    else:
        ids = [pin.article_id for pin in pins if pin.until is None or pin.until > at]
        places = (When(article=pk, then=Value(place)) for place, pk in enumerate(ids, 1))
        slot = Case(*places, output_field=IntegerField())
    newest = live.newest_first().values("pk")[: size + place.slots + 1]
    # The limit stands in a subquery of its own: SQLite takes none inside a UNION.
    limited = Revision.objects.order_by().filter(pk__in=newest).values("pk")
    pinned = live.order_by().filter(article__in=ids).values("pk")
    rows = Revision.objects.filter(pk__in=pinned.union(limited, all=True)).annotate(slot=slot)
    top: list[Revision] = []
    rest: list[Revision] = []
    for row in rows.cards().newest_first():
        (top if vars(row)["slot"] else rest).append(row)
    return Page.below(sorted(top, key=lambda row: vars(row)["slot"])[:size], rest, size)


def section_blocks(
    sections: Sequence[Section], shown: Sequence[int], at: datetime.datetime
) -> list[Block]:
    """Return the newest articles of each section that are not among ``shown``, in one query.

    Sections with nothing left to show are left out.
    """
    live = Revision.objects.live(at).exclude(pk__in=shown)
    parts = [
        # The limit stands in a subquery of its own: SQLite takes none inside a UNION.
        Revision.objects.order_by()
        .filter(pk__in=live.filter(section=section).newest_first().values("pk")[:BLOCK_SIZE])
        .values("pk")
        for section in sections
    ]
    if not parts:
        return []
    together = reduce(lambda one, other: one.union(other, all=True), parts)
    rows = list(Revision.objects.filter(pk__in=together).cards().newest_first())
    blocks = (
        Block(section, [row for row in rows if row.section_id == section.pk])
        for section in sections
    )
    return [block for block in blocks if block.rows]
