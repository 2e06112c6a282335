"""The index of the image library: what is said of each photo, and the day it was taken."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from articles.search.table import SearchTable
from articles.search.terms import Terms
from articles.search.words import words

TABLE = SearchTable("articles_photo_search", ("caption", "credit", "taken_on", "alt"), "ABBD")
# Far more than for articles: a word and a day often narrow each other down, “Reuters” and 2019.
MOST_FOUND = 10_000


def found(terms: Terms) -> RawSQL:
    """Return an expression for ``pk__in``: the newest photos that hold the terms.

    PostgreSQL expects ``MOST_FOUND`` of any beginning of a word, and would read the whole library
    to join as many. An array it has to fill first, and then looks up photo by photo.
    """
    rows = TABLE.found(terms, MOST_FOUND)
    if connection.vendor == "postgresql":
        sql = f"SELECT unnest(ARRAY({rows.sql}))"
        return RawSQL(sql, rows.params)  # noqa: S611  (see there)
    return rows


def write(images: Iterable[Any]) -> None:
    """Put rows of the model, or of a migration's copy of it, into the index."""
    TABLE.write((image.pk, [words(text) for text in _texts(image)]) for image in images)


def _texts(image: Any) -> tuple[str, str, str, str]:
    return (
        f"{image.headline} {image.caption}",
        f"{image.credit} {image.creator} {image.copyright_notice}",
        str(image.taken_on or ""),
        image.alt,
    )
