"""Answers for those who watch the process: does it live, and can it work?"""

import logging

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)


@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@cache_control(no_store=True)
def readyz(request: HttpRequest) -> HttpResponse:
    """Its database, with its tables, and its cache answer; 503 if either does not."""
    try:
        with connection.cursor() as cursor:
            # A table of the site: SQLite would make a lost file anew, and answer "SELECT 1".
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        cache.set("readyz", 1, 5)
    except Exception:  # whatever a driver raises, the answer is that this process is not ready
        logger.exception("not ready")
        return HttpResponse("not ready\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
