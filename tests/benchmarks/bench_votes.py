"""Votes accepted in a second through gunicorn, as a share of what a bare view answers, in turns.

The forms are opened first and their answers read from the store: what is timed is a vote, from the
request to the answer that it is counted. Nothing may be lost, counted twice, refused or locked.
The bare view gets the same requests, from as many clients, once both its workers are warm.
"""

import os
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks import poll, servers
from tests.benchmarks.report import Row, keep, span
from tests.benchmarks.servers import ROUNDS, SMOKE, ratios
from tests.site.conftest import Site, own_database

VOTES = 100 if SMOKE else 1_000
CASES = {
    "PostgreSQL, one hot article": (poll.Postgres, 1, 8),
    "PostgreSQL, 1,000 articles": (poll.Postgres, 1_000, 8),
    "SQLite, one hot article": (poll.Sqlite, 1, 16),
    "SQLite, 1,000 articles": (poll.Sqlite, 1_000, 16),
}
FIGURES: dict[str, dict[str, Any]] = {}


@pytest.mark.parametrize("name", CASES)
def bench_votes(name: str, tmp_path: Path) -> None:
    database, articles, clients = CASES[name]
    data = tmp_path / "data"
    data.mkdir()
    if database is poll.Sqlite:
        FIGURES[name] = measure(database, {}, data, articles, clients)
    else:
        assert "DATABASE_URL" in os.environ, "run it as: make bench"
        with own_database() as server:
            FIGURES[name] = measure(database, server, data, articles, clients)


def measure(
    kind: type[poll.Postgres] | type[poll.Sqlite],
    server: dict[str, str],
    data: Path,
    articles: int,
    clients: int,
) -> dict[str, Any]:
    votes, posts = [], []
    with (
        poll.site_with(articles, data, server) as (site, numbers),
        servers.bare(data, b"x" * 300) as target,
    ):
        bare = Site(
            int(target.url.rstrip("/").rpartition(":")[2]), data / "bare.log", target.process
        )
        database = kind(server, data)
        for number in range(1 + ROUNDS):
            opened = answered(site, database, numbers, clients, number * VOTES)
            statuses, seconds = poll.cast(site, opened, clients)
            assert statuses == [303] * VOTES
            votes.append(VOTES / seconds)
            posts.append(posted(bare, opened, clients))
            if number == 0:
                database.analyze()
        kept = VOTES * len(votes)
        assert database.rows("SELECT SUM(liked), SUM(held) FROM feedback_tally") == [(kept, 0)]
        assert database.rows("SELECT COUNT(DISTINCT vote_id) FROM feedback_entry") == [(kept,)]
        log = site.log.read_text()
        assert "locked" not in log and "deadlock" not in log
        inserts = database.bare(VOTES, clients)
    # The first round is for nothing.
    return {"clients": clients, "votes": votes[1:], "posts": posts[1:], "inserts": inserts}


def answered(
    site: Site,
    database: poll.Postgres | poll.Sqlite,
    numbers: list[int],
    clients: int,
    first: int,
) -> list[poll.Form]:
    """Open forms of new readers, from number ``first`` on, and answer each rightly."""
    opened = poll.forms(site, numbers, VOTES, clients, first)
    answers = dict(database.rows("SELECT hashkey, response FROM captcha_captchastore"))
    for form in opened:
        form.data["captcha_1"] = answers[form.data["captcha_0"]]
    return opened


def posted(bare: Site, opened: list[poll.Form], clients: int) -> float:
    """Return how many of the same requests a second the bare view answers, to as many clients."""
    same = [form.sent_to("/") for form in opened]
    statuses, seconds = poll.cast(bare, same, clients)
    assert statuses == [200] * VOTES
    return VOTES / seconds


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    yield
    keep(
        "votes",
        [row for name, figures in FIGURES.items() for row in rows(name, **figures)],
    )


def rows(
    name: str, clients: int, votes: list[float], posts: list[float], inserts: float
) -> list[Row]:
    found, rate = ratios(votes, posts), statistics.median(votes)
    goal = 0.35 if "PostgreSQL" in name else None
    return [
        Row(
            f"votes of {clients} readers at once, against a bare view: {name}",
            f"{span(found)}; {rate:.0f} votes/s against {statistics.median(posts):.0f}",
            f"≥ {goal}" if goal else "",
            found[1] >= goal if goal else None,
            {"votes": votes, "posts": posts},
        ),
        Row(f"the same against bare INSERTs: {name}", f"{rate / inserts:.2f}"),
    ]
