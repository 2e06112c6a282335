"""What the poll's figures say to editors: the funnel, votes over time, before and after."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Trunc
from django.utils import timezone

from articles.models import Article, Correction
from feedback import chart, headlines, wilson
from feedback.models import Choice, DayCount, DayTally, Path, Stage, Vote

MOST_TURNS = 20
STAGES = [stage for stage in Stage if stage != Stage.SHOWN]  # counted, not estimated
LIKED, DISLIKED = Q(choice=Choice.LIKE), Q(choice=Choice.DISLIKE)


@dataclass(frozen=True)
class Share:
    """Likes among votes, with what they let one expect of readers at large (95 %)."""

    liked: int
    disliked: int

    @property
    def total(self) -> int:
        return self.liked + self.disliked

    @property
    def percent(self) -> int | None:
        return (200 * self.liked + self.total) // (2 * self.total) if self.total else None

    @property
    def low(self) -> int:
        return round(100 * wilson.interval(self.liked, self.total)[0])

    @property
    def high(self) -> int:
        return round(100 * wilson.interval(self.liked, self.total)[1])


# The funnel


@dataclass(frozen=True)
class FunnelRow:
    label: Any
    shown: int  # an estimate
    counts: list[int]  # in the order of STAGES


@dataclass(frozen=True)
class Funnel:
    """How often each stage was reached, in all and by day, language and way."""

    total: FunnelRow
    days: list[FunnelRow]
    languages: list[FunnelRow]
    ways: list[FunnelRow]

    @property
    def stages(self) -> list[Any]:
        return [stage.label for stage in Stage]

    @property
    def sample(self) -> int:
        """Of how many readers one tells that the question was shown; 0: it is not counted."""
        return settings.POLL_SHOWN_SAMPLE


def funnel(since: datetime.date, article_id: int | None = None) -> Funnel:
    """Return the funnel from a day (UTC) on, of one article or of all, in two queries."""
    counts = DayCount.objects.filter(day__gte=since)
    if article_id is not None:
        counts = counts.filter(article=article_id)
    rows: list[Any] = list(
        counts.order_by("-day", "language", "-path")
        .values("day", "language", "path", "stage")
        .annotate(times=Sum("n"))
    )
    return Funnel(
        _rows(rows, lambda row: "")[0] if rows else FunnelRow("", 0, [0] * len(STAGES)),
        _rows(rows, lambda row: row["day"]),
        _rows(rows, lambda row: row["language"]),
        _rows(rows, lambda row: Path(row["path"]).label),
    )


def _rows(
    rows: Iterable[dict[str, Any]], label: Callable[[dict[str, Any]], Any]
) -> list[FunnelRow]:
    sums: dict[Any, Counter[str]] = {}
    for row in rows:
        sums.setdefault(label(row), Counter())[row["stage"]] += row["times"]
    return [
        FunnelRow(name, found[Stage.SHOWN], [found[stage] for stage in STAGES])
        for name, found in sums.items()
    ]


# Votes over time. A vote that was changed counts at the time of the change: it has held since.


def _standing(article_id: int) -> "QuerySet[Vote]":
    return (
        Vote.objects.filter(article=article_id, state="counted")
        .annotate(since=Coalesce("changed_at", "voted_at"))
        .order_by()
    )


def over_time(article_id: int, marks: Sequence[datetime.datetime] = ()) -> chart.Chart | None:
    """Return an article's votes as a chart, in the site's time zone; ``None`` without votes."""
    votes = _standing(article_id)
    ends = votes.aggregate(first=Min("since"), last=Max("since"))
    if ends["first"] is None:
        return None
    first, last = timezone.localtime(ends["first"]), timezone.localtime(ends["last"])
    step = chart.step_for(first, last)
    counted = (
        votes.values(start=Trunc("since", step.value))
        .annotate(liked=Count("pk", filter=LIKED), disliked=Count("pk", filter=DISLIKED))
        .order_by("start")
    )
    counts = [chart.Count(row["start"], row["liked"], row["disliked"]) for row in counted]
    return chart.draw(chart.fill(counts, first, last, step), step, marks)


def all_over_time(first: datetime.date, last: datetime.date) -> chart.Chart:
    """Return the votes of all articles by day (UTC), changed votes on the day of the vote."""
    sums = (
        DayTally.objects.filter(day__gte=first)
        .order_by()
        .values("day")
        .annotate(up=Sum("liked"), down=Sum("disliked"))
    )
    counts = [chart.Count(_midnight(row["day"]), row["up"], row["down"]) for row in sums]
    begin, end = _midnight(first), _midnight(last)
    return chart.draw(chart.fill(counts, begin, end, chart.Step.DAY), chart.Step.DAY)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


# Before and after


@dataclass(frozen=True)
class Turn:
    """A correction, and the votes that stood since before it and since after it."""

    correction: Correction
    before: Share
    after: Share


def turns(article: Article) -> list[Turn]:
    """Return the article's first corrections with the votes on either side, in two queries.

    The two sides of each add up to the article's counted votes.
    """
    corrections = list(article.corrections.order_by("published_at", "pk")[:MOST_TURNS])
    if not corrections:
        return []
    sums: dict[str, Any] = {
        "likes": Count("pk", filter=LIKED),
        "dislikes": Count("pk", filter=DISLIKED),
    }
    for place, correction in enumerate(corrections):
        early = Q(since__lt=correction.published_at)
        sums[f"likes_{place}"] = Count("pk", filter=LIKED & early)
        sums[f"dislikes_{place}"] = Count("pk", filter=DISLIKED & early)
    found = _standing(article.pk).aggregate(**sums)
    return [
        Turn(
            correction,
            before := Share(found[f"likes_{place}"], found[f"dislikes_{place}"]),
            Share(found["likes"] - before.liked, found["dislikes"] - before.disliked),
        )
        for place, correction in enumerate(corrections)
    ]


# The overview's list


@dataclass(frozen=True)
class ArticleShare:
    article_id: int
    headline: str
    language: str
    share: Share


def most_voted(since: datetime.date, most: int) -> list[ArticleShare]:
    """Return the articles with the most counted votes cast since that day (UTC), in two queries."""
    rows = (
        DayTally.objects.filter(day__gte=since)
        .order_by()
        .values("article", "article__language")
        .annotate(up=Sum("liked"), down=Sum("disliked"), votes=Sum(F("liked") + F("disliked")))
        .filter(votes__gt=0)
        .order_by("-votes", "-article")[:most]
    )
    names = headlines.of([row["article"] for row in rows])
    return [
        ArticleShare(
            row["article"],
            names.get(row["article"], headlines.number(row["article"])),
            row["article__language"],
            Share(row["up"], row["down"]),
        )
        for row in rows
    ]
