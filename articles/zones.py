"""Times as a wall clock shows them, and the instants that they are: none, one or two.

On the night on which clocks go forward some times do not exist; when they go back some come twice.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

SECOND = datetime.timedelta(seconds=1)


@dataclass(frozen=True)
class Gap:
    """The wall-clock times that a zone leaves out: from ``begins``, up to ``ends``."""

    begins: datetime.datetime
    ends: datetime.datetime


def instants(wall: datetime.datetime, zone: datetime.tzinfo) -> list[datetime.datetime]:
    """Return when clocks of the zone show that naive time: both instants in order, one, or none.

    Raises ``OverflowError`` at the ends of the calendar.
    """
    found = {}
    for fold in (0, 1):
        instant = wall.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC)
        shown = instant.astimezone(zone)
        if shown.replace(tzinfo=None) == wall:
            found[instant] = shown
    return [found[instant] for instant in sorted(found)]


def gap(wall: datetime.datetime, zone: datetime.tzinfo) -> Gap:
    """Return the gap in which a naive time lies that no clock of the zone shows."""
    # Read by the clock of before, the time lies after the change; by the one of after, before it.
    late, early = (
        wall.replace(tzinfo=zone, fold=fold).astimezone(datetime.UTC).replace(microsecond=0)
        for fold in (0, 1)
    )
    before = early.astimezone(zone).utcoffset()
    while late - early > SECOND:
        middle = early + (late - early) // SECOND // 2 * SECOND
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    last = early.astimezone(zone).replace(tzinfo=None)
    return Gap(last + SECOND, late.astimezone(zone).replace(tzinfo=None))


def offset(instant: datetime.datetime) -> str:
    """Return how far the clock that shows an aware time is from UTC: “UTC+2”, “UTC−3:30”."""
    minutes = round((instant.utcoffset() or datetime.timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def abbreviation(instant: datetime.datetime) -> str:
    """Return the short name of the clock that shows an aware time: “CET”, else its offset."""
    name = instant.tzname() or ""
    return name if name.isalpha() else offset(instant)


def told(instant: datetime.datetime | None) -> str:
    """Return an instant on the clock of who looks, which is named, and on the site's if it differs.

    Without one: nothing.
    """
    if instant is None:
        return ""
    mine = timezone.localtime(instant)
    site = timezone.localtime(instant, timezone.get_default_timezone())
    if mine.utcoffset() == site.utcoffset():
        return _on_clock(mine)
    return _("%(mine)s; on the site’s clock %(site)s") % {
        "mine": _on_clock(mine),
        "site": _on_clock(site),
    }


def _on_clock(shown: datetime.datetime) -> str:
    return f"{date_format(shown, 'DATETIME_FORMAT')} ({abbreviation(shown)})"
