"""Pages kept by several workers of gunicorn, while another process publishes."""

import http.client
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.site.conftest import MANAGE, PATIENCE, Command, Site, StartSite

CONNECTIONS = 12  # among the workers
PUBLISH = """
from articles.models import Article, Section
section = Section.objects.create(language="en", name="City", slug="city", position=1)
article = Article.objects.create(headline="Words 0", slug="night-ferry", section=section)
article.freeze(None)
article.publish(None)
print(article.get_absolute_url())
"""
UPDATE = """
from articles.models import Article
article = Article.objects.get()
article.headline = "Words {turn}"
article.save()
article.freeze(None)
article.publish(None)
"""
WITHDRAW = """
from articles.models import Article
Article.objects.get().withdraw(None)
"""
KEEP_UPDATING = """
import time
from articles.models import Article
for turn in range(1, 40):
    article = Article.objects.get()
    article.headline = f"Words {turn}"
    article.save()
    article.freeze(None)
    article.publish(None)
    time.sleep(0.05)
"""
WORDS = re.compile(r"<h1>Words (\d+)</h1>")


@contextmanager
def connected(site: Site, number: int) -> Iterator[list[http.client.HTTPConnection]]:
    """Connections that stay open, each to the worker that took it."""
    opened = [
        http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE) for _ in range(number)
    ]
    yield opened
    for each in opened:
        each.close()


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[int, str]:
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def told(text: str) -> int:
    found = WORDS.search(text)
    assert found, text[:500]
    return int(found[1])


@pytest.fixture
def address(ready: dict[str, str], command: Command) -> str:
    done = command(*MANAGE, "shell", "-v", "0", "-c", PUBLISH, **ready)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_no_worker_shows_what_was_there_before(
    ready: dict[str, str], command: Command, start_site: StartSite, address: str
) -> None:
    site = start_site(**ready, WEB_CONCURRENCY="3")
    with connected(site, CONNECTIONS) as connections:
        for turn in range(1, 4):
            for connection in connections:
                assert told(ask(connection, address)[1]) == turn - 1
            command(*MANAGE, "shell", "-v", "0", "-c", UPDATE.format(turn=turn), **ready)
            for connection in connections:
                assert told(ask(connection, address)[1]) == turn
                assert f"Words {turn}" in ask(connection, "/en/")[1]

        command(*MANAGE, "shell", "-v", "0", "-c", WITHDRAW, **ready)
        for connection in connections:
            assert ask(connection, address)[0] == 410
            assert "Words" not in ask(connection, "/en/")[1]


def test_no_connection_gets_the_old_after_the_new(
    ready: dict[str, str], command: Command, start_site: StartSite, address: str
) -> None:
    site = start_site(**ready, WEB_CONCURRENCY="2")
    publishing = subprocess.Popen([*MANAGE, "shell", "-v", "0", "-c", KEEP_UPDATING], env=ready)
    seen: dict[int, list[int]] = {}
    with connected(site, 6) as connections:
        deadline = time.monotonic() + PATIENCE * 2
        while publishing.poll() is None and time.monotonic() < deadline:
            for number, connection in enumerate(connections):
                seen.setdefault(number, []).append(told(ask(connection, address)[1]))
        for number, connection in enumerate(connections):
            seen[number].append(told(ask(connection, address)[1]))
    assert publishing.wait(PATIENCE) == 0
    assert {words[-1] for words in seen.values()} == {39}
    assert len(set(seen[0])) > 10
    for words in seen.values():
        assert words == sorted(words), json.dumps(words)
