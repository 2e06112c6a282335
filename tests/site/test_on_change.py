"""A program that runs whenever readers' pages have changed."""

import subprocess
import time
from pathlib import Path

from tests.site.conftest import MANAGE, PATIENCE, ROOT, Command
from tests.site.test_page_workers import PUBLISH, UPDATE


def test_it_runs_after_each_change(ready: dict[str, str], command: Command, tmp_path: Path) -> None:
    told = tmp_path / "told"
    words = [*MANAGE, "on_change", "sh", "-c", f"echo changed >> {told}"]
    process = subprocess.Popen(words, cwd=ROOT, env=ready)
    try:
        time.sleep(3)
        assert not told.exists()
        for script in (PUBLISH, UPDATE.format(turn=1)):
            before = told.read_text() if told.exists() else ""
            command(*MANAGE, "shell", "-v", "0", "-c", script, **ready)
            deadline = time.monotonic() + PATIENCE
            while not told.exists() or told.read_text() == before:
                assert time.monotonic() < deadline
                time.sleep(0.05)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def test_it_wants_a_program(command: Command) -> None:
    done = command(*MANAGE, "on_change")
    assert done.returncode == 1
    assert "Say which program to run." in done.stderr
