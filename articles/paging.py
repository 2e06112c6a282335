"""Places in a list that runs from new to old, as they stand in an address (``?before=``)."""

import datetime
import re
from dataclasses import dataclass
from typing import Self

from django.http import Http404

from articles.addresses import GREATEST_ID
from articles.models import Revision
from articles.models.revision import RevisionQuerySet

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
PLACE = re.compile(r"([0-9]{1,17})-([0-9]{1,19})", re.ASCII)


@dataclass(frozen=True)
class Page:
    """One page of a list; ``before`` is the place at which the next one begins, if there is one."""

    rows: list[Revision]
    before: str | None

    @classmethod
    def of(cls, rows: RevisionQuerySet, before: str | None, size: int, by: str = "") -> Self:
        """Read one page in one query; ``by`` as in ``RevisionQuerySet.filed_under``.

        Raises ``Http404`` for a place that is none.
        """
        if before is not None:
            rows = rows.older_than(*read(before), by)
        found = list(rows.newest_first(by)[: size + 1])
        more = len(found) > size
        return cls(found[:size], _place(found[size - 1]) if more else None)

    @classmethod
    def below(cls, top: list[Revision], rest: list[Revision], size: int) -> Self:
        """Return a first page that begins with ``top`` and goes on with the first of ``rest``.

        ``rest`` runs from new to old and holds one more than there is room for, if there is more.
        """
        room = size - len(top)
        more = len(rest) > room
        before = None
        if more:
            # Without any of the rest on this page, the next begins with the first of it.
            before = _place(rest[room - 1]) if room else _place(rest[0], above=True)
        return cls([*top, *rest[:room]], before)


def read(place: str) -> tuple[datetime.datetime, int]:
    """Return the instant and the id that a place names. Raises ``Http404`` if it is none."""
    parts = PLACE.fullmatch(place)
    if parts is None or int(parts[2]) > GREATEST_ID:
        raise Http404("no such place in the list")
    try:
        return EPOCH + int(parts[1]) * MICROSECOND, int(parts[2])
    except OverflowError:
        raise Http404("no such place in the list") from None


def write(instant: datetime.datetime, number: int) -> str:
    return f"{(instant - EPOCH) // MICROSECOND}-{number}"


def _place(row: Revision, *, above: bool = False) -> str:
    # A public revision has been published: a constraint says so.
    return write(row.published_at or EPOCH, row.article_id + above)
