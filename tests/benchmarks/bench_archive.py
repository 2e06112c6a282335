"""Readers' and editors' pages at a million articles, as a ratio to a thousand, on both databases.

``BENCH_ARTICLES`` is the size of the large archive (default: 100,000). The two archives are asked
in turns, A B A B; a page's figure is the median of all rounds.
"""

import os
import statistics
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.benchmarks import archives
from tests.benchmarks.archives import LARGE, SIZES, SMALL
from tests.benchmarks.report import Row, keep
from tests.benchmarks.servers import SMOKE

TURNS, ROUNDS = (1, 1) if SMOKE else (3, 7)
PARTS = {"archive": "tests.benchmarks.reader_pages", "desk": "tests.benchmarks.desk_pages"}
MOST = 1.5
MOST_OF_COMMON_WORDS = 3.0


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def bench_archive(kind: str, tmp_path: Path) -> None:
    assert "DATABASE_URL" in os.environ, "run it as: make bench"
    with ExitStack() as stack:
        made = {size: stack.enter_context(archives.archive(kind, size, tmp_path)) for size in SIZES}
        for part, module in PARTS.items():
            keep(f"{part}-{kind.lower()}", compared(kind, module, made))


def compared(kind: str, module: str, made: dict[int, dict[str, str]]) -> list[Row]:
    seconds: dict[tuple[str, int], list[float]] = defaultdict(list)
    queries: dict[tuple[str, int], int] = {}
    for _turn in range(TURNS):
        for size, environment in made.items():
            for page, row in archives.measured(module, environment, ROUNDS).items():
                seconds[page, size] += row["seconds"]
                queries[page, size] = row["queries"]
    rows = []
    for page in [page for page, size in seconds if size == LARGE and (page, SMALL) in seconds]:
        assert queries[page, SMALL] == queries[page, LARGE], page
        large, small = (statistics.median(seconds[page, size]) for size in (LARGE, SMALL))
        most = MOST_OF_COMMON_WORDS if "common word" in page else MOST
        rows.append(
            Row(
                f"{page}: {LARGE:,} articles against {SMALL:,}, {kind}",
                f"{large / small:.2f} ({1000 * large:.1f} ms, {queries[page, LARGE]} queries)",
                f"≤ {most}",
                large / small <= most,
                {"large": seconds[page, LARGE], "small": seconds[page, SMALL]},
            )
        )
    return rows
