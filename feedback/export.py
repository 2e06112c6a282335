"""The ledger for spreadsheets and programs: what was voted and counted, never by whom.

Neither a reader's pseudonym nor a network is among the columns. The rows whose state is
``counted`` add up to the published figures.
"""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from articles.plain_text import in_line
from feedback.models import Vote

COLUMNS = [
    "article",
    "vote",
    "choice",
    "state",
    "reason",
    "voted_at",
    "changed_at",
    "language",
    "path",
]
CHUNK = 2000  # rows
FORMULA = ("=", "+", "-", "@")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


def rows(votes: "QuerySet[Vote]") -> Iterator[list[Any]]:
    """Yield the cells of each vote, the oldest first, without holding them all."""
    names = ["pk" if name == "vote" else name for name in COLUMNS]
    for row in votes.order_by("pk").values_list(*names).iterator(chunk_size=CHUNK):
        yield [cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row]


def as_csv(votes: "QuerySet[Vote]") -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield "\ufeff"  # tells spreadsheets that this is UTF-8
    yield writer.writerow(COLUMNS)
    for row in rows(votes):
        yield writer.writerow(map(cell, row))


def as_json(votes: "QuerySet[Vote]") -> Iterator[str]:
    """Yield one JSON object, ``{"votes": […]}``, a vote on each line."""
    yield '{"votes": ['
    before = "\n"
    for row in rows(votes):
        yield before + json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False)
        before = ",\n"
    yield "\n]}\n"


def cell(value: Any) -> Any:
    """Return a cell that no spreadsheet takes for a formula."""
    if not isinstance(value, str):
        return "" if value is None else value
    text = in_line(value)
    return f"'{text}" if text.startswith(FORMULA) else text
