"""When changes come by the clock alone: to a revision, a layout, a slot or a banner."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max, Min

from articles.models import Banner, Layout, Revision, Slot

TURNS: list[tuple[type[models.Model], str]] = [
    (Revision, "live_from"),
    (Revision, "live_until"),
    (Layout, "live_from"),
    (Slot, "until"),
    (Banner, "starts_at"),
    (Banner, "ends_at"),
]
# At these readers lose what they had.
ENDS = {"live_until", "ends_at"}


@dataclass(frozen=True)
class Coming:
    """The nearest changes after an instant; ``end`` is the nearest that takes something away."""

    change: datetime.datetime | None = None
    end: datetime.datetime | None = None


def coming(at: datetime.datetime) -> Coming:
    """Return what changes next by itself.

    One query, a look-up in an index for each kind of change.
    """
    found = _nearest("gt", at, Min)
    ends = [instant for (_model, field), instant in found if field in ENDS]
    return Coming(min((instant for _turn, instant in found), default=None), min(ends, default=None))


def next_change(at: datetime.datetime) -> datetime.datetime | None:
    """Return the nearest instant after ``at`` at which anything public changes by itself."""
    return coming(at).change


def last_change(at: datetime.datetime) -> datetime.datetime | None:
    """Return the latest instant up to ``at`` at which anything public changed, as cheaply."""
    return max((instant for _turn, instant in _nearest("lte", at, Max)), default=None)


def _nearest(
    compare: str, at: datetime.datetime, nearest: type[Min] | type[Max]
) -> list[tuple[tuple[type[models.Model], str], datetime.datetime]]:
    first, *others = (
        model._default_manager.filter(**{f"{field}__{compare}": at})
        .order_by()
        .values(turn=models.Value(turn))
        .annotate(nearest=nearest(field))
        .values_list("turn", "nearest")
        for turn, (model, field) in enumerate(TURNS)
    )
    found: Any = first.union(*others, all=True)
    return [(TURNS[turn], instant) for turn, instant in found if instant is not None]
