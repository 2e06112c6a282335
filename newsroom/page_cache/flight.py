"""One makes what many want; the others wait for it. Among threads, and among processes."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

PLACES = 4096  # that can be locked apart from each other
STEP = 0.002  # seconds between two tries


class Flight:
    """Locks by name. A process that dies lets go of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._locks = [Lock() for _place in range(PLACES)]
        self._file = -1
        self._opened_by = 0

    @contextmanager
    def alone(self, name: str, patience: float) -> Iterator[bool]:
        """Wait up to so many seconds to be the only one; yield whether that was so."""
        place = int(name[:8], 16) % PLACES
        if not self._locks[place].acquire(timeout=patience):
            yield False
            return
        try:
            mine = self._take(place, patience)
            try:
                yield mine
            finally:
                if mine:
                    fcntl.lockf(self._lock_file, fcntl.LOCK_UN, 1, place)
        finally:
            self._locks[place].release()

    def _take(self, place: int, patience: float) -> bool:
        """Lock the place among processes: one byte of the file stands for it."""
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.lockf(self._lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, place)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(STEP)
            else:
                return True

    @property
    def _lock_file(self) -> int:
        """The file, opened once for each process: closing any of its descriptors lets go of all."""
        if self._opened_by != os.getpid():
            self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            self._opened_by = os.getpid()
        return self._file
