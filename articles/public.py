"""What makes a page public: the same bytes for every reader, fresh until something changes."""

import datetime
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial, update_wrapper
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.interval import interval

View = Callable[..., HttpResponse]
NOTE = "newsroom.freshness"  # in the WSGI environment: where whoever keeps pages wants to be told


@dataclass
class Freshness:
    """Until when a page cannot change by the clock alone, in seconds of the epoch.

    ``changes_at`` is the nearest instant at which anything on it may be another; ``ends_at`` that
    at which readers lose something that they had.
    """

    changes_at: float = math.inf
    ends_at: float = math.inf

    def seconds(self, now: float) -> int:
        """Return for how many whole seconds a shared cache may keep the page."""
        return math.floor(max(0, min(settings.SHARED_CACHE_SECONDS, self.changes_at - now)))


class PublicPage:
    """A view that shows what is public at one instant ``at``.

    For readers that instant is now, and the answer has the freshness that follows: browsers ask
    again each time (and get a 304); shared caches may keep the page for ``SHARED_CACHE_SECONDS``,
    but not beyond the next instant at which anything on it could change. Another instant is never
    taken from a request: only the time machine, which is for staff, calls ``as_of``.

    ``reads`` names the parameters of the query that mean something to it: with any others the page
    is the same.
    """

    def __init__(self, view: View, *, reads: Sequence[str] = ()) -> None:
        self.view: View = require_safe(view)
        self.reads = reads
        update_wrapper(self, view)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        _narrow(request, self.reads)
        fresh = request.META.setdefault(NOTE, Freshness())
        coming = interval(at).coming
        note_change(request, midnight_after(at))
        note_change(request, coming.change)
        if coming.end:
            fresh.ends_at = coming.end.timestamp()
        response = self.as_of(at, request, *args, **kwargs)
        seconds = fresh.seconds(at.timestamp())
        patch_cache_control(response, public=True, max_age=0, s_maxage=seconds)
        return response

    def as_of(
        self, at: datetime.datetime, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what is, was or will be public at that instant, with no word to any cache."""
        return self.view(request, *args, at=at, **kwargs)


def public_page(view: View | None = None, *, reads: Sequence[str] = ()) -> Any:
    """Make a view a public page, as a decorator with or without arguments."""
    return PublicPage(view, reads=reads) if view else partial(PublicPage, reads=reads)


def _narrow(request: HttpRequest, reads: Sequence[str]) -> None:
    """Leave of the query what means something to the page: nothing else can make it another."""
    asked = request.GET.copy()
    for name in set(asked) - set(reads):
        del asked[name]
    request.GET = asked  # type: ignore[assignment]  # a view only reads it


def note_change(request: HttpRequest, instant: datetime.datetime | None) -> None:
    """Note that a page shows something that changes by itself at that instant, if at any."""
    fresh = request.META.get(NOTE)
    if fresh is not None and instant is not None:
        fresh.changes_at = min(fresh.changes_at, instant.timestamp())


def midnight_after(at: datetime.datetime) -> datetime.datetime:
    """Return when the day ends on the site's clock: pages say what day it is."""
    zone = timezone.get_default_timezone()
    day = at.astimezone(zone).date() + datetime.timedelta(days=1)
    return datetime.datetime.combine(day, datetime.time(), zone)
