"""Articles named as readers had them last.

Whoever looks after votes and notes need not be allowed to see drafts, and a working copy may say
more than readers know.
"""

import datetime
from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from articles.models import Revision


def of(article_ids: Iterable[int], at: datetime.datetime | None = None) -> dict[int, str]:
    """Return the headlines of those that readers have had by an instant (default: now)."""
    seen = _public(at).filter(article__in=list(article_ids))
    return dict(seen.order_by("live_from").values_list("article", "headline"))


def one(article_id: int) -> str:
    """Return one headline; the article's number where readers have had none."""
    return of([article_id]).get(article_id) or number(article_id)


def number(article_id: int) -> str:
    return f"#{article_id}"


def column(at: datetime.datetime | None = None) -> Subquery:
    """Return the headline as a column of rows that have an ``article``."""
    latest = _public(at).filter(article=OuterRef("article")).order_by("-live_from")
    return Subquery(latest.values("headline")[:1])


def _public(at: datetime.datetime | None) -> "QuerySet[Revision]":
    return Revision.objects.filter(live_from__lte=at or timezone.now())
