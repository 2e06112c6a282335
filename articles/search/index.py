"""The index of revisions: a table beside the models, one row a revision.

It holds what staff can find (the latest revision of each article) and what readers could (those
that were, are or will be public); who asks says which by joining the revisions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django.db.models.expressions import RawSQL

from articles.search import marks
from articles.search.table import SearchTable
from articles.search.terms import Terms
from articles.search.words import text_of, words

TABLE = SearchTable("articles_search", ("headline", "standfirst", "names", "body"), "ABBD")
MOST_FOUND = 1000


@dataclass(frozen=True)
class Text:
    """What can be found of a revision. ``names`` are the byline's and the topics'; no HTML.

    ``marks`` stand in the column of the names (see ``articles.search.marks``).
    """

    revision: int
    headline: str
    standfirst: str
    names: str
    body: str
    marks: Sequence[str] = ()

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
            marks.of(revision.language, revision.section_id, revision.published_at),
        )

    @property
    def columns(self) -> list[list[str]]:
        headline, standfirst, names, body = map(
            words, (self.headline, self.standfirst, self.names, self.body)
        )
        return [headline, standfirst, [*names, *self.marks], body]


def found(terms: Terms, most: int = MOST_FOUND) -> RawSQL:
    return TABLE.found(terms, most)


def write(texts: Sequence[Text]) -> None:
    TABLE.write((text.revision, text.columns) for text in texts)


def forget(revisions: Iterable[int]) -> None:
    TABLE.forget(revisions)


def empty() -> None:
    TABLE.empty()
