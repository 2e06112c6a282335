"""Votes accepted in a second through gunicorn, as a share of bare ``INSERT``s in the same run.

The forms are opened first and their answers read from the store: what is timed is a vote, from the
request to the answer that it is counted. Nothing may be lost, counted twice, refused or locked.
"""

import json
import os
from pathlib import Path

import pytest

from tests.benchmarks import poll
from tests.site.conftest import ROOT, own_database

VOTES = 1_000
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
    votes = VOTES / seconds
    return {"clients": clients, "votes": votes, "inserts": bare, "ratio": votes / bare}


@pytest.fixture(scope="module", autouse=True)
def table() -> None:
    """Print the figures once all are there, and keep them in ``bench/votes.json``."""
    yield
    print(f"\n\n{'':30}{'clients':>9}{'votes/s':>9}{'INSERTs/s':>11}{'ratio':>8}")  # noqa: T201
    for name, row in FIGURES.items():
        print(  # noqa: T201
            f"{name:30}{row['clients']:9}{row['votes']:9.0f}{row['inserts']:11.0f}"
            f"{row['ratio']:8.3f}"
        )
    folder = ROOT / "bench"
    folder.mkdir(exist_ok=True)
    (folder / "votes.json").write_text(json.dumps(FIGURES, indent=2) + "\n")
