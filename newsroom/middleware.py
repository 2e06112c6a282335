"""What happens to every request before a view sees it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from newsroom.errors import plain_error

GetResponse = Callable[[HttpRequest], HttpResponse]
READABLE_CHARSETS = {"", "utf-8", "utf8", "us-ascii"}


class RefuseOddCharsets:
    """Answer 415 to a request that declares another charset than UTF-8.

    Browsers send UTF-8 to a page in UTF-8; Django decodes by the declared name, and some names that
    Python knows as codecs (``hex``, ``idna``) make its own handlers raise.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "")
        if charset.strip("\"' ").lower() not in READABLE_CHARSETS:
            return plain_error(415, "This site reads UTF-8 only.")
        return self.get_response(request)


class LanguageFromPath:
    """Activate the language that the address names: a public page never asks who is reading.

    Addresses without a language (the admin, ``/``) follow what the browser accepts. Answers are
    whole when they come back here: Django renders template responses below its middleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
        if named not in dict(settings.LANGUAGES):
            named = translation.get_language_from_request(request)
        with translation.override(named):
            request.LANGUAGE_CODE = named
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", named)
        return response
