"""Proof that three things say the same: what is published, the votes, and the ledger.

The ledger is what counts. Repairing sets the votes to what their last entries say and adds the
figures up anew; it never touches an entry that is there.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from feedback.models import Choice, DayTally, Entry, State, Tally, Vote

UNKNOWN_VOTE = "not in the ledger"
COUNTED = Q(state=State.COUNTED)
FIGURES: dict[str, Any] = {
    "liked": Count("pk", filter=COUNTED & Q(choice=Choice.LIKE)),
    "disliked": Count("pk", filter=COUNTED & Q(choice=Choice.DISLIKE)),
    "held": Count("pk", filter=Q(state=State.QUARANTINED)),
}
Figures = tuple[int, int, int]  # liked, disliked, held
NONE: Figures = (0, 0, 0)


@dataclass
class Difference:
    """How an article's figures disagree; ``strays`` are votes that their last entry contradicts."""

    article_id: int
    published: Figures
    votes: Figures
    entries: Figures
    days: Figures  # of the results by day, which know nothing of held votes
    strays: list[int] = field(default_factory=list)

    @property
    def agrees(self) -> bool:
        same = self.published == self.votes == self.entries
        return same and self.days[:2] == self.votes[:2] and not self.strays

    def __str__(self) -> str:
        told = (
            f"article {self.article_id}: published {_say(self.published)}; "
            f"votes {_say(self.votes)}; ledger {_say(self.entries)}; "
            f"by day {self.days[0]} liked, {self.days[1]} disliked"
        )
        strays = ", ".join(map(str, self.strays))
        return f"{told}; contradicted by their entries: votes {strays}" if strays else told


def differences(article_id: int | None = None) -> Iterator[Difference]:
    """Yield the articles whose figures disagree, each read again while nobody can vote on it."""
    for found in _suspects(article_id):
        with transaction.atomic():
            Tally.objects.lock(found)
            difference = _of(found)
        if not difference.agrees:
            yield difference


@transaction.atomic
def repair(article_id: int) -> Difference:
    """Make votes and figures follow from the ledger; return what still differs afterwards.

    A vote that no entry knows of is voided, and an entry says so.
    """
    tally = Tally.objects.lock(article_id)
    for vote in _strays(article_id):
        last = vote.entries.first()
        if last is None:
            vote.state, vote.reason = State.VOIDED, UNKNOWN_VOTE
            Entry.objects.create(
                vote=vote,
                article_id=article_id,
                kind=Entry.Kind.VOIDED,
                choice=vote.choice,
                state=vote.state,
                reason=UNKNOWN_VOTE,
            )
        else:
            vote.choice, vote.state = last.choice, last.state
        vote.save(update_fields=["choice", "state", "reason"])
    tally.liked, tally.disliked, tally.held = _of(article_id).votes
    tally.save(update_fields=Tally.FIGURES)
    counted = Vote.objects.filter(article=article_id, state=State.COUNTED)
    DayTally.objects.filter(article=article_id).delete()
    DayTally.objects.bulk_create(DayTally.objects.counted(counted))
    return _of(article_id)


def _suspects(article_id: int | None) -> list[int]:
    """Return the articles whose figures disagree as they are read one after the other."""
    columns = [_published(article_id), _votes(article_id), _entries(article_id)]
    days = _days(article_id)
    articles = set().union(*columns, days)
    suspects = {
        each
        for each in articles
        if len({column.get(each, NONE) for column in columns}) > 1
        or days.get(each, NONE)[:2] != columns[0].get(each, NONE)[:2]
    }
    strays = _contradicted(article_id).values_list("article", flat=True).distinct().order_by()
    return sorted(suspects | set(strays))


def _of(article_id: int) -> Difference:
    return Difference(
        article_id,
        published=_published(article_id).get(article_id, NONE),
        votes=_votes(article_id).get(article_id, NONE),
        entries=_entries(article_id).get(article_id, NONE),
        days=_days(article_id).get(article_id, NONE),
        strays=[vote.pk for vote in _strays(article_id)],
    )


def _published(article_id: int | None) -> dict[int, Figures]:
    rows = _about(Tally.objects.all(), article_id).order_by()
    return {row[0]: row[1:] for row in rows.values_list("article", *FIGURES)}


def _votes(article_id: int | None) -> dict[int, Figures]:
    return _sums(_about(Vote.objects.all(), article_id), **FIGURES)


def _entries(article_id: int | None) -> dict[int, Figures]:
    return _sums(_about(Entry.objects.all(), article_id), **_columns("liked", "disliked", "held"))


def _days(article_id: int | None) -> dict[int, Figures]:
    days = _about(DayTally.objects.all(), article_id)
    return _sums(days, **_columns("liked", "disliked"), none=Sum(F("liked") * 0))


def _columns(*names: str) -> dict[str, Any]:
    return {f"sum_{name}": Sum(name) for name in names}


def _sums(rows: "QuerySet[Any]", **sums: Any) -> dict[int, Figures]:
    grouped = rows.order_by().values("article").annotate(**{f"of_{n}": s for n, s in sums.items()})
    return {row[0]: row[1:] for row in grouped.values_list("article", *(f"of_{n}" for n in sums))}


def _about(rows: "QuerySet[Any]", article_id: int | None) -> "QuerySet[Any]":
    return rows if article_id is None else rows.filter(article=article_id)


def _contradicted(article_id: int | None) -> "QuerySet[Vote]":
    """Return the votes that are not as their last entry left them, or that have none."""
    last = Entry.objects.filter(vote=OuterRef("pk")).order_by("-pk")
    votes = Vote.objects.annotate(
        last_state=Subquery(last.values("state")[:1], output_field=models.CharField()),
        last_choice=Subquery(last.values("choice")[:1], output_field=models.CharField()),
    )
    wrong = Q(last_state=None) | ~Q(state=F("last_state")) | ~Q(choice=F("last_choice"))
    return _about(votes.filter(wrong), article_id)


def _strays(article_id: int) -> list[Vote]:
    return list(_contradicted(article_id).order_by("pk"))


def _say(figures: Figures) -> str:
    return "{} liked, {} disliked, {} held".format(*figures)
