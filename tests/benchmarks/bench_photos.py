"""A photo of 24 megapixels: how long its upload takes to be answered, and its sizes to be made."""

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.articles.photos import camera_jpeg
from tests.benchmarks.report import Row, keep
from tests.benchmarks.servers import SMOKE
from tests.site.conftest import MANAGE, ROOT, fresh

ROUNDS = 1 if SMOKE else 5
PARTS = ["answer", "renditions"]
MOST_SECONDS = 2  # until the editor has an answer


def bench_photo_of_24_megapixels(tmp_path: Path) -> None:
    environment = fresh(tmp_path / "data") | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    run([*MANAGE, "migrate", "-v0"], environment)
    figures: dict[str, dict[str, list[float]]] = {part: defaultdict(list) for part in PARTS}
    for number in range(ROUNDS):
        photo = tmp_path / "photo.jpg"
        photo.write_bytes(camera_jpeg(6000, 4000, orientation=1 if number % 2 else 6))
        for part in PARTS:
            words = [sys.executable, "-m", "tests.benchmarks.photo_seconds", part, str(photo)]
            for name, value in json.loads(run(words, environment)).items():
                figures[part][name].append(value)
    middle = {
        part: {name: statistics.median(values) for name, values in rows.items()}
        for part, rows in figures.items()
    }
    answer, made = middle["answer"], middle["renditions"]
    keep(
        "photos",
        [
            Row(
                "a photo of 24 megapixels is taken in: s, and MB at the peak",
                f"{answer['seconds']:.2f}, {answer['megabytes']:.0f}",
                f"≤ {MOST_SECONDS} s",
                answer["seconds"] <= MOST_SECONDS,
                middle,
            ),
            Row(
                "its six widths in three formats, by the worker: s of a processor, and MB",
                f"{made['processor']:.2f}, {made['megabytes']:.0f}",
                "≤ 3 s, ≤ 300 MB",
                made["processor"] <= 3 and made["megabytes"] <= 300,
            ),
        ],
    )
    assert max(figures["answer"]["seconds"]) < MOST_SECONDS


def run(words: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()
