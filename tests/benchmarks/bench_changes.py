"""What a change costs: a flood on a page that it made old, and how soon readers see it.

Then what a worker holds in memory, and how long the first page takes after a cold start.
"""

import http.client
import re
import statistics
import subprocess
import threading
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.flood import Flood
from tests.benchmarks.report import Row, keep, span
from tests.benchmarks.servers import SMOKE
from tests.site.conftest import MANAGE, PATIENCE, ROOT

ROWS: list[Row] = []
CLIENTS = 64
TURNS = 3 if SMOKE else 20
REQUESTS = 500 if SMOKE else 10_000
STARTS = 1 if SMOKE else 5
PUBLISH = """
from articles.models import Article, Section
section = Section.objects.filter(language="en").first()
article = Article.objects.create(headline="Words 0", slug="night-ferry", section=section)
article.freeze(None)
article.publish(None)
print(article.get_absolute_url())
"""
# Publishes the next headline for each line it is sent, and says when that was done.
PUBLISHER = """
import sys, time
from articles.models import Article
article = Article.objects.order_by("-pk").first()
for turn, _line in enumerate(sys.stdin, 1):
    article.headline = f"Words {turn}"
    article.save()
    article.freeze(None)
    article.publish(None)
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
"""
MIXED = """
from articles.models import Revision
rows = Revision.objects.filter(live_from__isnull=False).order_by("-pk")
print(*(row.get_absolute_url() for row in rows.select_related("section")[:400]))
"""


class Publisher:
    """Another process of the site, which publishes when it is told to."""

    def __init__(self, environment: dict[str, str]) -> None:
        words = [*MANAGE, "shell", "-v", "0", "-c", PUBLISHER]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self.process = subprocess.Popen(words, cwd=ROOT, env=environment, **pipes)

    def publish(self) -> float:
        """Return the instant at which it was through, on the machine's monotonic clock."""
        self.process.stdin.write(b"next\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def stop(self) -> None:
        self.process.communicate(timeout=PATIENCE)


def bench_changes(tmp_path: Path) -> None:
    with ExitStack() as stack:
        articles = ["generate_articles", "100" if SMOKE else "1000"]
        environment = stack.enter_context(servers.prepared(tmp_path / "data", articles))
        address = servers.manage(environment, PUBLISH)
        site = stack.enter_context(servers.gunicorn(environment, tmp_path / "log"))
        front = stack.enter_context(servers.nginx(tmp_path / "nginx", site.port, tmp_path / "data"))
        publisher = Publisher(environment)
        try:
            flood(site.port, address, publisher)
            seen_by_workers(site.port, address, publisher)
            seen_through(front.port, address, publisher)
        finally:
            publisher.stop()
        paths = servers.manage(environment, MIXED).split()
        held_in_memory(site, paths)
    started(tmp_path)
    keep("changes", ROWS)


def flood(port: int, address: str, publisher: Publisher) -> None:
    """Readers ask without pause while the page is made old again and again."""
    readers = Flood(port, address)
    readers.burst(1)
    seconds = 2 if SMOKE else 10
    changes = 0
    reading = threading.Thread(target=readers.run, args=[CLIENTS, seconds])
    reading.start()
    until = time.monotonic() + seconds - 1
    time.sleep(0.5)
    while time.monotonic() < until:
        publisher.publish()
        changes += 1
        time.sleep(0.5)
    reading.join()
    seen = [each for own in readers.seen for each in own]
    assert {each.status for each in seen} == {200}
    for own in readers.seen:
        words = [int(re.search(rb"Words (\d+)", each.body)[1]) for each in own]
        assert words == sorted(words), "somebody got the old page after the new one"
    made = sum(each.made for each in seen)
    ROWS.append(
        Row(
            f"flood of {CLIENTS} readers: pages made for each change",
            f"{made / changes:.2f}",
            "≤ 1",
            made <= changes,
            {"requests": len(seen), "changes": changes, "made": made},
        )
    )
    bursts = []
    for _turn in range(TURNS):
        publisher.publish()
        bursts.append(Flood(port, address).burst(CLIENTS))
    assert {each.status for seen in bursts for each in seen} == {200}
    assert all(sum(each.made for each in seen) == 1 for seen in bursts)
    times = sorted(each.seconds for seen in bursts for each in seen)
    p50, p99 = times[len(times) // 2], times[len(times) * 99 // 100]
    ROWS.append(
        Row(
            f"{CLIENTS} readers at once on a page that is old: p99 against p50",
            f"{p99 / p50:.1f} ({p99 * 1000:.0f} ms, {p50 * 1000:.0f} ms)",
            "≤ 3",
            p99 <= 3 * p50,
        )
    )


def seen_by_workers(port: int, address: str, publisher: Publisher) -> None:
    """From the end of the publication until the last of eight connections has the new page."""
    connections = [http.client.HTTPConnection("127.0.0.1", port) for _ in range(8)]
    taken = []
    for _turn in range(TURNS):
        old = [_words(connection, address) for connection in connections]
        through = publisher.publish()
        for number, connection in enumerate(connections):
            while _words(connection, address) == old[number]:
                pass
        taken.append(1000 * (time.clock_gettime(time.CLOCK_MONOTONIC) - through))
    for connection in connections:
        connection.close()
    ROWS.append(
        Row(
            "published, until every worker shows it (8 readers in turn), ms",
            span([min(taken), statistics.median(taken), max(taken)], 0),
            "≤ 100",
            statistics.median(taken) <= 100,
        )
    )


def seen_through(port: int, address: str, publisher: Publisher) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    taken = []
    for _turn in range(TURNS):
        old = _words(connection, address)
        through = publisher.publish()
        while _words(connection, address) == old:
            time.sleep(0.005)
        taken.append(time.clock_gettime(time.CLOCK_MONOTONIC) - through)
    connection.close()
    ROWS.append(
        Row(
            "published, until nginx shows it, s",
            span([min(taken), statistics.median(taken), max(taken)]),
            "≤ 1.1",
            max(taken) <= 1.1,
        )
    )


def _words(connection: http.client.HTTPConnection, address: str) -> bytes:
    connection.request("GET", address)
    answer = connection.getresponse()
    found = re.search(rb"<h1>(Words \d+)", answer.read())
    assert answer.status == 200 and found
    return found[1]


def held_in_memory(site: servers.Site, paths: list[str]) -> None:
    """What each worker holds after many different pages, and after as many again."""
    mixed = [*paths, "/en/", "/ar/", "/en/feed/", "/sitemap.xml", "/en/archive/", "/en/liked/"]
    mixed += [f"/en/search/?q=word{number}" for number in range(40)]
    held = []
    for _half in range(2):
        for connection in [http.client.HTTPConnection("127.0.0.1", site.port) for _ in range(4)]:
            for number in range(REQUESTS // 2):
                connection.request("GET", mixed[number % len(mixed)])
                connection.getresponse().read()
            connection.close()
        workers = [pid for pid in servers.family(site.process.pid) if pid != site.process.pid]
        held.append(max(servers.memory(pid) for pid in workers))
    ROWS.append(
        Row(
            f"memory of a worker after {2 * REQUESTS:,} mixed requests, and as many again, MiB",
            f"{held[0]:.0f}, {held[1]:.0f}",
            "≤ 100, no growth",
            max(held) <= 100 and held[1] <= held[0] * 1.03,
        )
    )


def started(folder: Path) -> None:
    """From the start of gunicorn until the first page has come, installed and migrated."""
    with servers.prepared(folder / "started") as environment:
        own, others = [], []
        for _turn in range(STARTS):
            own.append(_first_page(environment, folder))
            begun = time.perf_counter()
            with servers.bare(folder, b"x" * 20_000) as target:
                urllib.request.urlopen(target.url).read()
                others.append(time.perf_counter() - begun)
    ROWS.append(
        Row(
            "cold start until the first page, s",
            span([min(own), statistics.median(own), max(own)]),
            "≤ 1",
            statistics.median(own) <= 1,
            {"bare": others},
        )
    )


def _first_page(environment: dict[str, str], folder: Path) -> float:
    begun = time.perf_counter()
    with servers.gunicorn(environment, folder / "started.log") as site:
        assert site.get("/en/").status == 200
        return time.perf_counter() - begun
