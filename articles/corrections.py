"""Corrections, clarifications and updates as readers see them at one instant."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles import paging
from articles.models import Correction, Revision
from articles.models.correction import CorrectionQuerySet
from articles.prepared import prepared


@dataclass(frozen=True)
class Notice:
    """A note, and the later one that readers should go by instead, if there is one."""

    note: Correction
    replaced_by: Correction | None = None


@dataclass(frozen=True)
class Entry:
    """A note on the page of all of them, with what readers have of its article."""

    notice: Notice
    row: Revision


@dataclass(frozen=True)
class Entries:
    """One page of all notes; ``before`` is the place at which the next one begins, if any."""

    rows: list[Entry]
    before: str | None


def notices(notes: Sequence[Correction]) -> list[Notice]:
    """Return the notes of one or more articles; expects all of them that are public."""
    newer = {note.supersedes_id: note for note in notes if note.supersedes_id}
    return [Notice(note, newer.get(note.pk)) for note in notes]


def of_article(article_id: int, at: datetime.datetime) -> list[Notice]:
    return notices(_public(article=article_id, at=at))


@prepared
def _public(article: int, at: datetime.datetime) -> CorrectionQuerySet:
    return Correction.objects.public(at).filter(article=article)


def of_articles(ids: Iterable[int], at: datetime.datetime) -> dict[int, list[Notice]]:
    """Return the notices of each of a few articles, in one query; none for one without."""
    found: dict[int, list[Notice]] = defaultdict(list)
    for notice in notices(list(Correction.objects.public(at).filter(article__in=ids))):
        found[notice.note.article_id].append(notice)
    return found


def entries(language: str, at: datetime.datetime, before: str | None, size: int) -> Entries:
    """Return a page of the notes on articles that are public in that language, newest first.

    Three queries. Raises ``Http404`` for a place that is none.
    """
    notes = Correction.objects.of_public_articles(at).filter(language=language)
    if before is not None:
        notes = notes.older_than(*paging.read(before))
    found = list(notes.newest_first()[: size + 1])
    shown, more = found[:size], len(found) > size
    newer = {
        note.supersedes_id: note
        for note in Correction.objects.public(at).filter(supersedes__in=shown)
    }
    live = Revision.objects.live(at).filter(article__in={note.article_id for note in shown})
    rows = {row.article_id: row for row in live.select_related("section").defer("body")}
    return Entries(
        [Entry(Notice(note, newer.get(note.pk)), rows[note.article_id]) for note in shown],
        paging.write(shown[-1].published_at, shown[-1].pk) if more else None,
    )
