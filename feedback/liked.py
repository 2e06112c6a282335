"""What readers liked: public articles by the lower bound of their share of likes.

Only votes that were cast in the window count, so that a list of the week changes with the week,
whatever the age of an article. A window is made of whole days of UTC: today and the days before.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, F, FloatField, OuterRef, Sum, Value
from django.db.models.functions import Cast, Sqrt
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Revision, Section
from articles.models.revision import RevisionQuerySet
from articles.prepared import prepared
from feedback.models import DayTally, Openness, Poll, State, Tally, Vote
from feedback.models.day_tally import day_of
from feedback.wilson import Z


class Window(models.TextChoices):
    DAY = "day", _("Last day")
    WEEK = "week", _("Last week")
    MONTH = "month", pgettext_lazy("list of articles", "Last month")

    @property
    def days(self) -> int:
        return {Window.DAY: 1, Window.WEEK: 7, Window.MONTH: 30}[self]

    def begins(self, at: datetime.datetime) -> datetime.date:
        """Return its first day; the day of ``at`` itself comes on top of its length."""
        return day_of(at) - datetime.timedelta(days=self.days)


@dataclass(frozen=True)
class Liked:
    """An article of the ranking and the votes that put it there."""

    row: Revision
    liked: int
    votes: int
    score: float  # Wilson's lower bound, 0 to 1

    @property
    def percent(self) -> int:
        return (200 * self.liked + self.votes) // (2 * self.votes)


def ranking(
    language: str,
    window: Window,
    at: datetime.datetime,
    most: int,
    *,
    section: Section | None = None,
) -> list[Liked]:
    """Return at most that many articles, the best first, in two queries.

    Articles with fewer votes than ``LIKED_MINIMUM`` in the window and those whose poll is hidden
    are left out; none are returned where the whole site hides its polls.
    """
    if settings.POLL == Openness.HIDDEN:
        return []
    within: dict[str, Any] = {"language": language, "at": at}
    if section is not None:
        within["section"] = section.pk
    days = {"first": window.begins(at), "last": day_of(at)}
    best = _best(max(1, settings.LIKED_MINIMUM), most, **within, **days)
    if not best:
        return []
    rows = _cards(**within, articles=[each["article"] for each in best])
    cards = {row.article_id: row for row in rows}
    return [
        Liked(cards[each["article"]], each["likes"], each["votes"], each["score"])
        for each in best
        if each["article"] in cards
    ]


def _public(language: str, at: datetime.datetime, section: int | None) -> RevisionQuerySet:
    public = Revision.objects.live(at).filter(language=language)
    return public if section is None else public.filter(section=section)


@prepared
def _cards(
    language: str, at: datetime.datetime, articles: Sequence[int], section: int | None = None
) -> RevisionQuerySet:
    return _public(language, at, section).filter(article__in=articles).cards()


@prepared
def _best(
    least: int,
    most: int,
    language: str,
    at: datetime.datetime,
    first: datetime.date,
    last: datetime.date,
    section: int | None = None,
) -> "models.QuerySet[Any, Any]":
    """Order the articles by Wilson's lower bound (see ``feedback.wilson``) of those days' votes.

    ``least``: the votes that an article needs. What is public is asked of each article that has
    votes, for these are few: a join of the two tempts SQLite into walking the whole archive.
    """
    total, square = Cast("votes", FloatField()), Value(Z * Z)
    share = F("likes") / total
    margin = Sqrt(share * (1 - share) / total + square / (4 * total * total)) * Z
    score = (share + square / (2 * total) - margin) / (1 + square / total)
    public = _public(language, at, section).filter(article=OuterRef("article"))
    hidden = Poll.objects.filter(article=OuterRef("article"), state=Openness.HIDDEN)
    return (
        DayTally.objects.filter(Exists(public), ~Exists(hidden), day__range=(first, last))
        .order_by()
        .values("article")
        .annotate(likes=Sum("liked"), votes=Sum(F("liked") + F("disliked")))
        .filter(votes__gte=least)
        .annotate(score=score)
        .order_by("-score", "-likes", "-article")[:most]
    )


def rebuild() -> list[str]:
    """Make the days' results anew from the ledger; return what differed, a line for each.

    Article by article, each held while it is counted: votes that come in meanwhile are not lost.
    """
    voted = Vote.objects.order_by().values_list("article", flat=True)
    kept = DayTally.objects.order_by().values_list("article", flat=True)
    return [line for article in sorted(voted.union(kept)) for line in _rebuild(article)]


@transaction.atomic
def _rebuild(article_id: int) -> list[str]:
    Tally.objects.lock(article_id)
    votes = Vote.objects.filter(article=article_id, state=State.COUNTED)
    fresh = {row.day: row for row in DayTally.objects.counted(votes)}
    rows = DayTally.objects.filter(article=article_id)
    kept = {row.day: row for row in rows}
    rows.delete()
    DayTally.objects.bulk_create(fresh.values())
    return [
        f"article {article_id}, {day}: kept {_pair(kept.get(day))}, ledger {_pair(fresh.get(day))}"
        for day in sorted(kept.keys() | fresh.keys())
        if _pair(kept.get(day)) != _pair(fresh.get(day))
    ]


def _pair(row: DayTally | None) -> str:
    """A day without a row is one of zeros: what a change of mind leaves behind is no difference."""
    return f"{row.liked}:{row.disliked}" if row else "0:0"
