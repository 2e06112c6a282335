"""What will change by itself, in words: for who wants to look at the site as of then."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from articles.models import Banner, Layout, Revision, Section
from articles.models.layout import Place


@dataclass(frozen=True)
class Coming:
    """A change: when, what happens, to what, and the page on which it is seen best."""

    at: datetime.datetime
    what: str
    about: str
    path: str


def coming(at: datetime.datetime, most: int) -> list[Coming]:
    """Return the next changes in their order, in five queries that each read that many rows."""
    found = [*_texts(at, most), *_ends(at, most), *_layouts(at, most), *_banners(at, most)]
    return sorted(found, key=lambda each: each.at)[:most]


def _texts(at: datetime.datetime, most: int) -> Iterator[Coming]:
    before = Revision.objects.filter(article=OuterRef("article"), live_until=OuterRef("live_from"))
    rows = Revision.objects.filter(live_from__gt=at).order_by("live_from")
    for row in rows.annotate(update=Exists(before)).select_related("section").defer("body")[:most]:
        update = vars(row)["update"]
        what = _("Readers get another text") if update else _("Readers get the article")
        yield Coming(row.live_from or at, what, row.headline, _path(row))


def _ends(at: datetime.datetime, most: int) -> Iterator[Coming]:
    """Yield what ends without another text in its place."""
    after = Revision.objects.filter(article=OuterRef("article"), live_from=OuterRef("live_until"))
    rows = Revision.objects.filter(~Exists(after), live_until__gt=at).order_by("live_until")
    for row in rows.select_related("section").defer("body")[:most]:
        what = _("Readers lose the article")
        yield Coming(row.live_until or at, what, row.headline, _path(row.section))


def _layouts(at: datetime.datetime, most: int) -> Iterator[Coming]:
    rows = Layout.objects.filter(live_from__gt=at).order_by("live_from").select_related("section")
    for row in rows[:most]:
        what, name = _("A page is arranged anew"), f"{row.place.name} ({row.language})"
        yield Coming(row.live_from or at, what, name, _path(row.place))


def _banners(at: datetime.datetime, most: int) -> Iterator[Coming]:
    ahead = Banner.objects.filter(starts_at__gt=at).order_by("starts_at")
    for row in ahead[:most]:
        yield Coming(row.starts_at, _("A banner goes up"), row.text, f"/{row.language}/")
    ending = Banner.objects.filter(ends_at__gt=at).order_by("ends_at")
    for row in ending[:most]:
        yield Coming(row.ends_at, _("A banner comes down"), row.text, f"/{row.language}/")


def _path(shown: Revision | Section | Place) -> str:
    return unquote(shown.get_absolute_url())
