"""Instants in the addresses of the time machine: whole seconds of UTC, “2026-11-26T06:00:00Z”."""

import datetime
import re

from django.urls import reverse

SECOND = datetime.timedelta(seconds=1)
WRITTEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", re.ASCII)
YEARS = range(1970, 9001)  # beyond, an interval or a change of time zone could leave the calendar


def read(text: str) -> datetime.datetime | None:
    """Return the instant that an address names, or nothing if it names none."""
    if not WRITTEN.fullmatch(text):
        return None
    try:
        instant = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.year in YEARS else None


def write(instant: datetime.datetime) -> str:
    return whole_second(instant).astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def whole_second(instant: datetime.datetime) -> datetime.datetime:
    """Return the first whole second at which all that happened by that instant has happened."""
    whole = instant.replace(microsecond=0)
    return whole if whole == instant else whole + SECOND


def address(instant: datetime.datetime, path: str) -> str:
    """Return where the time machine shows a path of the site (“/en/city/”) at that instant."""
    page = path.removeprefix("/")
    return reverse("time_machine_page", args=[write(instant), page] if page else [write(instant)])
