"""How often one network may ask for what costs a row or CPU: forms, pictures, clips.

A network is known by a keyed hash of its prefix, made anew for each window and kept in the cache
alone. Without a shared cache each worker counts for itself.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from feedback.networks import prefix_of

WINDOW = 600  # seconds

View = Callable[..., HttpResponse]


def count(what: str, request: HttpRequest, step: int = 1) -> int:
    """Return how often the request's network has asked in this window, ``step`` added."""
    window = int(time.time()) // WINDOW
    network = salted_hmac(f"feedback.limits.{what}", f"{window}:{prefix_of(request)}").hexdigest()
    name, counters = f"feedback.limits.{network}", caches["limits"]
    if counters.add(name, step, WINDOW):
        return step
    try:
        return counters.incr(name, step)
    except ValueError:  # made room for others in between
        return step


def wait(what: str, request: HttpRequest) -> int:
    """Count the request; return in how many seconds the next may come, 0 if this one may."""
    if count(what, request) <= settings.POLL_LIMITS[what]:
        return 0
    return WINDOW - int(time.time()) % WINDOW


def busy(request: HttpRequest, step: int = 0) -> bool:
    """Whether its network votes so often that script readers too are shown a picture."""
    return count("vote", request, step) > settings.POLL_STEP_UP


def limited(what: str) -> Callable[[View], View]:
    """Answer 429 in plain text, with ``Retry-After``, once the network has asked too often."""

    def decorate(view: View) -> View:
        @wraps(view)
        def limited_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if seconds := wait(what, request):
                return HttpResponse(
                    "Too many requests from this network. Try again later.\n",
                    status=429,
                    content_type="text/plain; charset=utf-8",
                    headers={"Retry-After": str(seconds)},
                )
            return view(request, *args, **kwargs)

        return limited_view

    return decorate
