"""The rules by which a new vote is counted or held.

They are given what was counted under the article's locked tally, so that it cannot change before
the vote is written. Limits are settings; votes that staff released use up none of them.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol, Self

from django.conf import settings
from django.db.models import QuerySet

TEN_MINUTES = datetime.timedelta(minutes=10)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
BASELINE = datetime.timedelta(hours=6)
BASELINE_KEPT = datetime.timedelta(minutes=1)

Votes = Callable[[], QuerySet[Any]]


class Pace(Protocol):
    """What a tally remembers of how fast its article is usually voted on."""

    baseline: int
    baseline_at: datetime.datetime | None
    trusted_until: datetime.datetime | None

    def save(self, *, update_fields: list[str]) -> None: ...


@dataclass
class Recent:
    """How many votes were counted on an article of late, without those that staff released."""

    network_day: int = 0  # of the reader's network
    network_hour: int = 0
    hour: int = 0
    ten_minutes: int = 0

    @classmethod
    def of(cls, counts: Iterable[tuple[str, int, int]]) -> Self:
        """Read the counts of the "network" and of "all", each of a longer and a shorter time."""
        found = {whose: (longer, shorter) for whose, longer, shorter in counts}
        return cls(*found.get("network", (0, 0)), *found.get("all", (0, 0)))


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
    above_hour = recent.hour - settings.POLL_BURST_HOUR
    above_short = recent.ten_minutes - settings.POLL_BURST_TEN_MINUTES
    if above_hour < 0 and above_short < 0:
        return False
    usual = _baseline(counted, pace, now)
    return above_hour >= usual * HOUR // BASELINE or above_short >= usual * TEN_MINUTES // BASELINE


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
