"""What is counted with each vote: rightly, by the indexes, and no further than it has to be."""

import datetime

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article
from feedback.models import State, Tally, Vote
from feedback.quarantine import is_burst
from feedback.recent import Recent, recent_votes

NOW = timezone.now()
MINUTES = [1, 1, 9, 11, 59, 61, 23 * 60, 25 * 60]  # ago


@pytest.fixture
def votes(article: Article, publish) -> list[Vote]:
    """Votes of networks "a" and "b" in turn, and some that must make no difference."""

    def vote(minutes: int, network: str, **more) -> Vote:
        at = NOW - datetime.timedelta(minutes=minutes)
        given = {"article": article, "choice": "like", "network": network, "voted_at": at}
        return Vote(reader=str(Vote.objects.count()), **(given | more))

    rows = [vote(minutes, "ab"[number % 2]) for number, minutes in enumerate(MINUTES)]
    rows += [
        vote(1, "a", state=State.QUARANTINED),
        vote(1, "a", state=State.VOIDED),
        vote(1, "a", judged=True),
        vote(1, "a", article=publish("Bridge opens")),
    ]
    for number, row in enumerate(rows):
        row.reader = str(number)
    return Vote.objects.bulk_create(rows)


@pytest.mark.parametrize(
    ("networks", "found"),
    [
        (("a", "b"), Recent(7, 5, 5, 3)),
        (("a", None), Recent(4, 3, 5, 3)),
        (("b", "unknown"), Recent(3, 2, 5, 3)),
        ((None, None), Recent(0, 0, 5, 3)),
    ],
)
def test_votes_of_late_are_counted(votes, article: Article, networks, found: Recent) -> None:
    assert recent_votes(article.pk, networks, NOW).run() == found


def test_those_of_everybody_are_counted_up_to_the_limit(votes, article: Article, settings) -> None:
    settings.POLL_BURST_HOUR, settings.POLL_BURST_TEN_MINUTES = 4, 2

    assert recent_votes(article.pk, ("a", "b"), NOW).run() == Recent(7, 5, 4, 2)


@pytest.mark.parametrize("allowed", [(4, 60), (100, 2), (5, 60), (100, 3)])
def test_what_reaches_a_limit_is_counted_to_the_end(
    votes, article: Article, settings, allowed: tuple[int, int]
) -> None:
    """One vote before the last hour makes the usual pace a sixth of a vote in an hour: none."""
    settings.POLL_BURST_HOUR, settings.POLL_BURST_TEN_MINUTES = allowed
    recent = recent_votes(article.pk, ("a", "b"), NOW).run()
    tally = Tally.objects.lock(article.pk)

    assert is_burst(recent, Vote.objects.all, tally, NOW)
    assert not is_burst(recent, lambda: Vote.objects.exclude(article=article), tally, NOW)
    tally.trusted_until = NOW + datetime.timedelta(seconds=1)
    assert not is_burst(recent, Vote.objects.all, tally, NOW)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL decides by what it has counted"
)
def test_they_are_found_by_the_indexes(article: Article) -> None:
    asked = recent_votes(article.pk, ("a", "b"), NOW)
    with connection.cursor() as cursor:
        plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {asked.sql}", asked.values).fetchall())

    assert plan.count("vote_of_network (article_id=? AND network=? AND voted_at>?)") == 1
    assert plan.count("vote_pace (article_id=? AND state=? AND voted_at>?)") == 2
    assert "TEMP B-TREE" not in plan
