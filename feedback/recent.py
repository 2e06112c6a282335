"""How many votes an article had of late: what the rules of ``quarantine`` ask with each vote."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings

from articles.statements import Statement, as_sent

TEN_MINUTES = datetime.timedelta(minutes=10)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)

FAIR = "state = 'counted' AND NOT judged"
# What the index of networks holds comes first; what makes a vote count is looked at in those alone.
OF_NETWORK = f"COUNT(*) FILTER (WHERE {FAIR}), COUNT(*) FILTER (WHERE {FAIR} AND voted_at > %s)"
# In the order of the index, so that no database reads all the votes to find a few. No value goes
# into the statement itself (hence the noqa).
OF_ALL = (
    "SELECT COUNT(*) FROM (SELECT 1 FROM feedback_vote"  # noqa: S608
    f" WHERE article_id = %s AND {FAIR} AND voted_at > %s ORDER BY voted_at LIMIT %s) AS first"
)
ALL_FOUR = (
    f"SELECT {OF_NETWORK}, ({OF_ALL}), ({OF_ALL}) FROM feedback_vote"  # noqa: S608
    " WHERE article_id = %s AND network IN (%s, %s) AND voted_at > %s"
)


@dataclass
class Recent:
    """How many votes were counted on an article of late, without those that staff released.

    Those of everybody are counted up to what is allowed in any case, and no further: an article
    that thousands vote on must not take longer with each of them.
    """

    network_day: int  # of the reader's network
    network_hour: int
    hour: int  # POLL_BURST_HOUR at the most
    ten_minutes: int  # POLL_BURST_TEN_MINUTES at the most


def recent_votes(
    article_id: int, networks: Sequence[str | None], now: datetime.datetime
) -> Statement[Recent]:
    """Return what counts them, those of a network by its two pseudonyms or by one or by none."""
    names = [name or "" for name in networks]
    values = [
        now - HOUR,
        *(article_id, now - HOUR, settings.POLL_BURST_HOUR),
        *(article_id, now - TEN_MINUTES, settings.POLL_BURST_TEN_MINUTES),
        *(article_id, *names, now - DAY),
    ]
    return Statement(
        ALL_FOUR,
        [as_sent(value) for value in values],
        lambda cursor: Recent(*cursor.fetchone()),
    )
