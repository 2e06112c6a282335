"""What else readers have beside an article: before and after it, its translations, its like."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import Exists, F, OuterRef

from articles import body
from articles.models import Content, Revision, Topic
from articles.models.revision import RevisionQuerySet, RevisionTopic
from articles.prepared import prepared

ROWS = 3  # of related stories
MOST_TOPICS = 5
LOOKED_AT = 100  # the newest revisions of a topic, however many there are


@dataclass(frozen=True)
class Neighbours:
    """What was published in the section just before and just after it."""

    older: Revision | None = None
    newer: Revision | None = None


@dataclass(frozen=True)
class Related:
    """``is_of_section``: nothing is nearer to it than that it stands in the same section."""

    rows: Sequence[Revision] = field(default_factory=list)
    is_of_section: bool = False


@dataclass(frozen=True)
class Around:
    """``addresses`` are those of the articles that the body links to, as far as they are public."""

    neighbours: Neighbours
    related: Related
    translations: list[Revision]
    addresses: dict[int, str]


def around(
    content: Content, topics: Sequence[Topic], tie: int | None, at: datetime.datetime
) -> Around:
    """Return what is around a revision, or a working copy, at that instant; in one query.

    ``tie`` is what translations of the same story have in common, if there are any. A working copy
    has no neighbours, since it has no place among what was published.
    """
    own = content.number_in_address
    linked = body.article_ids(content.body)
    values: dict[str, Any] = {"section": content.section_id, "at": at}
    if isinstance(content, Revision) and content.published_at is not None:
        values |= {"published_at": content.published_at, "article": own}
    if topics:
        values["topics"] = [topic.pk for topic in topics[:MOST_TOPICS]]
    if tie is not None:
        values["tie"] = tie
    if named := [*linked, *content.related]:
        values["named"] = named
    # From new to old, as all lists are.
    rows = sorted(_rows(**values), key=_place, reverse=True)
    by_article = {row.article_id: row for row in rows}
    others = [row for row in rows if row.article_id != own]
    near_by = [row for row in others if row.section_id == content.section_id]
    return Around(
        _neighbours(content, near_by),
        _related(content, by_article, others, near_by),
        sorted(
            (row for row in others if tie is not None and vars(row)["tie"] == tie),
            key=lambda row: row.article_id,
        ),
        {
            number: by_article[number].get_absolute_url()
            for number in linked
            if number in by_article
        },
    )


def addresses_in(html: str, at: datetime.datetime) -> dict[int, str]:
    """Return the addresses of the articles that a body links to, if they are public."""
    linked = body.article_ids(html)
    if not linked:
        return {}
    live = Revision.objects.live(at).filter(article__in=linked).select_related("section")
    return {row.article_id: row.get_absolute_url() for row in live.defer("body")}


def _neighbours(content: Content, near_by: Iterable[Revision]) -> Neighbours:
    if not isinstance(content, Revision) or content.published_at is None:
        return Neighbours()
    own = _place(content)
    return Neighbours(
        max((row for row in near_by if _place(row) < own), key=_place, default=None),
        min((row for row in near_by if _place(row) > own), key=_place, default=None),
    )


def _related(
    content: Content,
    by_article: dict[int, Revision],
    others: Sequence[Revision],
    near_by: Sequence[Revision],
) -> Related:
    """Return what an editor chose, in that order; of what is not public, nothing.

    If that leaves none: the newest of its topics, filled up with the newest of its section.
    """
    own = content.number_in_address
    wanted = [number for number in content.related if number in by_article and number != own]
    if wanted:
        return Related([by_article[number] for number in wanted])
    near = [row for row in others if vars(row).get("shares_topic")][:ROWS]
    fill = [row for row in near_by if row not in near]
    return Related([*near, *fill][:ROWS], is_of_section=not near)


def _place(row: Revision) -> tuple[datetime.datetime, int]:
    # What is public has been published: a constraint says so.
    return row.published_at or datetime.datetime.min.replace(tzinfo=datetime.UTC), row.article_id


@prepared
def _rows(
    section: int,
    at: datetime.datetime,
    published_at: datetime.datetime | None = None,
    article: int = 0,
    topics: Sequence[int] = (),
    tie: int | None = None,
    named: Sequence[int] = (),
) -> RevisionQuerySet:
    """Return all that may be wanted: a little of the newest, of each kind."""
    live = Revision.objects.live(at)
    same = live.filter(section=section)
    parts = [_first(same.newest_first(), 2 * ROWS + 1)]
    if published_at is not None:
        parts.append(_first(same.older_than(published_at, article).newest_first(), 1))
        parts.append(_first(same.newer_than(published_at, article).oldest_first(), 1))
    if topics:
        filed = [
            RevisionTopic.objects.order_by()
            .filter(pk__in=_newest_of(topic).values("pk")[:LOOKED_AT])
            .values("revision")
            for topic in topics
        ]
        parts.append(_first(live.filter(pk__in=_together(filed)).newest_first(), ROWS + 1))
    if tie is not None:
        parts.append(live.order_by().filter(article__translation_set=tie).values("pk"))
    if named:
        parts.append(live.order_by().filter(article__in=named).values("pk"))
    rows = Revision.objects.filter(pk__in=_together(parts)).order_by()
    if topics:
        shared = RevisionTopic.objects.filter(revision=OuterRef("pk"), topic__in=topics)
        rows = rows.annotate(shares_topic=Exists(shared))
    return rows.annotate(tie=F("article__translation_set")).cards()


def _first(rows: RevisionQuerySet, most: int) -> Any:
    # The limit stands in a subquery of its own: SQLite takes none inside a UNION.
    return Revision.objects.order_by().filter(pk__in=rows.values("pk")[:most]).values("pk")


def _newest_of(topic: int) -> Any:
    filed = RevisionTopic.objects.filter(topic=topic, published_at__isnull=False)
    return filed.order_by("-published_at", "-article")


def _together(parts: Sequence[Any]) -> Any:
    return reduce(lambda one, other: one.union(other, all=True), parts)
