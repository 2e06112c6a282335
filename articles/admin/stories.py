"""The stories that an editor chooses from for a page, and what readers have of each."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import zones
from articles.front import public_in
from articles.models import Article, Image, Revision
from articles.models.layout import Place
from articles.models.workflow import Anybody
from articles.search.index import found
from articles.search.terms import Terms, terms

MOST_NEWEST = 30
MOST_AHEAD = 20
MOST_SCHEDULED = 1000  # among which those that may stand on the page are looked for


@dataclass(frozen=True)
class StoryCard:
    """A story as the list of slots shows it; ``state`` is a word for what readers have of it."""

    article_id: int
    headline: str
    state: str
    words: str
    photo: Image | None = None


def cards(ids: Sequence[int], place: Place, user: Anybody) -> list[StoryCard]:
    """Return a card for each story, in that order; of what the person may not see, no words."""
    at = timezone.now()
    rows = Revision.objects.filter(article__in=ids).cards()
    live = {row.article_id: row for row in rows.live(at)}
    ahead = {row.article_id: row for row in rows.filter(live_from__gt=at).order_by("-live_from")}
    drafts = {
        article.pk: article
        for article in Article.objects.filter(pk__in=ids).visible_to(user).defer("body")
    }
    made = []
    for pk in ids:
        if pk in live:
            made.append(_live(live[pk], place, at))
        elif pk not in drafts:
            made.append(StoryCard(pk, _("A story that you may not see"), "hidden", ""))
        elif pk in ahead:
            made.append(_ahead(ahead[pk]))
        else:
            words = _("Readers do not have it: its place is skipped.")
            made.append(StoryCard(pk, drafts[pk].headline, "absent", words))
    return made


def candidates(place: Place, typed: str, user: Anybody) -> dict[str, list[StoryCard]]:
    """Return what could be pinned: what is scheduled, soonest first, and what is newest."""
    at = timezone.now()
    here = Revision.objects.filter(language=place.language).cards()
    if place.section:
        here = here.filter(section=place.section)
    newest: QuerySet[Revision] = public_in(place, at).cards().newest_first()
    # In a subquery of its own, by the index of what begins: by language, all articles are read.
    soonest = Revision.objects.filter(live_from__gt=at).order_by("live_from").values("pk")
    coming = here.filter(
        pk__in=soonest[:MOST_SCHEDULED], article__in=Article.objects.visible_to(user)
    )
    live = Revision.objects.live(at).filter(article=OuterRef("article"))
    first: QuerySet[Revision] = coming.exclude(Exists(live)).order_by("live_from")
    if asked := terms(typed, unfinished=True):
        newest, first = _holding(newest, asked), _holding(first, asked)
    return {
        "coming": _once(map(_ahead, first[:MOST_AHEAD])),
        "newest": [_live(row, place, at) for row in newest[:MOST_NEWEST]],
    }


def _holding(rows: "QuerySet[Revision]", asked: Terms) -> "QuerySet[Revision]":
    return rows.filter(pk__in=found(asked))


def _once(made: Iterable[StoryCard]) -> list[StoryCard]:
    return list({card.article_id: card for card in reversed(list(made))}.values())[::-1]


def _live(row: Revision, place: Place, at: datetime.datetime) -> StoryCard:
    moved = row.language != place.language
    if moved or (place.section and row.section_id != place.section.pk):
        words = _("It stands elsewhere now: its place is skipped.")
        return StoryCard(row.article_id, row.headline, "absent", words, row.lead_image)
    words = zones.told(row.published_at)
    return StoryCard(row.article_id, row.headline, "live", words, row.lead_image)


def _ahead(row: Revision) -> StoryCard:
    words = _("Scheduled for %s.") % zones.told(row.live_from)
    return StoryCard(row.article_id, row.headline, "scheduled", words, row.lead_image)
