"""What the desk, the first page of the admin, is made of. ``newsroom.desk`` puts it together."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import zones

MOST_ROWS = 10


@dataclass(frozen=True)
class Desk:
    """Who looks, when, and in which time zone (none: the site's)."""

    user: Any
    at: datetime.datetime
    zone: datetime.tzinfo | None = None

    def clock(self, instant: datetime.datetime, label: str, *, late: bool = False) -> "Moment":
        mine = timezone.localtime(instant, self.zone)
        site = timezone.localtime(instant, timezone.get_default_timezone())
        if mine.utcoffset() == site.utcoffset():
            return Moment(instant, label, _shown(mine), late=late)
        same_day = mine.date() == site.date()
        return Moment(instant, label, _shown(mine), _shown(site, day=not same_day), late)


def _shown(local: datetime.datetime, *, day: bool = True) -> str:
    pattern = _("D j M, H:i") if day else "H:i"
    return f"{date_format(local, pattern)} {zones.abbreviation(local)}"


@dataclass(frozen=True)
class Moment:
    """A time on the clock of who looks, and on the site's where that shows another."""

    instant: datetime.datetime
    label: str
    mine: str
    site: str = ""
    late: bool = False


@dataclass(frozen=True)
class Row:
    """``chip`` is a class and a word; ``facts`` are short."""

    title: str
    address: str
    facts: Sequence[Any] = ()
    chip: tuple[str, str] | None = None
    moment: Moment | None = None


@dataclass(frozen=True)
class Panel:
    """A list of the desk: ``MOST_ROWS`` rows at the most, and the address of all of them.

    One row more is fetched than shown, so that nobody counts a million.
    """

    key: str
    title: str
    nothing: str
    rows: list[Row] = field(default_factory=list)
    all_of_them: tuple[str, str] | None = None  # address and words
    has_more: bool = False

    @property
    def number(self) -> str:
        return f"{len(self.rows)}+" if self.has_more else str(len(self.rows))


def filled(panel: Panel, rows: Iterable[Row]) -> Panel:
    """Return the panel with its rows; ``rows`` may hold one more than it shows."""
    found = list(rows)
    return Panel(
        panel.key,
        panel.title,
        panel.nothing,
        found[:MOST_ROWS],
        panel.all_of_them,
        len(found) > MOST_ROWS,
    )


# Returns nothing where the panel is not for this person.
MakePanel = Callable[[Desk], Panel | None]
