"""The admin at a million articles, as a ratio to a thousand, on SQLite and on PostgreSQL.

``BENCH_ARTICLES`` is the size of the large archive (default: 100,000). The two archives are asked
in turns, A B A B; a page's figure is the median of all rounds.
"""

import json
import os
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path

import pytest

from tests.site.conftest import MANAGE, ROOT, fresh, own_database

SMALL = 1_000
LARGE = int(os.environ.get("BENCH_ARTICLES", "100000"))
SIZES = [SMALL, LARGE]
TURNS, ROUNDS = 3, 5
FIGURES: dict[str, dict[str, dict[str, float]]] = {}


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def bench_desk(kind: str, tmp_path: Path) -> None:
    assert "DATABASE_URL" in os.environ, "run it as: make bench"
    seconds: dict[tuple[str, int], list[float]] = defaultdict(list)
    queries: dict[tuple[str, int], int] = {}
    with ExitStack() as stack:
        archives = {size: stack.enter_context(archive(kind, size, tmp_path)) for size in SIZES}
        for _turn in range(TURNS):
            for size, environment in archives.items():
                for page, row in measured(environment).items():
                    seconds[page, size] += row["seconds"]
                    queries[page, size] = row["queries"]
    names = [page for page, size in seconds if size == SMALL]
    FIGURES[kind] = {
        page: {
            "milliseconds": 1000 * statistics.median(seconds[page, LARGE]),
            "fastest": 1000 * min(seconds[page, LARGE]),
            "slowest": 1000 * max(seconds[page, LARGE]),
            "ratio": statistics.median(seconds[page, LARGE])
            / statistics.median(seconds[page, SMALL]),
            "queries": queries[page, LARGE],
        }
        for page in names
    }
    assert all(queries[page, SMALL] == queries[page, LARGE] for page in names)


@contextmanager
def archive(kind: str, size: int, folder: Path) -> Iterator[dict[str, str]]:
    """Make an archive, and yield the environment of a process that uses it."""
    environment = fresh(folder / f"{kind}-{size}")
    with own_database() if kind == "PostgreSQL" else nullcontext({}) as database:
        environment |= database
        for words in (["migrate", "-v0"], ["generate_articles", str(size)]):
            subprocess.run([*MANAGE, *words], cwd=ROOT, env=environment, check=True)
        yield environment


def measured(environment: dict[str, str]) -> dict[str, dict[str, list[float] | int]]:
    words = [sys.executable, "-m", "tests.benchmarks.desk_pages", str(ROUNDS)]
    settings = {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    done = subprocess.run(
        words, cwd=ROOT, env=environment | settings, check=True, stdout=subprocess.PIPE
    )
    return json.loads(done.stdout)


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[None]:
    """Print the figures once all are there, and keep them in ``bench/desk.json``."""
    yield
    for kind, rows in FIGURES.items():
        head = f"{kind}, {LARGE:,} articles against {SMALL:,}"
        print(f"\n\n{head:48}{'ms':>8}{'min':>8}{'max':>8}{'queries':>9}{'ratio':>8}")  # noqa: T201
        for page, row in rows.items():
            print(  # noqa: T201
                f"{page:48}{row['milliseconds']:8.1f}{row['fastest']:8.1f}{row['slowest']:8.1f}"
                f"{row['queries']:9}{row['ratio']:8.2f}"
            )
    folder = ROOT / "bench"
    folder.mkdir(exist_ok=True)
    (folder / "desk.json").write_text(json.dumps(FIGURES, indent=2) + "\n")
