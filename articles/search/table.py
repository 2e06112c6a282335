"""A table of words beside a model's, one row for each row of it, alike on SQLite and PostgreSQL.

Rows of what is gone match nothing, since ids are not used twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.search.terms import Terms

# What a tsvector can hold of a text.
LAST_POSITION, MOST_POSITIONS, MOST_LEXEMES = 16_383, 255, 20_000

Columns = Sequence[Sequence[str]]  # the words of each column


@dataclass(frozen=True)
class SearchTable:
    """``weights`` are PostgreSQL's letters, one for each column."""

    name: str
    columns: Sequence[str]
    weights: str

    @property
    def create(self) -> dict[str, list[str]]:
        columns = ", ".join(self.columns)
        return {
            "sqlite": [
                f"CREATE VIRTUAL TABLE {self.name} USING fts5("
                f"{columns}, prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
            ],
            "postgresql": [
                f"CREATE TABLE {self.name} (rowid bigint PRIMARY KEY, vector tsvector NOT NULL)",
                f"CREATE INDEX {self.name}_vector ON {self.name} USING gin (vector)",
            ],
        }

    @property
    def drop(self) -> str:
        return f"DROP TABLE {self.name}"

    def found(self, terms: Terms, most: int) -> RawSQL:
        """Return an expression for ``pk__in``: the newest rows that hold the terms.

        There are ``most`` at the most, so that a common word costs no more than a rare one.
        Expects terms that are true.
        """
        if connection.vendor == "sqlite":
            asked, holds = terms.fts5, f"{self.name} MATCH %s"
        else:
            asked, holds = terms.tsquery, "vector @@ %s::tsquery"
        sql = f"SELECT rowid FROM {self.name} WHERE {holds} ORDER BY rowid DESC LIMIT %s"  # noqa: S608  (names of ours)
        return RawSQL(sql, [asked, most])  # noqa: S611  (names of ours; terms are bound)

    def write(self, rows: Iterable[tuple[int, Columns]]) -> None:
        """Put rows into the table, in place of what it holds of them."""
        cells = {pk: self._cells(columns) for pk, columns in rows}
        self.forget(cells)
        if connection.vendor == "sqlite":
            names, marks = ", ".join(self.columns), ", ".join(["%s"] * len(self.columns))
        else:
            names, marks = "vector", "%s::tsvector"
        sql = f"INSERT INTO {self.name}(rowid, {names}) VALUES (%s, {marks})"  # noqa: S608  (names of ours)
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(pk, *texts) for pk, texts in cells.items()])

    def forget(self, pks: Iterable[int]) -> None:
        sql = f"DELETE FROM {self.name} WHERE rowid = %s"  # noqa: S608  (names of ours)
        with connection.cursor() as cursor:
            cursor.executemany(sql, [[pk] for pk in pks])

    def empty(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.name}")  # noqa: S608  (names of ours)

    def _cells(self, columns: Columns) -> tuple[str, ...]:
        if connection.vendor == "sqlite":
            return tuple(" ".join(column) for column in columns)
        return (tsvector(columns, self.weights),)


def tsvector(columns: Columns, weights: str) -> str:
    """Return words as PostgreSQL reads a ``tsvector``, each with its places and their weights.

    A gap between columns keeps phrases from running over from one into the next.
    """
    places: dict[str, list[str]] = {}
    position = 0
    for weight, column in zip(weights, columns, strict=True):
        for word in column:
            position = min(position + 1, LAST_POSITION)
            if len(places) < MOST_LEXEMES or word in places:
                at = places.setdefault(word, [])
                if len(at) < MOST_POSITIONS:
                    at.append(f"{position}{weight}")
        position = min(position + 1, LAST_POSITION)
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())
