"""What kind of browser a request comes from, said no more exactly than its owner needs."""

import re
import secrets

from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext

# The first that fits: Edge calls itself Chrome and Safari too, Chrome calls itself Safari.
FAMILIES = [
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(e|ium)/|CriOS/"),
    ("Safari", r"Safari/"),
]
SYSTEMS = [
    ("Android", r"Android"),
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Windows", r"Windows"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("ChromeOS", r"CrOS"),
    ("Linux", r"Linux|X11"),
]
COOKIE = "known_browser"
SALT = "newsroom.browsers"
KEPT = 180 * 24 * 60 * 60  # seconds


def family(request: HttpRequest) -> str:
    """Return as in ``Firefox, Windows``: neither a version nor a model."""
    said = request.headers.get("User-Agent", "")
    found = [_first(kinds, said) for kinds in (FAMILIES, SYSTEMS)]
    return ", ".join(filter(None, found)) or gettext("unknown browser")


def _first(kinds: list[tuple[str, str]], said: str) -> str:
    return next((name for name, pattern in kinds if re.search(pattern, said)), "")


def token(request: HttpRequest, name: str) -> str | None:
    """Return a hash that stands for this browser if that name has signed in here before."""
    try:
        known = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    if not isinstance(known, dict) or known.get("name") != _hash(name):
        return None
    return salted_hmac(SALT, str(known.get("nonce")), algorithm="sha256").hexdigest()


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Make this browser known to that account: see ``newsroom.models.attempt``."""
    name = user.get_username()
    if token(request, name):
        return
    known = {"name": _hash(name), "nonce": secrets.token_hex(16)}
    response.set_cookie(
        COOKIE,
        signing.dumps(known, salt=SALT),
        max_age=KEPT,
        path="/admin/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def _hash(name: str) -> str:
    return salted_hmac(SALT, name.casefold(), algorithm="sha256").hexdigest()[:32]
