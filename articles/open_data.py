"""Answers that scripts of any site may read, and nobody can send anything to."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.views.decorators.http import require_http_methods

View = Callable[..., HttpResponse]
DAY = 24 * 60 * 60  # seconds
METHODS = "GET, HEAD, OPTIONS"


def open_data(view: View) -> View:
    """Allow every origin to GET (CORS), and answer 304 to who has the figures already.

    Both here and not in the middleware, whose 304 would lose the permission. No credentials: a
    browser that sends cookies along may not read the answer.
    """

    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            response = _preflight()
        else:
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                set_response_etag(response)
                response = _unless_known(request, response)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    known = get_conditional_response(request, etag=response["ETag"], response=response)
    return known if isinstance(known, HttpResponse) else response


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": METHODS,
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": "If-None-Match",
            "Access-Control-Max-Age": str(DAY),
        },
    )
