"""What makes a page public: the same bytes for every reader, fresh until something changes."""

import datetime
import math
from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.changes import next_change

View = Callable[..., HttpResponse]


class PublicPage:
    """A view that shows what is public at one instant ``at``.

    For readers that instant is now, and the answer has the freshness that follows: browsers ask
    again each time (and get a 304); shared caches may keep the page for ``SHARED_CACHE_SECONDS``,
    but not beyond the next instant at which anything on it could change. Another instant is never
    taken from a request: only the time machine, which is for staff, calls ``as_of``.
    """

    def __init__(self, view: View) -> None:
        self.view: View = require_safe(view)
        update_wrapper(self, view)

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        response = self.as_of(at, request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, s_maxage=freshness(at))
        return response

    def as_of(
        self, at: datetime.datetime, request: HttpRequest, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Show what is, was or will be public at that instant, with no word to any cache."""
        return self.view(request, *args, at=at, **kwargs)


public_page = PublicPage  # as a decorator of views


def freshness(at: datetime.datetime) -> int:
    """Return for how many whole seconds from ``at`` no page can change by the clock alone."""
    change = next_change(at)
    if change is None:
        return settings.SHARED_CACHE_SECONDS
    return min(settings.SHARED_CACHE_SECONDS, math.floor((change - at).total_seconds()))
