"""Gunicorn’s threaded worker, with threads of ours (docs/decisions/0028-what-a-vote-costs.md)."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Executor, Future
from functools import partial
from typing import Any, ParamSpec, TypeVar

from gunicorn.workers.gthread import ThreadWorker

P = ParamSpec("P")
Result = TypeVar("Result")
Announce = Callable[[], None]
Task = Callable[[], Announce]  # returns what tells its result


class WarmThreads(Executor):
    """Threads of which the one that was busy last gets the next task; others sleep on.

    Its caches, and its connection to the database, are the warmest. A thread is begun only when
    all there are have something to do, and ``most`` of them at the most.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._lock = threading.Lock()
        self._idle: list[_Thread] = []
        self._waiting: deque[Task] = deque()
        self._begun = 0
        self._over = False

    def submit(
        self, fn: Callable[P, Result], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[Result]:
        future: Future[Result] = Future()

        def task() -> Announce:
            if not future.set_running_or_notify_cancel():
                return _nothing
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:  # whoever asks for the result gets it
                return partial(future.set_exception, error)
            return partial(future.set_result, result)

        with self._lock:
            if self._over:
                raise RuntimeError("no more tasks after the shutdown")
            if self._idle:
                self._idle.pop().give(task)
            elif self._begun < self.most:
                self._begun += 1
                _Thread(self._next, task).start()
            else:
                self._waiting.append(task)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take no more tasks; those that were taken are still done while the process lives."""
        with self._lock:
            self._over = True

    def _next(self, thread: "_Thread") -> Task | None:
        """Return a task that waits; if none does, the thread is idle from now on."""
        with self._lock:
            if self._waiting:
                return self._waiting.popleft()
            self._idle.append(thread)
            return None


def _nothing() -> None:
    """Announce the end of a task that was called off."""


class _Thread(threading.Thread):
    def __init__(self, next_task: Callable[["_Thread"], Task | None], first: Task) -> None:
        super().__init__(daemon=True)
        self._next_task, self._task = next_task, first
        self._given = threading.Semaphore(0)

    def give(self, task: Task) -> None:
        self._task = task
        self._given.release()

    def run(self) -> None:
        while True:
            announce = self._task()
            # Who hears of the result may have more to do, and finds this thread ready for it.
            del self._task
            waiting = self._next_task(self)
            announce()
            del announce
            if waiting is None:
                self._given.acquire()
            else:
                self._task = waiting


class Worker(ThreadWorker):
    def get_thread_pool(self) -> Any:
        return WarmThreads(self.cfg.threads)
