"""The votes of one article that are held: their shape in time, their networks, what to do."""

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import TruncMinute

from feedback.models import Choice, State, Vote
from feedback.models.vote import VoteQuerySet

MINUTE = datetime.timedelta(minutes=1)
STEPS = (1, 10, 60, 360, 1440)  # minutes
MOST_ROWS = 40
MOST_NETWORKS = 100
ERASED = "erased"  # stands for the votes whose network is forgotten
SHOWN = 8  # digits of a pseudonym: enough to tell the networks of a burst apart


@dataclass(frozen=True)
class Slot:
    """The votes of a step of time; ``percent`` of those of the fullest step."""

    start: datetime.datetime
    liked: int
    disliked: int
    percent: int

    @property
    def total(self) -> int:
        return self.liked + self.disliked


@dataclass(frozen=True)
class Shape:
    minutes: int
    slots: list[Slot]


@dataclass(frozen=True)
class Network:
    """A network by its pseudonym and its held votes; its pseudonym is ``erased`` once forgotten."""

    pseudonym: str
    liked: int
    disliked: int

    @property
    def name(self) -> str:
        return "" if self.pseudonym == ERASED else self.pseudonym[:SHOWN]

    @property
    def total(self) -> int:
        return self.liked + self.disliked


SIDES = {
    "liked": Count("pk", filter=Q(choice=Choice.LIKE)),
    "disliked": Count("pk", filter=Q(choice=Choice.DISLIKE)),
}


def of(article_id: int, burst_id: int | None) -> VoteQuerySet:
    """Return the votes that wait for a decision: of one burst, or all of the article."""
    votes = Vote.objects.filter(article=article_id, state=State.QUARANTINED)
    return votes if burst_id is None else votes.filter(burst=burst_id)


def shape(votes: VoteQuerySet) -> Shape:
    """Return how many came in each minute, or in a longer step where that would be a long list.

    Empty steps are left out.
    """
    ends = votes.aggregate(first=Min("voted_at"), last=Max("voted_at"))
    if ends["first"] is None:
        return Shape(STEPS[0], [])
    long = (ends["last"] - ends["first"]) / MINUTE
    minutes = next((step for step in STEPS if long / step <= MOST_ROWS), STEPS[-1])
    sums: dict[datetime.datetime, Counter[str]] = {}
    counted: QuerySet[Any, Any] = (
        votes.order_by().values(minute=TruncMinute("voted_at")).annotate(**SIDES)
    )
    for row in counted.order_by("minute"):
        start = _floor(row["minute"], minutes)
        sums.setdefault(start, Counter()).update(liked=row["liked"], disliked=row["disliked"])
    fullest = max(sum(counts.values()) for counts in sums.values())
    return Shape(
        minutes,
        [
            Slot(start, count["liked"], count["disliked"], 100 * sum(count.values()) // fullest)
            for start, count in sums.items()
        ],
    )


def networks(votes: VoteQuerySet) -> list[Network]:
    """Return the networks with the most votes first, at most ``MOST_NETWORKS`` of them."""
    rows: QuerySet[Any, Any] = votes.order_by().values("network").annotate(n=Count("pk"), **SIDES)
    return [
        Network(row["network"] or ERASED, row["liked"], row["disliked"])
        for row in rows.order_by("-n", "network")[:MOST_NETWORKS]
    ]


def _floor(at: datetime.datetime, minutes: int) -> datetime.datetime:
    seconds = int(at.timestamp()) // (minutes * 60) * minutes * 60
    return datetime.datetime.fromtimestamp(seconds, at.tzinfo)
