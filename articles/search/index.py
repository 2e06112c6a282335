"""The index of revisions: a table beside the models, one row a revision.

It holds what staff can find (the latest revision of each article) and what readers could (those
that were, are or will be public); who asks says which by joining the revisions. Rows of revisions
that are gone match nothing, since ids are not used twice.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.search.terms import Terms
from articles.search.words import text_of, words

TABLE = "articles_search"
MOST_FOUND = 1000
# The weight of each column in PostgreSQL's letters, in the order of ``Text``.
WEIGHTS = "ABBD"
# What a tsvector can hold of a text.
LAST_POSITION, MOST_POSITIONS, MOST_LEXEMES = 16_383, 255, 20_000

CREATE = {
    "sqlite": [
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
        "headline, standfirst, names, body, prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
    ],
    "postgresql": [
        f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, vector tsvector NOT NULL)",
        f"CREATE INDEX {TABLE}_vector ON {TABLE} USING gin (vector)",
    ],
}
DROP = f"DROP TABLE {TABLE}"
FIND = {
    "sqlite": f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s ORDER BY rowid DESC LIMIT %s",
    "postgresql": f"SELECT rowid FROM {TABLE} WHERE vector @@ %s::tsquery "
    "ORDER BY rowid DESC LIMIT %s",
}
WRITE = {
    "sqlite": f"INSERT INTO {TABLE}(rowid, headline, standfirst, names, body) "
    "VALUES (%s, %s, %s, %s, %s)",
    "postgresql": f"INSERT INTO {TABLE}(rowid, vector) VALUES (%s, %s::tsvector)",
}


@dataclass(frozen=True)
class Text:
    """What can be found of a revision. ``names`` are the byline's and the topics'; no HTML."""

    revision: int
    headline: str
    standfirst: str
    names: str
    body: str

    @classmethod
    def of(cls, revision: Any) -> Self:
        """Return what can be found of a row of the model, or of a migration's copy of it."""
        names = [each.name for each in [*revision.contributions.all(), *revision.topics.all()]]
        return cls(
            revision.pk,
            revision.headline,
            revision.standfirst,
            " ".join(names),
            text_of(revision.body),
        )

    @property
    def columns(self) -> list[list[str]]:
        return [words(part) for part in (self.headline, self.standfirst, self.names, self.body)]


def found(terms: Terms, most: int = MOST_FOUND) -> RawSQL:
    """Return an expression for ``pk__in``: the newest revisions that hold the terms.

    There are ``most`` at the most, so that a common word costs no more than a rare one. Expects
    terms that are true.
    """
    vendor = connection.vendor
    asked = terms.fts5 if vendor == "sqlite" else terms.tsquery
    return RawSQL(FIND[vendor], [asked, most])  # noqa: S611  (the texts above; terms are bound)


def write(texts: Sequence[Text]) -> None:
    """Put revisions into the index, in place of what it holds of them."""
    rows = [_row(text) for text in texts]
    forget(text.revision for text in texts)
    with connection.cursor() as cursor:
        cursor.executemany(WRITE[connection.vendor], rows)


def forget(revisions: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [[each] for each in revisions])


def empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def _row(text: Text) -> tuple[int | str, ...]:
    if connection.vendor == "sqlite":
        return (text.revision, *(" ".join(column) for column in text.columns))
    return (text.revision, tsvector(text.columns))


def tsvector(columns: Sequence[Sequence[str]]) -> str:
    """Return words as PostgreSQL reads a ``tsvector``, each with its places and their weights.

    A gap between columns keeps phrases from running over from one into the next.
    """
    places: dict[str, list[str]] = {}
    position = 0
    for weight, column in zip(WEIGHTS, columns, strict=True):
        for word in column:
            position = min(position + 1, LAST_POSITION)
            if len(places) < MOST_LEXEMES or word in places:
                at = places.setdefault(word, [])
                if len(at) < MOST_POSITIONS:
                    at.append(f"{position}{weight}")
        position = min(position + 1, LAST_POSITION)
    return " ".join(f"'{word}':{','.join(at)}" for word, at in places.items())
