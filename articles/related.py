"""What readers are led to at the foot of an article."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.models import Content, Revision, Topic
from articles.models.revision import RevisionTopic

ROWS = 3
MOST_TOPICS = 5
LOOKED_AT = 100  # the newest revisions of a topic, however many there are


@dataclass(frozen=True)
class Related:
    """``is_of_section``: nothing is nearer to it than that it stands in the same section."""

    rows: Sequence[Revision] = field(default_factory=list)
    is_of_section: bool = False


def related_to(content: Content, topics: Sequence[Topic], at: datetime.datetime) -> Related:
    """Return what an editor chose, in that order; of what is not public, nothing.

    If that leaves none: the newest of its topics, filled up with the newest of its section.
    """
    if content.related and (chosen := _chosen(content, at)):
        return Related(chosen)
    near = _of_topics(content, topics, at) if topics else []
    if len(near) == ROWS:
        return Related(near)
    seen = {content.number_in_address, *(row.article_id for row in near)}
    section = Revision.objects.live(at).filter(section=content.section_id).cards()
    newest = section.newest_first()[: ROWS + len(seen)]
    fill = [row for row in newest if row.article_id not in seen]
    return Related([*near, *fill][:ROWS], is_of_section=not near)


def _chosen(content: Content, at: datetime.datetime) -> list[Revision]:
    live = Revision.objects.live(at).filter(article__in=content.related).cards()
    found = {row.article_id: row for row in live if row.article_id != content.number_in_address}
    return [found[number] for number in content.related if number in found]


def _of_topics(content: Content, topics: Sequence[Topic], at: datetime.datetime) -> list[Revision]:
    first, *others = (
        RevisionTopic.objects.filter(
            pk__in=RevisionTopic.objects.filter(topic=topic, published_at__isnull=False)
            .order_by("-published_at", "-article")
            .values("pk")[:LOOKED_AT]
        ).values_list("revision", flat=True)
        for topic in topics[:MOST_TOPICS]
    )
    newest = set(first.union(*others, all=True) if others else first)
    live = Revision.objects.live(at).filter(pk__in=newest).cards().newest_first()
    rows = [row for row in live[: ROWS + 1] if row.article_id != content.number_in_address]
    return rows[:ROWS]
