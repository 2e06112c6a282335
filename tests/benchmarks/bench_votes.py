"""Votes accepted in a second through gunicorn, as a share of bare ``INSERT``s in the same run.

The forms are opened first and their answers read from the store: what is timed is a vote, from the
request to the answer that it is counted. Nothing may be lost, counted twice, refused or locked.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.benchmarks import poll, servers
from tests.benchmarks.report import Row, keep
from tests.benchmarks.servers import SMOKE
from tests.site.conftest import Site, own_database

VOTES = 100 if SMOKE else 1_000
CASES = {
    "PostgreSQL, one hot article": (poll.Postgres, 1, 8),
    "PostgreSQL, 1,000 articles": (poll.Postgres, 1_000, 8),
    "SQLite, one hot article": (poll.Sqlite, 1, 16),
    "SQLite, 1,000 articles": (poll.Sqlite, 1_000, 16),
}
FIGURES: dict[str, dict[str, float]] = {}


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
) -> dict[str, float]:
    with poll.site_with(articles, data, server) as (site, numbers):
        database = kind(server, data)
        opened = poll.forms(site, numbers, VOTES, clients)
        answers = dict(database.rows("SELECT hashkey, response FROM captcha_captchastore"))
        for form in opened:
            form.data["captcha_1"] = answers[form.data["captcha_0"]]
        statuses, seconds = poll.cast(site, opened, clients)
        assert statuses == [303] * VOTES
        assert database.rows("SELECT SUM(liked), SUM(held) FROM feedback_tally") == [(VOTES, 0)]
        assert database.rows("SELECT COUNT(DISTINCT vote_id) FROM feedback_entry") == [(VOTES,)]
        log = site.log.read_text()
        assert "locked" not in log and "deadlock" not in log
        bare = database.bare(VOTES, clients)
    posts = posted(data, opened, clients)
    votes = VOTES / seconds
    return {
        "clients": clients,
        "votes": votes,
        "inserts": bare,
        "ratio": votes / bare,
        "posts": posts,
        "of_posts": votes / posts,
    }


def posted(data: Path, opened: list[poll.Form], clients: int) -> float:
    """Return how many of the same requests a second a bare view answers, to the same clients."""
    with servers.bare(data, b"x" * 300) as bare:
        for form in opened:
            form.path = "/"
        site = Site(int(bare.url.rstrip("/").rpartition(":")[2]), data / "bare.log", bare.process)
        statuses, seconds = poll.cast(site, opened, clients)
    assert statuses == [200] * VOTES
    return VOTES / seconds


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    yield
    keep(
        "votes",
        [
            row
            for name, figures in FIGURES.items()
            for row in (
                Row(
                    f"votes of {figures['clients']} readers at once, against a bare view: {name}",
                    f"{figures['of_posts']:.2f} ({figures['votes']:.0f} votes/s)",
                    "≥ 0.35" if "PostgreSQL" in name else "",
                    figures["of_posts"] >= 0.35 if "PostgreSQL" in name else None,
                    figures,
                ),
                Row(
                    f"the same against bare INSERTs: {name}",
                    f"{figures['ratio']:.2f}",
                ),
            )
        ],
    )
