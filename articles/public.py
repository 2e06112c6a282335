"""What makes a page public: the same bytes for every reader, fresh until something changes."""

import datetime
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from articles.changes import next_change

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """Give the view the instant ``at`` it shows, and its answer the freshness that follows.

    Browsers ask again each time (and get a 304); shared caches may keep the page for
    ``SHARED_CACHE_SECONDS``, but not beyond the next instant at which anything on it could change.
    """

    @require_safe
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        at = timezone.now()
        response = view(request, *args, at=at, **kwargs)
        patch_cache_control(response, public=True, max_age=0, s_maxage=freshness(at))
        return response

    return page


def freshness(at: datetime.datetime) -> int:
    """Return for how many whole seconds from ``at`` no page can change by the clock alone."""
    change = next_change(at)
    if change is None:
        return settings.SHARED_CACHE_SECONDS
    return min(settings.SHARED_CACHE_SECONDS, math.floor((change - at).total_seconds()))
