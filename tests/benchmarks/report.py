"""The table of all figures: each benchmark keeps its rows in ``bench/``, and this prints them.

python -m tests.benchmarks.report
"""

import datetime
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[2] / "bench"
ORDER = ["pages", "cold", "changes", "archive", "votes", "photos", "desk", "library"]


@dataclass
class Row:
    """One figure. ``met`` is whether the goal is reached; ``None`` where there is none."""

    work: str
    figure: str
    goal: str = ""
    met: bool | None = None
    detail: dict[str, Any] = field(default_factory=dict)


def keep(part: str, rows: list[Row]) -> None:
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False)
    (FOLDER / f"{part}.json").write_text(text + "\n")


def span(values: list[float], digits: int = 2) -> str:
    """Write smallest, median and largest: “1.52 (1.48–1.60)”."""
    least, middle, most = values
    return f"{middle:.{digits}f} ({least:.{digits}f}–{most:.{digits}f})"


def machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{os.cpu_count()} processors ({model}), Python {platform.python_version()}"


def table() -> str:
    """Return the table in Markdown, as the README shows it."""
    lines = [
        f"{machine()}, {datetime.datetime.now(datetime.UTC).date().isoformat()}",
        "",
        "| work | figure | goal | |",
        "| --- | --- | --- | --- |",
    ]
    parts = sorted(FOLDER.glob("*.json"), key=_place)
    for part in parts:
        for row in json.loads(part.read_text()):
            mark = {True: "✓", False: "✗", None: ""}[row["met"]]
            lines.append(f"| {row['work']} | {row['figure']} | {row['goal']} | {mark} |")
    return "\n".join(lines) + "\n"


def _place(part: Path) -> tuple[int, str]:
    kind = part.stem.partition("-")[0]
    return (ORDER.index(kind) if kind in ORDER else len(ORDER)), part.stem


if __name__ == "__main__":
    sys.stdout.write(f"\n{table()}")
