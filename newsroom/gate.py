"""What stands between the web server and Django: requests that Django itself cannot take in."""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

REFUSAL = b"The Content-Type of this request cannot be read.\n"


class Gate:
    """A WSGI application around another: 415 for an unreadable Content-Type, no body for HEAD.

    Django reads the Content-Type before any middleware runs, and what it raises there would be a
    server error. It also leaves the body of an answer to HEAD to the server, which complains.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not is_readable(environ.get("CONTENT_TYPE", "")):
            return _refuse(environ, start_response)
        answer = self.application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return answer
        if close := getattr(answer, "close", None):
            close()
        return []


def is_readable(content_type: str) -> bool:
    """Whether Django can take it apart; a character set that is merely unknown does no harm."""
    try:
        _, parameters = parse_header_parameters(content_type)
    except Exception:  # whatever it raises, Django would raise too
        return False
    try:
        codecs.lookup(parameters.get("charset", "utf-8"))
    except LookupError:
        return True  # Django passes over it, and newsroom.middleware refuses it
    except Exception:
        return False
    return True


def _refuse(environ: Environ, start_response: StartResponse) -> list[bytes]:
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(REFUSAL))),
        ("X-Content-Type-Options", "nosniff"),
        ("Cache-Control", "no-store"),
    ]
    start_response("415 Unsupported Media Type", headers)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [REFUSAL]
