"""The rules by which a new vote is counted or held.

They are given what was counted under the article's locked tally, so that it cannot change before
the vote is written. Limits are settings; votes that staff released use up none of them.
"""

import datetime
from collections.abc import Callable
from typing import Any, Protocol

from django.conf import settings
from django.db.models import QuerySet

from feedback.recent import HOUR, TEN_MINUTES, Recent

BASELINE = datetime.timedelta(hours=6)
BASELINE_KEPT = datetime.timedelta(minutes=1)

Votes = Callable[[], QuerySet[Any]]


class Pace(Protocol):
    """What a tally remembers of how fast its article is usually voted on."""

    baseline: int
    baseline_at: datetime.datetime | None
    trusted_until: datetime.datetime | None

    def save(self, *, update_fields: list[str]) -> None: ...


def is_network_full(recent: Recent) -> bool:
    """Whether one network, by its names of today and yesterday, has had all that it may have."""
    return (
        recent.network_hour >= settings.POLL_NETWORK_HOUR
        or recent.network_day >= settings.POLL_NETWORK_DAY
    )


def is_burst(recent: Recent, counted: Votes, pace: Pace, now: datetime.datetime) -> bool:
    """Whether one more vote goes beyond the article's own pace by more than is allowed.

    ``counted`` returns all the article's counted votes, should they be needed.
    """
    if pace.trusted_until is not None and now < pace.trusted_until:
        return False
    reached = [
        (time, allowed)
        for time, found, allowed in (
            (HOUR, recent.hour, settings.POLL_BURST_HOUR),
            (TEN_MINUTES, recent.ten_minutes, settings.POLL_BURST_TEN_MINUTES),
        )
        if found >= allowed
    ]
    if not reached:
        return False
    usual = _baseline(counted, pace, now)
    return any(
        _are_as_many(counted, now - time, allowed + usual * time // BASELINE)
        for time, allowed in reached
    )


def _are_as_many(counted: Votes, since: datetime.datetime, most: int) -> bool:
    """Tell whether that many votes were counted since then, and count no further."""
    votes = counted().filter(judged=False, voted_at__gt=since).order_by("voted_at")
    return votes[:most].count() >= most


def _baseline(counted: Votes, pace: Pace, now: datetime.datetime) -> int:
    """Return how many votes were counted in the six hours before the last hour.

    The last hour is left out, so that a burst does not raise its own measure. Looked up once a
    minute at the most: on an article with many votes it is the slowest question of all.
    """
    if pace.baseline_at is None or not pace.baseline_at <= now < pace.baseline_at + BASELINE_KEPT:
        begin, end = now - HOUR - BASELINE, now - HOUR
        pace.baseline = counted().filter(voted_at__gt=begin, voted_at__lte=end).count()
        pace.baseline_at = now
        pace.save(update_fields=["baseline", "baseline_at"])
    return pace.baseline
