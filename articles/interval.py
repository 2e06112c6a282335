"""What all pages show alike, read once from one change of the site to the next."""

import datetime
import time
from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, TypeVar

from articles.changes import coming
from articles.generation import generation
from articles.models import Banner, Section

Found = TypeVar("Found")

LONGEST = 60  # seconds
MOST = 256  # things that are remembered by name
UNREAD: Any = object()


class Interval:
    """A stretch of time from an instant on in which nothing public changes by the clock.

    Every process remembers the last few, until somebody changes the site (see ``generation``), and
    no longer than ``LONGEST``: then what nobody announced is found, too.
    """

    def __init__(self, at: datetime.datetime) -> None:
        # The marks come first: what changes while the database is asked, makes this one old.
        self.marks, self.read_at = generation.now(), time.monotonic()
        self.begins, self.coming = at, coming(at)
        self._read: dict[Hashable, Any] = {}
        self._banners: dict[str, list[Banner]] = {}

    def holds(self, at: datetime.datetime) -> bool:
        """Tell whether an instant lies in it, and it is still as it was read."""
        end = self.coming.change
        return (
            self.begins <= at
            and (end is None or at < end)
            and time.monotonic() - self.read_at < LONGEST
            and self.marks == generation.now()
        )

    def once(self, name: Hashable, read: Callable[[], Found]) -> Found:
        """Return what ``read`` found when it was first asked by that name.

        It must depend on nothing but the name and what readers see; nobody may change it.
        """
        # Another thread may make room between two looks, so there is one.
        found: Found = self._read.get(name, UNREAD)
        if found is UNREAD:
            found = read()
            if len(self._read) >= MOST:
                self._read.clear()
            self._read[name] = found
        return found

    @cached_property
    def sections(self) -> Sequence[Section]:
        """The sections of all languages, in their order."""
        return list(Section.objects.all())

    def menu(self, language: str) -> list[Section]:
        return [section for section in self.sections if section.language == language]

    def banner(self, language: str, *, on_front: bool) -> Banner | None:
        """Return what stands above a front page, or above any other page of the language."""
        if language not in self._banners:
            self._banners[language] = list(Banner.objects.up(language, self.begins))
        up = self._banners[language]
        return next(
            (each for each in up if on_front or each.where == Banner.Where.EVERYWHERE), None
        )


# Staff who walk the site at other times must not push out the readers' own.
KEPT = 4
_kept: tuple[Interval, ...] = ()


def interval(at: datetime.datetime) -> Interval:
    """Return the interval in which an instant lies; one query unless it is remembered."""
    global _kept
    found = next((each for each in _kept if each.holds(at)), None)
    if found is None:
        found = Interval(at)
        others = [each for each in _kept if each.marks == found.marks]
        _kept = (found, *others[: KEPT - 1])
    return found
