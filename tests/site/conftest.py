"""The site as it runs: gunicorn on the loopback address, its environment and data its own."""

import http.client
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.core.cache import caches
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from tests.site.pages import Process, Start

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds
MANAGE = [sys.executable, "manage.py"]
GUNICORN = [
    *(sys.executable, "-m", "gunicorn"),
    *("-c", "python:newsroom.gunicorn", "newsroom.wsgi"),
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def program(name: str, package: str) -> str:
    """Return the path of a program, of that Debian package; fail where it cannot be had."""
    words = ["scripts/program", name, package]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Site:
    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a path; ``x_forwarded_proto="https"`` sets the header of that name."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        return answer

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def await_port(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except ConnectionRefusedError:
                time.sleep(0.05)
        pytest.fail(f"The site does not start:\n{self.log.read_text()}")


@contextmanager
def own_database(like: str = "") -> Iterator[dict[str, str]]:
    """A database apart from the tests' own on the same PostgreSQL server; none for SQLite.

    ``like`` is the address of one that it shall begin as a copy of.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield {}
        return
    name = f"newsroom_site_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        copied = f'TEMPLATE "{like.rpartition("/")[2]}"' if like else ""
        connection.execute(f'CREATE DATABASE "{name}" {copied}')
        yield {"DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def fresh(data: Path) -> dict[str, str]:
    """Return the environment of a fresh machine, with a data folder."""
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**inherited, "DATA_DIR": str(data)}


@pytest.fixture
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    """What a process of the project is given: an empty data folder, an empty database."""
    with own_database() as database:
        yield fresh(tmp_path / "data") | database


Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def command(environment: dict[str, str]) -> Command:
    """Run a program of the project to its end: ``command(*MANAGE, "check", DEBUG="1")``."""

    def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            words,
            cwd=ROOT,
            env=environment | more,
            capture_output=True,
            text=True,
            timeout=4 * PATIENCE,
        )

    return run


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of a site that is migrated, has its static files and is only read."""
    with own_database() as database:
        prepared = fresh(tmp_path_factory.mktemp("prepared") / "data") | database
        subprocess.run([*MANAGE, "prepare"], cwd=ROOT, env=prepared, check=True)
        yield prepared


@pytest.fixture(scope="session")
def database_file(prepared: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a migrated SQLite database, whatever the tests run on; to be copied."""
    data = Path(prepared["DATA_DIR"])
    if "DATABASE_URL" in prepared:
        data = tmp_path_factory.mktemp("prepared") / "data"
        subprocess.run([*MANAGE, "prepare"], cwd=ROOT, env=fresh(data), check=True)
    return data / "newsroom.sqlite3"


@pytest.fixture
def ready(prepared: dict[str, str], tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of a site of the test's own, as it is after ``prepare``."""
    data = tmp_path / "data"
    shutil.copytree(prepared["DATA_DIR"], data)
    with own_database(prepared.get("DATABASE_URL", "")) as database:
        yield prepared | {"DATA_DIR": str(data)} | database


@pytest.fixture
def start(db: None) -> Iterator[Start]:
    """Return a factory of processes that have nothing in memory yet."""
    caches["pages"].clear()
    application = get_wsgi_application()
    # Between two requests the one connection of a test stays open, as in Django's own client.
    for each in (request_started, request_finished):
        each.disconnect(close_old_connections)
    yield lambda: Process(application)
    for each in (request_started, request_finished):
        each.connect(close_old_connections)
    caches["pages"].clear()


@pytest.fixture
def process(start: Start) -> Process:
    return start()


StartSite = Callable[..., Site]


@pytest.fixture
def start_site(prepared: dict[str, str], tmp_path: Path) -> Iterator[StartSite]:
    """Start gunicorn on a prepared site: ``start_site(BEHIND_TLS="1")``."""
    started: list[Site] = []

    def start(**more: str) -> Site:
        port, log = free_port(), tmp_path / "log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                GUNICORN,
                cwd=ROOT,
                env=prepared | {"PORT": str(port), "WEB_CONCURRENCY": "1"} | more,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        site = Site(port, log, process)
        started.append(site)
        site.await_port()
        return site

    yield start
    for site in started:
        if site.process.poll() is None:
            site.stop()
