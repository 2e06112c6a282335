"""The rules by which a new vote is counted or held.

They are given the article's votes and its locked tally, so that what they count cannot change
before the vote is written. Limits are settings; votes that staff released use up none of them.
"""

import datetime
from typing import Any, Protocol

from django.conf import settings
from django.db.models import Count, Q, QuerySet

TEN_MINUTES = datetime.timedelta(minutes=10)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
BASELINE = datetime.timedelta(hours=6)
BASELINE_KEPT = datetime.timedelta(minutes=1)


class Pace(Protocol):
    """What a tally remembers of how fast its article is usually voted on."""

    baseline: int
    baseline_at: datetime.datetime | None
    trusted_until: datetime.datetime | None

    def save(self, *, update_fields: list[str]) -> None: ...


def is_network_full(counted: QuerySet[Any], networks: list[str], now: datetime.datetime) -> bool:
    """Whether one network, by its names of today and yesterday, has had all that it may have."""
    recent = counted.filter(network__in=networks, judged=False, voted_at__gt=now - DAY)
    found = recent.aggregate(day=Count("pk"), hour=Count("pk", filter=Q(voted_at__gt=now - HOUR)))
    return found["hour"] >= settings.POLL_NETWORK_HOUR or found["day"] >= settings.POLL_NETWORK_DAY


def is_burst(counted: QuerySet[Any], pace: Pace, now: datetime.datetime) -> bool:
    """Whether one more vote goes beyond the article's own pace by more than is allowed."""
    if pace.trusted_until is not None and now < pace.trusted_until:
        return False
    found = counted.filter(judged=False, voted_at__gt=now - HOUR).aggregate(
        hour=Count("pk"), short=Count("pk", filter=Q(voted_at__gt=now - TEN_MINUTES))
    )
    above_hour = found["hour"] - settings.POLL_BURST_HOUR
    above_short = found["short"] - settings.POLL_BURST_TEN_MINUTES
    if above_hour < 0 and above_short < 0:
        return False
    usual = _baseline(counted, pace, now)
    return above_hour >= usual * HOUR // BASELINE or above_short >= usual * TEN_MINUTES // BASELINE


def _baseline(counted: QuerySet[Any], pace: Pace, now: datetime.datetime) -> int:
    """Return how many votes were counted in the six hours before the last hour.

    The last hour is left out, so that a burst does not raise its own measure. Looked up once a
    minute at the most: on an article with many votes it is the slowest question of all.
    """
    if pace.baseline_at is None or not pace.baseline_at <= now < pace.baseline_at + BASELINE_KEPT:
        begin, end = now - HOUR - BASELINE, now - HOUR
        pace.baseline = counted.filter(voted_at__gt=begin, voted_at__lte=end).count()
        pace.baseline_at = now
        pace.save(update_fields=["baseline", "baseline_at"])
    return pace.baseline
