"""When the next change comes by the clock alone: to a revision, a layout, a slot or a banner."""

import datetime

from django.db import models
from django.db.models import Min

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
    first, *others = (_nearest(model, field, at) for model, field in TURNS)
    return min(filter(None, first.union(*others, all=True)), default=None)


def _nearest(
    model: type[models.Model], field: str, at: datetime.datetime
) -> "models.QuerySet[models.Model, datetime.datetime | None]":
    later = model._default_manager.filter(**{f"{field}__gt": at}).order_by()
    return (
        later.values(group=models.Value(1))
        .annotate(nearest=Min(field))
        .values_list("nearest", flat=True)
    )
