"""Stands around Django and answers for it whatever it answered since the last change."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import caches

from articles.generation import Marks, generation
from articles.public import NOTE, Freshness
from newsroom.gate import Application, Environ, StartResponse
from newsroom.page_cache.address import Address
from newsroom.page_cache.entry import OWN, Entry, Headers, for_nginx
from newsroom.page_cache.flight import Flight
from newsroom.page_cache.shelf import Shelf

logger = logging.getLogger(__name__)
PATIENCE = 5  # seconds to wait for who makes the page already
PAUSE = 1  # seconds after a failure in which copies are given without asking again
REVALIDATING = "hit; detail=revalidating"
LAST_COPY = "hit; fwd=stale; detail=last-copy"
QUERIES = 4  # pages with a query, which strangers make up, get one part in so many of the memory


@dataclass
class Answer:
    """What Django answered."""

    status: str
    headers: Headers
    content: bytes
    freshness: Freshness

    @property
    def code(self) -> int:
        return int(self.status.split(" ", 1)[0])

    @property
    def may_be_kept(self) -> bool:
        told = {name.lower(): value.lower() for name, value in self.headers}
        return (
            self.code == 200
            and "public" in told.get("cache-control", "")
            and "set-cookie" not in told
            and told.get("vary", "accept-encoding") == "accept-encoding"
        )

    def give(self, start_response: StartResponse) -> Iterable[bytes]:
        kept_by = next((value for name, value in self.headers if name == "Cache-Control"), "")
        briefly = [for_nginx(time.time())] if "s-maxage" in kept_by else []
        start_response(self.status, [*self.headers, *briefly])
        return [self.content]


class PageCache:
    """A WSGI application around Django's; ``release`` is another for each version of the code.

    Once a page has changed, nobody gets it as it was: who asks while it is made anew waits for
    that. Only where nothing is known to have changed, others get the last copy meanwhile.
    """

    def __init__(self, application: Application, release: str) -> None:
        self.application = application
        self.release = release
        self.pages = Shelf(settings.PAGE_CACHE_BYTES)
        self.queries = Shelf(settings.PAGE_CACHE_BYTES // QUERIES)
        self.flight = Flight(settings.DATA_DIR / "page-locks")
        self.failed_at = -float(PAUSE)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        address = Address.of(environ) if settings.PAGE_CACHE_SECONDS else None
        if address is None:
            return self.application(environ, start_response)
        # The marks come first: what changes while the page is made, makes it old.
        marks, now = generation.now(), time.time()
        entry = self._shelf(address).get(address)
        if entry is not None and entry.is_fresh(marks, now):
            return entry.answer(environ, start_response, now, "hit")
        if not address.is_public():
            return self.application(environ, start_response)
        return self._look_again(address, entry, marks, environ, start_response)

    def _look_again(
        self,
        address: Address,
        entry: Entry | None,
        marks: Marks,
        environ: Environ,
        start_response: StartResponse,
    ) -> Iterable[bytes]:
        """Make the page or wait for who does; ``entry`` is the copy of this process."""
        is_right = entry is not None and entry.is_current(marks, time.time())
        with self.flight.alone(address.name, 0 if is_right else PATIENCE) as alone:
            if entry is not None and is_right and not alone:
                return entry.answer(environ, start_response, time.time(), REVALIDATING)
            marks, now = generation.now(), time.time()
            kept = self._kept(address)
            if kept is not None and kept.is_fresh(marks, now):
                return kept.answer(environ, start_response, now, "hit")
            if kept is not None and self._is_failing() and kept.may_stand_in(marks, now):
                return kept.answer(environ, start_response, now, LAST_COPY)
            answer = self._ask(address, environ)
            if answer.code >= 500:
                self.failed_at = time.monotonic()
            made = self._keep(address, answer, marks, now, kept) if answer.may_be_kept else None
        now = time.time()
        if made is not None:
            return made.answer(environ, start_response, now, "fwd=miss; stored")
        if answer.code >= 500 and kept is not None and kept.may_stand_in(generation.now(), now):
            logger.warning("a kept copy stands in for %s", address.path)
            return kept.answer(environ, start_response, now, LAST_COPY)
        if answer.code == 404 and environ.get("QUERY_STRING"):
            # An old address may be noted with the query that no page reads.
            return self.application(environ, start_response)
        return answer.give(start_response)

    def _ask(self, address: Address, environ: Environ) -> Answer:
        """Let Django answer as it would answer anybody."""
        note = Freshness()
        request = {**address.request(environ), NOTE: note}
        started: list[tuple[str, Headers]] = []

        def start(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
            started.append((status, headers))
            return lambda _data: None

        parts = self.application(request, start)
        try:
            content = b"".join(parts)
        finally:
            if close := getattr(parts, "close", None):
                close()
        status, headers = started[-1]
        return Answer(status, headers, content, request[NOTE])

    def _keep(
        self, address: Address, answer: Answer, marks: Marks, now: float, before: Entry | None
    ) -> Entry:
        headers = [(name, value) for name, value in answer.headers if name.lower() not in OWN]
        fresh = answer.freshness
        same = before is not None and before.content == answer.content
        changed_at = before.changed_at if before is not None and same else now
        entry = Entry(headers, answer.content, marks, now, changed_at, fresh)
        self._shelf(address).put(address, entry)
        if not address.query:
            self._share(address, entry)
        return entry

    def _kept(self, address: Address) -> Entry | None:
        """Return the newest copy that this process or another one kept."""
        mine = self._shelf(address).get(address)
        if address.query:
            return mine
        try:
            told = caches["pages"].get(self._name(address))
        except Exception as error:  # whatever the cache's client raises: it can be made anew
            logger.warning("kept pages cannot be read: %s", error)
            return mine
        if told is None or (mine is not None and mine.made_at >= told[3]):
            return mine
        headers, content, marks, made_at, changed_at, changes_at, ends_at = told
        fresh = Freshness(changes_at, ends_at)
        entry = Entry(headers, content, Marks._make(marks), made_at, changed_at, fresh)
        self._shelf(address).put(address, entry)
        return entry

    def _share(self, address: Address, entry: Entry) -> None:
        fresh = entry.fresh
        told = (
            *(entry.headers, entry.content, tuple(entry.marks), entry.made_at, entry.changed_at),
            *(fresh.changes_at, fresh.ends_at),
        )
        try:
            caches["pages"].set(self._name(address), told)
        except Exception as error:  # as above
            logger.warning("other processes do not get a page: %s", error)

    def _name(self, address: Address) -> str:
        return f"page:{self.release}:{address.name}"

    def _shelf(self, address: Address) -> Shelf:
        return self.queries if address.query else self.pages

    def _is_failing(self) -> bool:
        return time.monotonic() - self.failed_at < PAUSE
