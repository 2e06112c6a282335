"""What the front page shows of each section."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from articles.models import Revision, Section

BLOCK_SIZE = 4


@dataclass(frozen=True)
class Block:
    """A section and its newest articles."""

    section: Section
    rows: list[Revision]


def section_blocks(
    sections: Sequence[Section], shown: Sequence[int], at: datetime.datetime
) -> list[Block]:
    """Return the newest articles of each section that are not among ``shown``, in one query.

    Sections with nothing left to show are left out.
    """
    live = Revision.objects.live(at).exclude(pk__in=shown)
    parts = [
        # The limit stands in a subquery of its own: SQLite takes none inside a UNION.
        Revision.objects.order_by()
        .filter(pk__in=live.filter(section=section).newest_first().values("pk")[:BLOCK_SIZE])
        .values("pk")
        for section in sections
    ]
    if not parts:
        return []
    together = reduce(lambda one, other: one.union(other, all=True), parts)
    rows = list(Revision.objects.filter(pk__in=together).cards().newest_first())
    blocks = (
        Block(section, [row for row in rows if row.section_id == section.pk])
        for section in sections
    )
    return [block for block in blocks if block.rows]
