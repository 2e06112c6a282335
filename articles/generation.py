"""The site's generation: two marks that change when anything public may have changed.

What is kept of a page says under which marks it was made, and is looked at again under others.
The marks lie in a small file under ``DATA_DIR`` that every process on the machine maps into its
memory: reading them costs nothing, and a change is seen by all of them at once. Where several
machines share a cache (``CACHE_URL``), it carries the marks from one to the others; each machine
asks it at most every ``ASK_AGAIN`` seconds.
"""

import fcntl
import logging
import mmap
import os
import secrets
import struct
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.core.cache import caches

logger = logging.getLogger(__name__)
ASK_AGAIN = 0.1  # seconds
KEYS = ["generation-changed", "generation-taken"]


class Marks(NamedTuple):
    """``changed`` is another after every change, ``taken`` after what took a text from readers."""

    changed: int
    taken: int


class State(NamedTuple):
    """What the file holds: the marks, whether other machines lack them, when those were asked.

    ``asked`` is in seconds of the machine's monotonic clock.
    """

    changed: int
    taken: int
    unsent: bool
    asked: float


LAYOUT = struct.Struct("=QQ?7xd")
MARKS = struct.Struct("=QQ")


class Generation:
    """The marks in one file; ``shared`` is the alias of the cache that machines have in common."""

    def __init__(self, path: Path, shared: str = "") -> None:
        self.path, self.shared = path, shared

    def now(self) -> Marks:
        """Return the marks; without a query, and mostly without any call outside the process."""
        if self.shared:
            asked = LAYOUT.unpack_from(self._memory)[3]
            # After the machine's own restart the clock begins anew, before what the file holds.
            if not 0 <= time.monotonic() - asked < ASK_AGAIN:
                self._ask()
        return Marks._make(MARKS.unpack_from(self._memory))

    def move(self, *, taken: bool = False) -> None:
        """Note that something public changed; ``taken``: and readers must not get it as it was."""
        with self._alone() as state:
            fresh = _mark()
            state = State(fresh, _mark() if taken else state.taken, bool(self.shared), state.asked)
            self._write(state)
            if self.shared:
                self._send(state)

    def _ask(self) -> None:
        """Learn whether another machine moved the marks; where the cache fails, they stay."""
        with self._alone() as before:
            if 0 <= time.monotonic() - before.asked < ASK_AGAIN:
                return
            self._write(before._replace(asked=time.monotonic()))
        # Nobody else waits for the answer: they go on with what is known.
        try:
            known = caches[self.shared].get_many(KEYS)
        except Exception as error:  # whatever the cache's client raises
            logger.warning("the shared cache does not tell the generation: %s", error)
            return
        with self._alone() as state:
            if state[:2] != before[:2]:
                return  # moved meanwhile, and told by whoever did
            if state.unsent or len(known) < len(KEYS):
                self._send(state)
            else:
                self._write(state._replace(changed=known[KEYS[0]], taken=known[KEYS[1]]))

    def _send(self, state: State) -> None:
        try:
            caches[self.shared].set_many(dict(zip(KEYS, state[:2], strict=True)), timeout=None)
        except Exception as error:  # as above; it is tried again with the next question
            logger.warning("other machines do not learn yet that the site changed: %s", error)
        else:
            self._write(state._replace(unsent=False))

    @cached_property
    def _file(self) -> int:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file).st_size < LAYOUT.size:
            os.pwrite(file, LAYOUT.pack(_mark(), _mark(), False, 0), 0)
        fcntl.flock(file, fcntl.LOCK_UN)
        return file

    @cached_property
    def _memory(self) -> mmap.mmap:
        return mmap.mmap(self._file, LAYOUT.size)

    @contextmanager
    def _alone(self) -> Iterator[State]:
        """Keep other threads and processes from changing the file meanwhile."""
        memory = self._memory
        # A lock belongs to an open file: each call needs its own.
        own = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(own, fcntl.LOCK_EX)
            yield State._make(LAYOUT.unpack_from(memory))
        finally:
            os.close(own)

    def _write(self, state: State) -> None:
        LAYOUT.pack_into(self._memory, 0, *state)


def _mark() -> int:
    return secrets.randbits(63)


generation = Generation(settings.DATA_DIR / "generation", settings.SHARED_CACHE)
