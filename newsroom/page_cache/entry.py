"""A page as it is kept: its headers, its bytes in each encoding, and how long it stays right."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

import brotli
from django.conf import settings

from articles.generation import Marks
from articles.public import Freshness
from newsroom.gate import Environ

Headers = list[tuple[str, str]]
OWN = {"etag", "cache-control", "content-length", "last-modified", "vary"}
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda content: brotli.compress(content, mode=brotli.MODE_TEXT, quality=5),
    # The time would make other bytes of the same page.
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
}
TEXT = re.compile(r"text/|application/(json|xml|atom\+xml)", re.IGNORECASE)
QUALITY = re.compile(r"\s*;\s*q\s*=\s*", re.IGNORECASE)
KEY = "newsroom-pages"  # by which a CDN can let go of all pages at once
SMALLEST = 400  # bytes that are worth compressing
OVERHEAD = 2_000  # bytes that an entry takes beside its contents, about
WHOLE_SECOND = 1


@dataclass
class Entry:
    """A page that was found right at ``made_at`` under ``marks``; instants in seconds of the epoch.

    ``changed_at`` is when it was first made with these very bytes.
    """

    headers: Headers
    content: bytes
    marks: Marks
    made_at: float
    changed_at: float
    fresh: Freshness

    def __post_init__(self) -> None:
        self.etag = f'W/"{blake2b(self.content, digest_size=16).hexdigest()}"'
        type_of = next((value for name, value in self.headers if name == "Content-Type"), "")
        self.packable = len(self.content) >= SMALLEST and bool(TEXT.match(type_of))
        # What is sent in each encoding, once somebody has asked for it.
        self._ready: dict[str, tuple[Headers, bytes]] = {}

    @property
    def size(self) -> int:
        # What an encoding takes is counted before it is made: the sum must not grow later.
        return OVERHEAD + len(self.content) * (2 if self.packable else 1)

    def is_current(self, marks: Marks, now: float) -> bool:
        """Tell whether nothing is known to have changed since it was made."""
        return self.marks == marks and now < self.fresh.changes_at

    def is_fresh(self, marks: Marks, now: float) -> bool:
        """Tell whether it may be given without looking again for what nobody announced."""
        return (
            now - self.made_at < settings.PAGE_CACHE_SECONDS
            and self.made_at <= now
            and self.is_current(marks, now)
        )

    def may_stand_in(self, marks: Marks, now: float) -> bool:
        """Tell whether readers may have it while there is nothing newer to be had.

        Not after any text was taken back or replaced since, by hand or by the clock.
        """
        return self.marks.taken == marks.taken and now < self.fresh.ends_at

    def answer(
        self, environ: Environ, start_response: Callable[..., Any], now: float, status: str
    ) -> list[bytes]:
        """Answer with it, or with 304 to whoever has it; ``status`` is for ``Cache-Status``."""
        told: Headers = [
            ("Cache-Control", f"public, max-age=0, s-maxage={self.fresh.seconds(now)}"),
            ("Cache-Status", f"newsroom; {status}"),
            for_nginx(now),
        ]
        if self._is_with(environ, now):
            start_response("304 Not Modified", [("ETag", self.etag), *self._vary(), *told])
            return []
        encoding = preferred(environ.get("HTTP_ACCEPT_ENCODING", "")) if self.packable else ""
        ready = self._ready.get(encoding)
        if ready is None:
            ready = self._ready[encoding] = self._make_ready(encoding)
        headers, content = ready
        start_response("200 OK", [*headers, *self._dated(now), *told])
        return [content]

    def _make_ready(self, encoding: str) -> tuple[Headers, bytes]:
        content = self.content
        headers = [*self.headers, ("ETag", self.etag), ("Surrogate-Key", KEY), *self._vary()]
        if encoding:
            content = ENCODERS[encoding](content)
            headers.append(("Content-Encoding", encoding))
        return [*headers, ("Content-Length", str(len(content)))], content

    def _vary(self) -> Headers:
        return [("Vary", "Accept-Encoding")] if self.packable else []

    def _dated(self, now: float) -> Headers:
        """Return since when it is as it is: once no other can have been made in that second."""
        if int(now) <= int(self.changed_at) + WHOLE_SECOND:
            return []
        return [("Last-Modified", formatdate(self.changed_at, usegmt=True))]

    def _is_with(self, environ: Environ, now: float) -> bool:
        """Tell whether the reader has these very bytes already."""
        tags = environ.get("HTTP_IF_NONE_MATCH")
        if tags is not None:
            bare = self.etag.removeprefix("W/")
            return any(tag.strip().removeprefix("W/") in {bare, "*"} for tag in tags.split(","))
        since = environ.get("HTTP_IF_MODIFIED_SINCE")
        if since is None or not self._dated(now):
            return False
        try:
            return int(self.changed_at) <= parsedate_to_datetime(since).timestamp()
        except (ValueError, TypeError, OverflowError):
            return False


def for_nginx(now: float) -> tuple[str, str]:
    """Tell nginx to keep an answer until this second is over: its own shortest time is up to two.

    It does not pass the header on.
    """
    return "X-Accel-Expires", f"@{int(now)}"


@lru_cache(maxsize=512)
def preferred(accepted: str) -> str:
    """Return the best encoding of ours that a reader accepts; empty: the bytes as they are."""
    qualities = {}
    for part in accepted.lower().split(","):
        name, *quality = QUALITY.split(part.strip(), maxsplit=1)
        try:
            qualities[name] = float(quality[0]) if quality else 1.0
        except ValueError:
            qualities[name] = 0.0
    return next((name for name in ENCODERS if qualities.get(name, qualities.get("*", 0)) > 0), "")
