"""The image library's list at a million photos, as a ratio to a thousand, on both databases.

``BENCH_PHOTOS`` is the size of the large library (default: 100,000).
"""

import json
import os
import statistics
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.benchmarks.report import Row, keep
from tests.benchmarks.servers import SMOKE
from tests.site.conftest import MANAGE, ROOT, fresh, own_database

SMALL = 1_000
LARGE = int(os.environ.get("BENCH_PHOTOS", "1500" if SMOKE else "100000"))
ROUNDS = 1 if SMOKE else 5


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def bench_library(kind: str, tmp_path: Path) -> None:
    assert "DATABASE_URL" in os.environ, "run it as: make bench"
    small, large = (measured(kind, size, tmp_path / str(size)) for size in (SMALL, LARGE))
    rows = []
    for page, row in large.items():
        before, after = (statistics.median(each[page]["seconds"]) for each in (small, large))
        assert row["queries"] == small[page]["queries"]
        rows.append(
            Row(
                f"{page}: {LARGE:,} photos against {SMALL:,}, {kind}",
                f"{after / before:.2f} ({1000 * after:.1f} ms, {row['queries']} queries)",
                detail={"large": row["seconds"], "small": small[page]["seconds"]},
            )
        )
    keep(f"library-{kind.lower()}", rows)


def measured(kind: str, size: int, folder: Path) -> dict:
    environment = fresh(folder) | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    with own_database() if kind == "PostgreSQL" else nullcontext({}) as database:
        environment |= database
        for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([*MANAGE, *words], cwd=ROOT, env=environment, check=True)
        words = [sys.executable, "-m", "tests.benchmarks.library_pages", str(size), str(ROUNDS)]
        done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)
