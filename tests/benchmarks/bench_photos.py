"""A photo of 24 megapixels: how long its upload takes to be answered, and its sizes to be made."""

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from tests.articles.photos import camera_jpeg
from tests.site.conftest import MANAGE, ROOT, fresh

ROUNDS = 5
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
    print(f"\n\n{photo.stat().st_size / 1e6:.1f} MB, 6000 × 4000 pixels, {ROUNDS} times")  # noqa: T201
    for part, row in middle.items():
        print(  # noqa: T201
            f"{part:12}{row['seconds']:8.2f} s, {row['processor']:.2f} s of a processor, "
            f"{row['megabytes']:.0f} MB at the peak"
        )
    folder = ROOT / "bench"
    folder.mkdir(exist_ok=True)
    (folder / "photos.json").write_text(json.dumps(middle, indent=2) + "\n")
    assert max(figures["answer"]["seconds"]) < MOST_SECONDS


def run(words: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode()
