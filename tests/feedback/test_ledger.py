"""The ledger: whatever happens, what is published is the sum of the votes and of the entries."""

import datetime
import io
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from feedback import ledger
from feedback.models import (
    AppendOnlyError,
    Choice,
    DayTally,
    Entry,
    NetworkKey,
    State,
    Tally,
    Vote,
)
from tests.cast import Publish
from tests.feedback.conftest import Voter

Kind = Entry.Kind
READERS = st.integers(0, 11)
ACTS = st.one_of(
    st.tuples(st.just("cast"), READERS, st.sampled_from(Choice), st.integers(0, 2)),
    st.tuples(st.sampled_from([Kind.QUARANTINED, Kind.RELEASED, Kind.VOIDED]), st.sets(READERS)),
)


def act(article: Article, what: str, *how: object) -> None:
    if what == "cast":
        reader, choice, network = how
        Vote.objects.cast(article.pk, f"{reader:064}", choice, network=f"{network:032}")
    else:
        readers = [f"{reader:064}" for reader in how[0]]
        Vote.objects.filter(reader__in=readers).settle(article.pk, Kind(what), None, "seen")


def sums(article: Article) -> tuple[tuple[int, ...], ...]:
    """Return the figures as published, as the votes' sum, the entries' and the days'."""
    tally, votes = Tally.objects.of(article.pk), Vote.objects.filter(article=article)
    counted = votes.filter(state=State.COUNTED)
    likes = counted.filter(choice=Choice.LIKE).count()
    held = votes.filter(state=State.QUARANTINED).count()
    entries = Entry.objects.filter(article=article).aggregate(
        liked=Sum("liked", default=0),
        disliked=Sum("disliked", default=0),
        held=Sum("held", default=0),
    )
    days = DayTally.objects.filter(article=article).aggregate(
        liked=Sum("liked", default=0), disliked=Sum("disliked", default=0)
    )
    return (
        (tally.liked, tally.disliked, tally.held),
        (likes, counted.count() - likes, held),
        (entries["liked"], entries["disliked"], entries["held"]),
        (days["liked"], days["disliked"], held),
    )


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS, max_size=25))
def test_any_sequence_of_events_adds_up(publish: Publish, limits: None, acts) -> None:
    fresh = publish()
    for each in acts:
        act(fresh, *each)
        assert len(set(sums(fresh))) == 1
    assert list(ledger.differences(fresh.pk)) == []
    for vote in Vote.objects.filter(article=fresh):
        last = vote.entries.first()
        assert (last.choice, last.state) == (vote.choice, vote.state)


@pytest.fixture
def limits(settings) -> None:
    settings.POLL_NETWORK_HOUR, settings.POLL_BURST_TEN_MINUTES = 2, 4


@pytest.fixture
def votes(article: Article) -> list[Vote]:
    return [
        Vote.objects.cast(article.pk, f"{number:064}", Choice.LIKE, network="a" * 32)
        for number in range(7)
    ]


def recount(**options: object) -> str:
    output = io.StringIO()
    call_command("recount", stdout=output, **options)
    return output.getvalue()


def test_what_is_right_is_said_to_be(votes: list[Vote]) -> None:
    assert recount() == "All results are right.\n"


def test_a_published_figure_that_was_tampered_with(votes: list[Vote], article: Article) -> None:
    Tally.objects.update(liked=500)

    with pytest.raises(CommandError) as error:
        recount()
    assert error.value.returncode == 1
    told = recount(repair=True)
    assert f"article {article.pk}: published 500 liked, 0 disliked, 2 held; votes 5 liked" in told
    assert Tally.objects.get().liked == 5
    assert recount() == "All results are right.\n"


@pytest.mark.parametrize("change", [{"state": State.COUNTED}, {"choice": Choice.DISLIKE}])
def test_a_vote_that_was_tampered_with(votes: list[Vote], change: dict[str, str]) -> None:
    Vote.objects.filter(pk=votes[-1].pk).update(**change)

    assert f"contradicted by their entries: votes {votes[-1].pk}" in recount(repair=True)
    vote = Vote.objects.get(pk=votes[-1].pk)
    assert (vote.state, vote.choice) == (State.QUARANTINED, Choice.LIKE)
    assert recount() == "All results are right.\n"


def test_a_vote_that_came_past_the_ledger(votes: list[Vote], article: Article) -> None:
    smuggled = Vote.objects.create(article=article, reader="x" * 64, choice=Choice.LIKE)

    recount(repair=True)

    smuggled.refresh_from_db()
    assert smuggled.state == State.VOIDED
    assert smuggled.entries.get().reason == "not in the ledger"
    assert Tally.objects.get().liked == 5


def test_days_that_were_tampered_with(votes: list[Vote]) -> None:
    DayTally.objects.update(liked=0)

    assert "by day 0 liked" in recount(repair=True)
    assert DayTally.objects.get().liked == 5


def test_a_ledger_that_was_tampered_with_cannot_be_repaired(votes: list[Vote]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE feedback_entry SET liked = 9 WHERE vote_id = %s", [votes[0].pk])

    for repair in (False, True):
        with pytest.raises(CommandError):
            recount(repair=repair)


def test_one_article_alone(votes: list[Vote], publish: Publish, article: Article) -> None:
    other = publish("Bridge opens")
    Vote.objects.cast(other.pk, "b" * 64, Choice.LIKE)
    Tally.objects.filter(article=other).update(liked=3)

    assert recount(article=article.pk) == "All results are right.\n"
    with pytest.raises(CommandError):
        recount(article=other.pk)


def test_entries_are_neither_changed_nor_deleted(votes: list[Vote]) -> None:
    entry = votes[0].entries.get()
    entry.reason = "never mind"

    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(reason=""),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()


def test_a_held_vote_that_is_changed_stays_held(votes: list[Vote], article: Article) -> None:
    vote = Vote.objects.cast(article.pk, votes[-1].reader, Choice.DISLIKE, network="c" * 32)

    assert vote.state == State.QUARANTINED
    assert (Tally.objects.get().liked, Tally.objects.get().disliked) == (5, 0)
    Vote.objects.filter(pk=vote.pk).settle(article.pk, Kind.RELEASED, None)
    assert (Tally.objects.get().liked, Tally.objects.get().disliked) == (5, 1)


@pytest.mark.parametrize("many", [1, 3])
def test_who_and_why_stand_in_the_ledger(
    votes: list[Vote], article: Article, staff: AbstractUser, many: int
) -> None:
    chosen = Vote.objects.filter(pk__in=[vote.pk for vote in votes[:many]])
    assert chosen.settle(article.pk, Kind.VOIDED, staff, "A bot") == many

    entry = votes[0].entries.first()
    assert Entry.objects.filter(kind=Kind.VOIDED, staff=staff).count() == many
    assert (entry.kind, entry.staff, entry.reason) == ("voided", staff, "A bot")
    with pytest.raises(ValueError, match="reason"):
        Vote.objects.all().settle(article.pk, Kind.VOIDED, staff, " ")


def test_the_reader_is_told_that_a_vote_is_being_checked(
    make_voter: Callable[[], Voter], limits: None
) -> None:
    for _ in range(2):
        make_voter().vote("dislike")
    voter = make_voter()

    assert voter.vote("like").status_code == 303

    page = voter.client.get(voter.address).content.decode()
    assert "Your vote is being checked before it counts" in page
    assert "What readers say" in page
    assert "Your vote is counted" not in page
    assert (Tally.objects.get().liked, Tally.objects.get().disliked) == (0, 2)
    Vote.objects.all().settle(voter.article.pk, Kind.VOIDED, None, "A bot")
    assert "does not count" in voter.client.get(voter.address).content.decode()


def test_votes_know_their_language_and_way(voter: Voter) -> None:
    voter.vote("like")

    vote = Vote.objects.get()
    assert (vote.language, vote.path) == ("en", "plain")
    assert vote.network
    assert NetworkKey.objects.count() == 1


@pytest.mark.parametrize("lost", [True, False])
def test_a_day_that_was_lost_or_is_wrong_is_added_up_anew(publish: Publish, lost: bool) -> None:
    article = publish()
    for reader in ("one", "two", "three"):
        Vote.objects.cast(article.pk, reader, Choice.LIKE)
    yesterday = timezone.now() - datetime.timedelta(days=1)
    Vote.objects.update(voted_at=yesterday)
    call_command("rebuild_liked", verbosity=0)
    days = DayTally.objects.filter(article=article)
    if lost:
        days.delete()
    else:
        days.update(liked=0)

    Vote.objects.cast(article.pk, "one", Choice.DISLIKE)

    row = days.get()
    assert (row.liked, row.disliked) == (2, 1)
    assert row.day == yesterday.astimezone(datetime.UTC).date()
