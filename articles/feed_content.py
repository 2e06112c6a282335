"""Whole articles in a feed: bodies that can be read away from the site."""

import datetime
from collections.abc import Callable, Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import body
from articles.models import Revision
from articles.plain_text import clean
from articles.story import Photo, photos_of

Absolute = Callable[[str], str]


def contents(
    rows: Sequence[Revision], at: datetime.datetime, absolute: Absolute
) -> dict[int, SafeString]:
    """Return the body of each article as HTML, in one query for what all of them link to.

    ``absolute`` completes an address. Expects ``photos`` with their files to be fetched.
    """
    linked = {number for row in rows for number in body.article_ids(row.body)}
    live = Revision.objects.live(at).filter(article__in=linked).select_related("section")
    found = live.defer("body") if linked else ()
    addresses = {row.article_id: absolute(row.get_absolute_url()) for row in found}
    return {row.article_id: _content(row, addresses, absolute) for row in rows}


def _content(row: Revision, addresses: Mapping[int, str], absolute: Absolute) -> SafeString:
    photos = photos_of(row.photos.all())

    def draw(figure: body.Figure) -> str:
        shown = [_Shown(photos[number], absolute) for number in figure.photos if number in photos]
        context = {"figure": figure, "photos": shown}
        return render_to_string("articles/_feed_figure.html", context)

    return body.render(clean(row.body), draw, addresses.get)


class _Shown:
    """A photo for a reader elsewhere."""

    def __init__(self, photo: Photo, absolute: Absolute) -> None:
        self.photo = photo
        self.src = absolute(photo.image.src)
