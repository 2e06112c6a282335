"""The index of the image library: what is said of each photo, and the day it was taken."""

from collections.abc import Iterable
from typing import Any

from articles.search.table import SearchTable
from articles.search.words import words

TABLE = SearchTable("articles_photo_search", ("caption", "credit", "taken_on", "alt"), "ABBD")
# Far more than for articles: a word and a day often narrow each other down, “Reuters” and 2019.
MOST_FOUND = 10_000


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
