"""Threads that answer requests: the one that was busy last is the next, and none is lost."""

import threading
from collections.abc import Iterator
from concurrent.futures import wait

import pytest

from newsroom.worker import WarmThreads

PATIENCE = 10  # seconds


@pytest.fixture
def pool() -> Iterator[WarmThreads]:
    pool = WarmThreads(3)
    yield pool
    pool.shutdown()


def test_one_after_the_other_needs_one_thread(pool: WarmThreads) -> None:
    names = {pool.submit(threading.get_ident).result(PATIENCE) for _ in range(50)}
    assert len(names) == 1


def test_the_thread_that_was_busy_last_is_the_next(pool: WarmThreads) -> None:
    ready, ends = threading.Barrier(4), [threading.Event() for _ in range(3)]

    def busy(end: threading.Event) -> int:
        ready.wait(PATIENCE)
        end.wait(PATIENCE)
        return threading.get_ident()

    tasks = [pool.submit(busy, end) for end in ends]
    ready.wait(PATIENCE)
    for task, end in zip(tasks, ends, strict=True):
        end.set()
        last = task.result(PATIENCE)
    assert {pool.submit(threading.get_ident).result(PATIENCE) for _ in range(20)} == {last}


def test_more_than_there_are_threads_wait_in_their_order(pool: WarmThreads) -> None:
    begun: list[int] = []
    end = threading.Event()

    def busy(number: int) -> int:
        begun.append(number)
        end.wait(PATIENCE)
        return number

    tasks = [pool.submit(busy, number) for number in range(9)]
    while len(begun) < 3:
        end.wait(0.01)
    assert sorted(begun) == [0, 1, 2]
    end.set()
    assert [task.result(PATIENCE) for task in tasks] == list(range(9))
    assert begun.index(3) < begun.index(8)


def test_many_at_once_are_all_done(pool: WarmThreads) -> None:
    tasks = []

    def send() -> None:
        tasks.extend(pool.submit(pow, number, 2) for number in range(500))

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert wait(tasks, PATIENCE).not_done == set()
    assert sorted(task.result() for task in tasks) == sorted([n * n for n in range(500)] * 4)


def test_an_error_goes_to_who_asks_and_the_thread_lives_on(pool: WarmThreads) -> None:
    def fail() -> None:
        raise SystemExit("no")

    failed = pool.submit(fail)
    with pytest.raises(SystemExit, match="no"):
        failed.result(PATIENCE)
    assert pool.submit(abs, -1).result(PATIENCE) == 1


def test_what_was_called_off_is_not_done(pool: WarmThreads) -> None:
    end, done = threading.Event(), []
    busy = [pool.submit(end.wait, PATIENCE) for _ in range(3)]
    waiting = pool.submit(done.append, 1)
    assert waiting.cancel()
    end.set()
    wait(busy, PATIENCE)
    assert pool.submit(abs, -2).result(PATIENCE) == 2
    assert done == []


def test_after_the_shutdown_nothing_is_taken(pool: WarmThreads) -> None:
    task = pool.submit(abs, -3)
    pool.shutdown()
    assert task.result(PATIENCE) == 3
    with pytest.raises(RuntimeError):
        pool.submit(abs, -3)
