"""Which articles have a photo, and whether readers still get a file that was replaced."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from articles.admin.states import State, state_of, with_state
from articles.models import Article, Author, Image, RevisionImage

MOST_ROWS = 500  # revisions that are looked at, the newest
MOST_SHOWN = 20  # articles


@dataclass(frozen=True)
class Use:
    """An article that has a photo: in its working copy, for readers, or in earlier revisions.

    What is scheduled counts as given to readers.
    """

    article: Article
    is_written: bool
    is_given: bool
    gives_earlier: bool  # the file that the photo had before

    @property
    def state(self) -> State:
        return state_of(self.article)


@dataclass(frozen=True)
class Uses:
    shown: Sequence[Use]
    more: int  # beyond MOST_SHOWN
    hidden: int  # that a person may not see
    giving_earlier: int  # of all of them
    is_cut: bool  # there are revisions beyond MOST_ROWS
    authors: Sequence[Author]  # whom it shows


def uses_of(image: Image, user: Any) -> Uses:
    """Return where a photo is used, as far as somebody may see it, the newest revisions first."""
    at = timezone.now()
    rows = RevisionImage.objects.filter(image=image)
    newest = rows.order_by("-pk").values_list("revision__article", flat=True)[: MOST_ROWS + 1]
    looked_at = list(newest)
    ids = list(dict.fromkeys(looked_at[:MOST_ROWS]))
    seen = set(Article.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    visible = [pk for pk in ids if pk in seen]
    shown = visible[:MOST_SHOWN]
    articles = with_state(Article.objects.select_related("section"), at).in_bulk(shown)
    rows = rows.filter(revision__article__in=ids)
    latest = rows.filter(revision__number=F("revision__article__version"))
    written = set(latest.values_list("revision__article", flat=True))
    over = Q(revision__live_from=None) | Q(revision__live_until__lte=at)
    given = set(rows.exclude(over).values_list("revision__article", "earlier"))
    with_any = {pk for pk, _ in given}
    with_earlier = {pk for pk, earlier in given if earlier is not None}
    return Uses(
        [Use(articles[pk], pk in written, pk in with_any, pk in with_earlier) for pk in shown],
        more=len(visible) - len(shown),
        hidden=len(ids) - len(visible),
        giving_earlier=len(with_earlier),
        is_cut=len(looked_at) > MOST_ROWS,
        authors=list(Author.objects.filter(photo=image)),
    )
