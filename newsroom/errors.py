"""The pages of a request that cannot be answered, in the site's dress where that is safe."""

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

MISSING_SECONDS = 1  # that a shared cache may go on saying that there is no page
BACK_IN = 30  # seconds after which a browser or a crawler may ask again


def plain_error(status: int, message: str) -> HttpResponse:
    """Answer in plain text, for what is refused before anything of the request can be trusted."""
    return HttpResponse(f"{message}\n", status=status, content_type="text/plain; charset=utf-8")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    response = render(request, "404.html", status=404)
    patch_cache_control(response, public=True, max_age=0, s_maxage=MISSING_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something failed; who only reads is told when the database was it, and to come back.

    Called while the failure is being handled.
    """
    if request.method in {"GET", "HEAD"} and _is_outage(sys.exc_info()[1]):
        response = render(request, "503.html", status=503)
        response.headers["Retry-After"] = str(BACK_IN)
    else:
        response = render(request, "500.html", status=500)
    patch_cache_control(response, no_store=True)
    return response


def _is_outage(error: BaseException | None) -> bool:
    """Tell whether the database did not answer, or is none any more; a wrong question is no outage.

    SQLite says of a file that it cannot read no more than that it is an error.
    """
    return isinstance(error, OperationalError | InterfaceError) or type(error) is DatabaseError


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell a sender whose form could not be trusted what to do; nothing was saved."""
    return render(request, "403_csrf.html", {"again": request.get_full_path()}, status=403)
