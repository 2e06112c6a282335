"""Many ask at once: one page is made, and what changes meanwhile makes it old."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.utils import timezone

from articles.generation import generation
from newsroom.page_cache.flight import Flight
from tests.site.conftest import ROOT
from tests.site.pages import Answer, Process

AT_ONCE = 24
HELD = """
import sys, time
from pathlib import Path
from newsroom.page_cache.flight import Flight
with Flight(Path(sys.argv[1])).alone("00000001", 1) as alone:
    print(alone, flush=True)
    time.sleep(60)
"""


class Press:
    """Makes pages slowly; ``words`` are what it prints now."""

    def __init__(self, words: str = "first") -> None:
        self.words = words
        self.made = 0
        self.during: Callable[[], None] = lambda: None
        self.fails = False

    def __call__(self, _environ: object, start_response: Callable[..., Any]) -> list[bytes]:
        self.made += 1
        words = self.words
        self.during()
        time.sleep(0.05)
        if self.fails:
            start_response("503 Service Unavailable", [("Cache-Control", "no-store")])
            return [b"closed"]
        start_response("200 OK", [("Cache-Control", "public, s-maxage=10")])
        return [words.encode()]


@pytest.fixture
def press() -> Iterator[Press]:
    caches["pages"].clear()
    yield Press()
    caches["pages"].clear()


def at_once(*processes: Process) -> list[Answer]:
    """Let many readers ask each process for the same page at the same moment."""
    start, answers = threading.Barrier(AT_ONCE * len(processes)), []

    def ask(process: Process) -> None:
        start.wait()
        answers.append(process.get("/en/"))

    threads = [threading.Thread(target=ask, args=[each]) for each in processes * AT_ONCE]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_flood_makes_one_page(press: Press) -> None:
    answers = at_once(Process(press))
    assert {answer.text for answer in answers} == {"first"}
    assert press.made == 1


def test_after_a_change_all_wait_for_the_new_page(press: Press) -> None:
    process = Process(press)
    process.get("/en/")
    press.words = "second"
    generation.move()

    answers = at_once(process)

    assert {answer.text for answer in answers} == {"second"}
    assert press.made == 2


def test_while_a_page_is_only_looked_at_again_others_get_the_copy(
    press: Press, settings: Any
) -> None:
    process = Process(press)
    process.get("/en/")
    settings.PAGE_CACHE_SECONDS = 0.2
    time.sleep(0.25)

    answers = at_once(process)

    told = [answer.cache_status for answer in answers]
    assert told.count("newsroom; fwd=miss; stored") == 1
    assert told.count("newsroom; hit; detail=revalidating") > AT_ONCE / 2
    assert press.made == 2


def test_a_change_during_the_making_makes_the_page_old(press: Press) -> None:
    process = Process(press)

    def publish() -> None:
        press.words = "second"
        press.during = lambda: None
        generation.move()

    press.during = publish
    assert process.get("/en/").text == "first"  # it was asked for before
    assert process.get("/en/").text == "second"
    assert process.get("/en/").text == "second"
    assert press.made == 2


def test_two_changes_at_once_are_two(press: Press) -> None:
    process = Process(press)
    for turn in range(5):
        process.get("/en/")
        press.words = f"turn {turn}"
        threads = [threading.Thread(target=generation.move) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert process.get("/en/").text == f"turn {turn}"


def test_a_flood_on_a_site_that_fails_gets_the_last_copy(press: Press, settings: Any) -> None:
    process = Process(press)
    process.get("/en/")
    generation.move()
    press.fails = True

    answers = at_once(process)

    assert {answer.text for answer in answers} == {"first"}
    assert press.made <= 3
    press.fails, press.words = False, "second"
    time.sleep(1)
    assert process.get("/en/").text == "second"


def test_without_a_copy_a_failure_is_told(press: Press) -> None:
    press.fails = True
    assert Process(press).get("/en/").status == 503


def test_processes_wait_for_each_other_and_a_dead_one_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "locks"
    command = [sys.executable, "-c", HELD, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"True\n"
        flight = Flight(path)
        with flight.alone("00000001", 0.05) as alone:
            assert not alone
        with flight.alone("00000002", 0.05) as alone:
            assert alone
        holder.kill()
        holder.wait()
        with flight.alone("00000001", 5) as alone:
            assert alone


def test_threads_do_not_wait_for_ever(tmp_path: Path) -> None:
    flight = Flight(tmp_path / "locks")
    begun = timezone.now()
    with flight.alone("00000001", 1) as first, flight.alone("00000001", 0.05) as second:
        assert (first, second) == (True, False)
    assert (timezone.now() - begun).total_seconds() < 1
