"""The pages that say what went wrong, and cannot be had by asking for them."""

from collections.abc import Callable

from django.db import OperationalError
from django.template.loader import render_to_string
from django.test import RequestFactory

from newsroom.errors import server_error


def pages() -> dict[str, Callable[[], str]]:
    """Return what makes each of them, by its status, in the language that is active then."""
    request = RequestFactory().get("/")
    return {
        "500": lambda: _failed(ValueError()),
        "503": lambda: _failed(OperationalError()),
        "429": lambda: render_to_string("429.html", {"minutes": 7}, request),
        "400": lambda: render_to_string("400.html", {}, request),
        "403": lambda: render_to_string("403.html", {}, request),
    }


def _failed(error: Exception) -> str:
    try:
        raise error
    except Exception:
        return server_error(RequestFactory().get("/")).content.decode()
