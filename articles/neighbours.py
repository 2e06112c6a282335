"""What was published in a section just before and just after an article."""

import datetime
from dataclasses import dataclass

from articles.models import Revision


@dataclass(frozen=True)
class Neighbours:
    older: Revision | None = None
    newer: Revision | None = None


def neighbours(revision: Revision, at: datetime.datetime) -> Neighbours:
    """Return the neighbours of a public revision, in one query of two look-ups in an index."""
    if revision.published_at is None:
        return Neighbours()
    place = (revision.published_at, revision.article_id)
    live = Revision.objects.live(at).filter(section=revision.section_id)
    older = live.older_than(*place).newest_first().values("pk")[:1]
    newer = live.newer_than(*place).oldest_first().values("pk")[:1]
    # The limits stand in subqueries of their own: SQLite takes none inside a UNION.
    either = [Revision.objects.order_by().filter(pk__in=one).values("pk") for one in (older, newer)]
    found = Revision.objects.filter(pk__in=either[0].union(either[1], all=True))
    rows = found.select_related("section").defer("body")
    before = {(row.published_at, row.article_id) < place: row for row in rows if row.published_at}
    return Neighbours(before.get(True), before.get(False))
