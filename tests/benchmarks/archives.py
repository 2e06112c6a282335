"""Large archives for benchmarks, each in a database of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from tests.benchmarks.servers import SMOKE
from tests.site.conftest import MANAGE, ROOT, fresh, own_database

SMALL = 1_000
LARGE = int(os.environ.get("BENCH_ARTICLES", "1500" if SMOKE else "100000"))
SIZES = [SMALL, LARGE]


@contextmanager
def archive(kind: str, size: int, folder: Path) -> Iterator[dict[str, str]]:
    """Make an archive, and yield the environment of a process that uses it."""
    environment = fresh(folder / f"{kind}-{size}")
    with own_database() if kind == "PostgreSQL" else nullcontext({}) as database:
        environment |= database
        for words in (["prepare"], ["generate_articles", str(size)]):
            subprocess.run([*MANAGE, *words], cwd=ROOT, env=environment, check=True)
        yield environment


def measured(module: str, environment: dict[str, str], rounds: int) -> dict[str, Any]:
    """Return what a module prints that times pages in a process of its own."""
    words = [sys.executable, "-m", module, str(rounds)]
    settings = {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    done = subprocess.run(
        words, cwd=ROOT, env=environment | settings, check=True, stdout=subprocess.PIPE
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
