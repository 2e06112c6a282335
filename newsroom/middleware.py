"""What happens to every request before a view sees it."""

import logging
import re
from collections.abc import Callable
from functools import cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from newsroom.errors import bad_request, plain_error

logger = logging.getLogger(__name__)
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


class ContentSecurityPolicy(CSPMiddleware):
    """Send the policy of the settings; what most answers have alike is put together once.

    The settings name one policy for all addresses, and none that is only reported on.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        has_nonce = getattr(request, "_csp_nonce", None) is not None
        has_own = any(name.startswith("_csp") for name in vars(response))
        if settings.DEBUG or has_nonce or has_own:
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy())
        return response


@cache
def _policy() -> str:
    return build_policy()


class NoCookieOnPublicPages:
    """Take every cookie off an answer that does not call itself private, and keep caches simple.

    No view sets one there. But Django's own session and CSRF middleware answer a cookie that they
    cannot read with one of theirs, and whoever sends such a cookie would get a page of their own.
    An answer that any cache may keep loses its ``Vary: Cookie`` too.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        kept_by = response.headers.get("Cache-Control", "")
        if "private" not in kept_by:
            response.cookies.clear()
        if "public" in kept_by:
            named = re.split(r"\s*,\s*", response.headers.get("Vary", ""))
            response.headers.pop("Vary", None)
            if kept := [name for name in named if name.lower() not in {"", "cookie"}]:
                patch_vary_headers(response, kept)
        return response


class LanguageFromPath:
    """Activate the language that the address names: a public page never asks who is reading.

    Pages without a language in their address (the admin, ``/``) follow what the browser accepts.
    Answers are whole when they come back here: Django renders template responses below its
    middleware.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        named = request.path_info.split("/", 2)[1] if "/" in request.path_info else ""
        by_address = named in dict(settings.LANGUAGES)
        if not by_address:
            # A cookie of Django's own, which this site never sets, would come before the header.
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
            named = translation.get_language_from_request(request)
        with translation.override(named):
            request.LANGUAGE_CODE = named
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            if not by_address and not response.has_header("Content-Language"):
                patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", named)
        return response


class RefuseJunkInTheAdmin:
    """Answer 400 where a number or a text in an address of the admin is none the database can hold.

    Django's admin hands keys and filters from the address to the database as they are. Only what
    a driver or a calendar says of such values is taken for junk; everything else is a failure.
    """

    JUNK = ("NUL", "null character", "out of range")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not request.path.startswith(reverse("admin:index")) or not self._is_junk(exception):
            return None
        logger.info("refused junk in the admin", exc_info=exception)
        return bad_request(request, exception)

    def _is_junk(self, exception: Exception) -> bool:
        if isinstance(exception, OverflowError | DataError):
            return True
        said = str(exception)
        return isinstance(exception, ValueError) and any(word in said for word in self.JUNK)
