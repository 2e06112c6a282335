"""Readers for benchmarks: many at once, each with the form, its cookie and the right answer."""

import html
import http.client
import re
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import psycopg

from tests.site.conftest import GUNICORN, MANAGE, PATIENCE, ROOT, Site, free_port, fresh

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
# Each reader comes from a network of its own.
PROXY = {"TRUSTED_PROXIES": "127.0.0.1"}
# Staff let the articles have as many votes as there are: none is held.
PUBLISH = """
import datetime
from django.db import transaction
from django.utils import timezone
from articles.models import Article, Section
from feedback.models import Tally
tomorrow = timezone.now() + datetime.timedelta(days=1)
section = Section.objects.create(language="en", name="City", slug="city", position=1)
with transaction.atomic():
    for number in range({articles}):
        article = Article.objects.create(headline=f"Ferry {{number}}", slug="f", section=section)
        article.publish(None)
        Tally.objects.create(article=article, trusted_until=tomorrow)
print(*Article.objects.order_by("pk").values_list("pk", flat=True))
"""


class Form:
    """What one reader sends: the form of an article as it came, rightly answered."""

    def __init__(self, path: str, network: str, site: http.client.HTTPConnection) -> None:
        self.path, self.network = path, network
        site.request("GET", path, headers={"X-Forwarded-For": network})
        answer = site.getresponse()
        page, cookies = answer.read().decode(), SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie"):
            cookies.load(line)
        self.cookie = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())
        found = HIDDEN.findall(page)
        self.data = {name: html.unescape(value) for name, value in found} | {"choice": "like"}

    def sent_to(self, path: str) -> "Form":
        """Return the same form as it would be sent to another address."""
        other = copy(self)
        other.path = path
        return other

    def send(self, site: http.client.HTTPConnection) -> int:
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": self.network,
        }
        site.request("POST", self.path, urlencode(self.data), headers)
        answer = site.getresponse()
        answer.read()
        return answer.status


Work = Callable[[int], list[int]]


def together(clients: int, work: Work) -> tuple[list[int], float]:
    """Do the work in that many threads, each told its number; return the results and seconds."""
    results: list[int] = []

    def run(client: int) -> None:
        results.extend(work(client))

    threads = [threading.Thread(target=run, args=[client]) for client in range(clients)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, time.perf_counter() - begin


@contextmanager
def site_with(
    articles: int, data: Path, database: dict[str, str]
) -> Iterator[tuple[Site, list[int]]]:
    """Serve a new site with that many articles: two workers of four threads each."""
    port = free_port()
    environment = fresh(data) | database | PROXY
    environment |= {"PORT": str(port), "WEB_CONCURRENCY": "2"}
    run = {"cwd": ROOT, "env": environment, "check": True, "stdout": subprocess.PIPE}
    subprocess.run([*MANAGE, "prepare"], **run)
    publish = [*MANAGE, "shell", "-v", "0", "-c", PUBLISH.format(articles=articles)]
    numbers = [int(word) for word in subprocess.run(publish, **run).stdout.split()]
    log = data / "log"
    with log.open("wb") as output:
        # As the others are run that it is held against.
        process = subprocess.Popen(
            [*GUNICORN, "--access-logfile", "/dev/null"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(port, log, process)
    try:
        site.await_port()
        yield site, numbers
        subprocess.run([*MANAGE, "recount"], **run)
    finally:
        site.stop()


def forms(site: Site, numbers: list[int], votes: int, clients: int, first: int) -> list[Form]:
    """Open that many forms, over the articles in turn, for new readers from number ``first`` on."""
    opened: list[Form] = []

    def open_some(client: int) -> list[int]:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
        for vote in range(client, votes, clients):
            path = f"/en/feedback/{numbers[vote % len(numbers)]}/"
            second, third = divmod(first + vote, 250)
            opened.append(Form(path, f"127.{second}.{third}.1", connection))
        connection.close()
        return []

    together(clients, open_some)
    return opened


def cast(site: Site, opened: list[Form], clients: int) -> tuple[list[int], float]:
    """Send the forms, each client over a connection of its own; return statuses and seconds."""

    def send_some(client: int) -> list[int]:
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
        statuses = [form.send(connection) for form in opened[client::clients]]
        connection.close()
        return statuses

    return together(clients, send_some)


class Postgres:
    def __init__(self, database: dict[str, str], data: Path) -> None:
        self.address = database["DATABASE_URL"]

    def rows(self, query: str) -> list[tuple]:
        with psycopg.connect(self.address) as connection:
            return connection.execute(query).fetchall()

    def analyze(self) -> None:
        """Look at the tables, as PostgreSQL does by itself a minute after so many rows."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute("ANALYZE")

    def bare(self, rows: int, clients: int) -> float:
        """Return how many rows a second go into a bare copy of the table, each by itself."""
        with psycopg.connect(self.address) as connection:
            connection.execute("CREATE TABLE bare (LIKE feedback_vote INCLUDING DEFAULTS)")

        def insert(client: int) -> list[int]:
            with psycopg.connect(self.address, autocommit=True) as connection:
                for row in range(client, rows, clients):
                    connection.execute(BARE.format("%s", "now()"), [row, f"{row:064}"])
            return []

        return rows / together(clients, insert)[1]


class Sqlite:
    def __init__(self, database: dict[str, str], data: Path) -> None:
        self.path = data / "newsroom.sqlite3"

    def rows(self, query: str) -> list[tuple]:
        with sqlite3.connect(self.path, timeout=20) as connection:
            return connection.execute(query).fetchall()

    def analyze(self) -> None:
        """There is nothing that SQLite would do by itself."""

    def bare(self, rows: int, clients: int) -> float:
        """Return how many rows a second go into a bare copy of the table, each by itself."""
        with sqlite3.connect(self.path) as connection:
            connection.execute("CREATE TABLE bare AS SELECT * FROM feedback_vote WHERE 0")

        def insert(client: int) -> list[int]:
            connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
            connection.execute("PRAGMA synchronous=NORMAL")
            for row in range(client, rows, clients):
                connection.execute(BARE.format("?", "datetime()"), [row, f"{row:064}"])
            connection.close()
            return []

        return rows / together(clients, insert)[1]


BARE = (
    "INSERT INTO bare (id, article_id, reader, choice, state, reason, judged, language, path,"
    " voted_at) VALUES ({0}, 1, {0}, 'like', 'counted', '', false, 'en', 'plain', {1})"
)
