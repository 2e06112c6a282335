"""When changes come by the clock alone: to a revision, a layout, a slot or a banner."""

import datetime
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


def next_change(at: datetime.datetime) -> datetime.datetime | None:
    """Return the nearest instant after ``at`` at which anything public changes by itself.

    One query, a look-up in an index for each kind of change.
    """
    return min(_nearest("gt", at, Min), default=None)


def last_change(at: datetime.datetime) -> datetime.datetime | None:
    """Return the latest instant up to ``at`` at which anything public changed, as cheaply."""
    return max(_nearest("lte", at, Max), default=None)


def _nearest(
    compare: str, at: datetime.datetime, nearest: type[Min] | type[Max]
) -> list[datetime.datetime]:
    first, *others = (
        model._default_manager.filter(**{f"{field}__{compare}": at})
        .order_by()
        .values(group=models.Value(1))
        .annotate(nearest=nearest(field))
        .values_list("nearest", flat=True)
        for model, field in TURNS
    )
    found: Any = first.union(*others, all=True)
    return [instant for instant in found if instant is not None]
