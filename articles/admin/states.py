"""What readers have of an article, for lists and for the line above its form."""

import datetime
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext, gettext_lazy

from articles.admin.pages import time_of
from articles.models import Article, Revision
from articles.models.stage import IN_WORK


class State(TextChoices):
    DRAFT = "draft", gettext_lazy("Draft")
    LIVE = "live", gettext_lazy("Live")
    CHANGED = "changed", gettext_lazy("Live, with changes")
    SCHEDULED = "scheduled", gettext_lazy("Scheduled")
    WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")


# Each state as a condition on what ``with_state`` adds. What was never given to readers is in work:
# that it says so, too, keeps the archive out of the search.
CONDITIONS = {
    State.DRAFT: Q(live_since=None, next_start=None, seen=False, stage__in=IN_WORK),
    State.LIVE: Q(live_since__isnull=False),
    State.CHANGED: Q(live_since__isnull=False, latest_given=False, stage__in=IN_WORK),
    State.WITHDRAWN: Q(live_since=None, next_start=None),
}


def with_state(articles: QuerySet[Article], at: datetime.datetime) -> QuerySet[Article]:
    """Add to each row, in the same query, what its state at that instant follows from."""
    revisions = Revision.objects.filter(article=OuterRef("pk")).order_by()
    live = revisions.live(at)
    ahead = revisions.filter(live_from__gt=at).order_by("live_from")
    seen = revisions.filter(live_from__lte=at)
    return articles.annotate(
        live_since=Subquery(live.values("live_from")[:1]),
        live_ends=Subquery(live.values("live_until")[:1]),
        next_start=Subquery(ahead.values("live_from")[:1]),
        last_end=Subquery(seen.order_by("-live_until").values("live_until")[:1]),
        seen=Exists(seen),
        latest_given=Exists(revisions.filter(number=OuterRef("version"), live_from__isnull=False)),
    )


def in_state(articles: QuerySet[Article], state: State, at: datetime.datetime) -> QuerySet[Article]:
    """Return those rows that ``with_state`` read whose state at that instant is this one.

    What is scheduled or over is found by the indexes of when revisions begin and end.
    """
    if state == State.SCHEDULED:
        ahead = Revision.objects.filter(live_from__gt=at)
        return articles.filter(pk__in=ahead.values("article"))
    if state == State.WITHDRAWN:
        articles = articles.filter(
            pk__in=Revision.objects.filter(live_until__lte=at).values("article")
        )
    return articles.filter(CONDITIONS[state])


def state_of(article: Article) -> State:
    """Return the state of a row that ``with_state`` read."""
    row = vars(article)
    if row["live_since"]:
        return State.LIVE if row["latest_given"] else State.CHANGED
    if row["next_start"]:
        return State.SCHEDULED
    return State.WITHDRAWN if row["seen"] else State.DRAFT


def sentences(article: Article) -> Iterator[str]:
    """Yield the state of a row that ``with_state`` read in words, with its times."""
    row = vars(article)
    if row["live_since"]:
        yield gettext("Live since %s.") % time_of(row["live_since"])
        if not row["latest_given"]:
            yield gettext("There are unpublished changes.")
        if row["live_ends"] and row["live_ends"] != row["next_start"]:
            yield gettext("Ends on %s.") % time_of(row["live_ends"])
        if row["next_start"]:
            yield gettext("An update is scheduled for %s.") % time_of(row["next_start"])
    elif row["next_start"]:
        yield gettext("Scheduled for %s.") % time_of(row["next_start"])
    elif row["seen"]:
        yield gettext("Withdrawn since %s.") % time_of(row["last_end"])
    else:
        yield gettext("Draft. Readers have not seen it.")
