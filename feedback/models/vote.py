"""Votes, one for each reader and article, as they stand; how they came to that is the ledger."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.prepared import prepared
from articles.statements import Insert, Statement, change, together
from feedback import quarantine
from feedback.models.burst import Burst
from feedback.models.choice import Choice, Reason, State
from feedback.models.day_tally import DayTally, day_of
from feedback.models.entry import LONGEST_REASON, Entry
from feedback.models.tally import Tally
from feedback.recent import Recent, recent_votes

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    from django.contrib.auth.models import AbstractBaseUser as Staff

CHUNK = 500  # rows of one statement: SQLite takes a limited number of values
Kind = Entry.Kind
# What staff can do to a vote: the states that it is done to, and the state afterwards.
DECISIONS = {
    Kind.QUARANTINED: ([State.COUNTED], State.QUARANTINED),
    Kind.RELEASED: ([State.QUARANTINED, State.VOIDED], State.COUNTED),
    Kind.VOIDED: ([State.QUARANTINED, State.COUNTED], State.VOIDED),
}


class VoteQuerySet(models.QuerySet["Vote"]):
    @transaction.atomic(savepoint=False)
    def cast(
        self,
        article_id: int,
        reader: str,
        choice: Choice,
        *,
        network: str | None = None,
        earlier: str | None = None,
        language: str = "",
        path: str = "",
        alongside: Callable[["Vote"], Statement[Any]] | None = None,
    ) -> "Vote":
        """Keep a reader's vote, counted or held, or change the one that the reader has.

        ``network`` is the network's pseudonym of today, ``earlier`` that of yesterday; without
        one, no limit of networks applies. A change leaves the state as it is: what is held stays
        held. The article's tally is locked first, and a constraint refuses a second row.
        What ``alongside`` makes of the vote is written in the same transaction.
        """
        tally, votes, recent = Tally.objects.lock_and_ask(
            article_id,
            _of_reader.asked(article=article_id, reader=reader),
            recent_votes(article_id, (network, earlier), timezone.now()),
        )
        now = timezone.now()
        written: list[Statement[Any]] = []
        moves: list[tuple[Vote, Entry]] = []
        if not votes:
            vote = Vote(article_id=article_id, reader=reader, choice=choice, voted_at=now)
            vote.network, vote.language, vote.path = network, language, path
            moves.append((vote, vote.enter(tally, recent)))
            written.append(_inserting(vote))
        else:
            vote = votes[0]
            if vote.choice != choice:
                moves.append((vote, vote.change(choice, now)))
                written.append(_changing(vote))
        if alongside is not None:
            written.append(alongside(vote))
        _record(tally, moves, written)
        return vote

    def of_reader(self, article_id: int, reader: str) -> "Vote | None":
        return _of_reader.first(article=article_id, reader=reader)

    @transaction.atomic
    def settle(self, article_id: int, kind: Kind, staff: Staff | None, reason: str = "") -> int:
        """Hold, release or void those of an article's votes that can be; return how many it were.

        Each gets an entry with who and why. Raises ``ValueError`` where votes are voided without
        a reason.
        """
        if kind == Kind.VOIDED and not reason.strip():
            raise ValueError("votes are not voided without a reason")
        tally = Tally.objects.lock(article_id)
        sources, state = DECISIONS[kind]
        votes = list(self.filter(article=article_id, state__in=sources).order_by("pk"))
        entries = [vote.settle(kind, state, staff, reason) for vote in votes]
        for begin in range(0, len(votes), CHUNK):
            rows = Vote.objects.filter(pk__in=[vote.pk for vote in votes[begin : begin + CHUNK]])
            rows.update(state=state, judged=True, reason="" if kind == Kind.RELEASED else reason)
        _record(tally, list(zip(votes, entries, strict=True)))
        return len(votes)


@prepared
def _of_reader(article: int, reader: str) -> VoteQuerySet:
    return Vote.objects.filter(article=article, reader=reader).order_by()


class Vote(models.Model):
    """What one reader thinks of one article, and whether that is counted.

    ``reader`` is a hash of the random token in the reader's cookie, different for each article:
    it leads to nobody, and two votes of one person cannot be told from those of two. ``network``
    is a hash under the key of the day (UTC) of ``voted_at``, erased when that key is. ``judged``
    votes are those that staff decided about.
    """

    article = models.ForeignKey(
        Article,
        models.CASCADE,
        verbose_name=_("article"),
        db_index=False,  # the constraint's index begins with it
    )
    reader = models.CharField(_("reader’s pseudonym"), max_length=64, editable=False)
    choice = models.CharField(_("choice"), max_length=7, choices=Choice)
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.COUNTED)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    judged = models.BooleanField(_("decided by staff"), default=False)
    burst = models.ForeignKey(
        Burst,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="votes",
        verbose_name=_("burst"),
        db_index=False,  # see ``vote_of_burst``: few votes have one
    )
    network = models.CharField(  # noqa: DJ001  (erased is not the same as empty)
        _("network’s pseudonym"), max_length=64, null=True, blank=True, editable=False
    )
    language = models.CharField(_("language"), max_length=10, blank=True)
    path = models.CharField(_("way"), max_length=6, blank=True)
    voted_at = models.DateTimeField(_("voted"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["-pk"]
        permissions = [("settle_vote", "Can release and void votes that are held")]
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="vote_once"),
            models.CheckConstraint(
                condition=Q(choice__in=["like", "dislike"]), name="vote_like_or_dislike"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["counted", "quarantined", "voided"]), name="vote_in_a_state"
            ),
        ]
        indexes = [
            models.Index(fields=["article", "state", "voted_at"], name="vote_pace"),
            models.Index(
                fields=["article", "network", "voted_at"],
                name="vote_of_network",
                condition=Q(network__isnull=False),
            ),
            models.Index(fields=["burst"], name="vote_of_burst", condition=Q(burst__isnull=False)),
            models.Index(
                fields=["voted_at"], name="vote_to_forget", condition=Q(network__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.get_choice_display()

    @property
    def figures(self) -> Counter[str]:
        """What it adds to its article's tally."""
        if self.state == State.COUNTED:
            return Counter(liked=1) if self.choice == Choice.LIKE else Counter(disliked=1)
        return Counter(held=1) if self.state == State.QUARANTINED else Counter()

    def enter(self, tally: Tally, recent: Recent) -> Entry:
        """Decide whether a new vote is counted or held, not saved yet; ``tally`` is locked.

        Return the entry that says so.
        """
        counted = partial(_counted, self.article_id)
        if quarantine.is_network_full(recent):
            self.state, self.reason = State.QUARANTINED, Reason.NETWORK
        elif quarantine.is_burst(recent, counted, tally, self.voted_at):
            self.state, self.reason = State.QUARANTINED, Reason.BURST
            self.burst = Burst.objects.extend(self.article_id, self.voted_at)
        kind = Kind.CAST if self.state == State.COUNTED else Kind.QUARANTINED
        return self._entry(kind, self.figures, self.voted_at, reason=self.reason)

    def change(self, choice: Choice, at: datetime.datetime) -> Entry:
        """Take on the reader's other mind, not saved yet; return the entry that says so."""
        before = self.figures
        self.choice, self.changed_at = choice, at
        return self._entry(Kind.CHANGED, _steps(before, self.figures), at)

    def settle(self, kind: Kind, state: State, staff: Staff | None, reason: str) -> Entry:
        """Take on a state, not saved yet; return the entry that says so."""
        before = self.figures
        self.state = state
        steps = _steps(before, self.figures)
        return self._entry(kind, steps, timezone.now(), staff=staff, reason=reason)

    def _entry(
        self,
        kind: Kind,
        steps: Counter[str],
        at: datetime.datetime,
        *,
        staff: Staff | None = None,
        reason: str = "",
    ) -> Entry:
        return Entry(
            vote=self,
            article_id=self.article_id,
            kind=kind,
            choice=self.choice,
            state=self.state,
            reason=reason,
            at=at,
            staff=staff,
            **steps,
        )


_inserting = Insert(Vote)


def _changing(vote: Vote) -> Statement[int]:
    return change(
        "UPDATE feedback_vote SET choice = %s, changed_at = %s WHERE id = %s",
        *(vote.choice, vote.changed_at, vote.pk),
    )


def _counted(article_id: int) -> VoteQuerySet:
    return Vote.objects.filter(article=article_id, state=State.COUNTED).order_by()


def _steps(before: Counter[str], after: Counter[str]) -> Counter[str]:
    steps = Counter(after)
    steps.subtract(before)
    return steps


def _record(
    tally: Tally, moves: Sequence[tuple[Vote, Entry]], written: Sequence[Statement[Any]] = ()
) -> None:
    """Write the entries, and add them up in the tally and in the results of the days.

    ``written`` is what comes before them.
    """
    total: Counter[str] = Counter()
    days: defaultdict[datetime.date, Counter[str]] = defaultdict(Counter)
    for vote, entry in moves:
        steps = {figure: getattr(entry, figure) for figure in Tally.FIGURES}
        total.update(steps)
        days[day_of(vote.voted_at)].update(liked=entry.liked, disliked=entry.disliked)
    entries = [entry for _, entry in moves]
    if len(entries) == 1:
        written = [*written, entries[0].entering()]
    else:
        Entry.objects.bulk_create(entries, batch_size=CHUNK)
    if any(total.values()):
        written = [*written, tally.moving(total)]
    moved = {day: steps for day, steps in sorted(days.items()) if any(steps.values())}
    article_id = tally.article_id
    shifts = [DayTally.objects.shifting(article_id, day, **steps) for day, steps in moved.items()]
    results = together(*written, *shifts)
    for day, found in zip(moved, results[len(written) :], strict=True):
        if not found:
            DayTally.objects.recounting(article_id, day).run()
