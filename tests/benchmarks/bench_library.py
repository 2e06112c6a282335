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

from tests.site.conftest import MANAGE, ROOT, fresh, own_database

SMALL = 1_000
LARGE = int(os.environ.get("BENCH_PHOTOS", "100000"))
ROUNDS = 5


@pytest.mark.parametrize("kind", ["SQLite", "PostgreSQL"])
def bench_library(kind: str, tmp_path: Path) -> None:
    assert "DATABASE_URL" in os.environ, "run it as: make bench"
    small, large = (measured(kind, size, tmp_path / str(size)) for size in (SMALL, LARGE))
    print(f"\n\n{kind}, {LARGE:,} photos against {SMALL:,}{'ms':>14}{'ratio':>8}{'queries':>9}")  # noqa: T201
    figures = {}
    for page, row in large.items():
        before, after = (statistics.median(each[page]["seconds"]) for each in (small, large))
        assert row["queries"] == small[page]["queries"]
        figures[page] = {"milliseconds": 1000 * after, "ratio": after / before}
        print(f"{page:46}{1000 * after:8.1f}{after / before:8.2f}{row['queries']:9}")  # noqa: T201
    folder = ROOT / "bench"
    folder.mkdir(exist_ok=True)
    (folder / f"library-{kind.lower()}.json").write_text(json.dumps(figures, indent=2) + "\n")


def measured(kind: str, size: int, folder: Path) -> dict:
    environment = fresh(folder) | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    with own_database() if kind == "PostgreSQL" else nullcontext({}) as database:
        environment |= database
        for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
            subprocess.run([*MANAGE, *words], cwd=ROOT, env=environment, check=True)
        words = [sys.executable, "-m", "tests.benchmarks.library_pages", str(size), str(ROUNDS)]
        done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)
