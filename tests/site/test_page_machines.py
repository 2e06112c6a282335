"""Pages kept by two machines that share a database and Redis."""

import re
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.site.conftest import MANAGE, PATIENCE, Command, Site, StartSite, free_port, program
from tests.site.test_page_workers import PUBLISH, UPDATE, WITHDRAW

SOON = 1  # seconds after which every machine shows a change


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A Redis of the test's own: its address and its process."""
    port = free_port()
    server = program("redis-server", "redis-server")
    words = [server, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    process = subprocess.Popen([*words, "--dir", str(tmp_path)], stdout=subprocess.DEVNULL)
    yield f"redis://127.0.0.1:{port}/0", process
    if process.poll() is None:
        process.terminate()
        process.wait(PATIENCE)


def headline(site: Site, address: str) -> str:
    answer = site.get(address)
    if answer.status != 200:
        return str(answer.status)
    found = re.search(r"<h1>([^<]+)</h1>", answer.body.decode())
    assert found
    return found[1]


def await_headline(site: Site, address: str, words: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while headline(site, address) != words:
        assert time.monotonic() < deadline, words
        time.sleep(0.02)


def test_a_change_on_one_machine_shows_on_the_other(
    redis: tuple[str, subprocess.Popen[bytes]],
    ready: dict[str, str],
    command: Command,
    start_site: StartSite,
    tmp_path: Path,
) -> None:
    url, server = redis
    database = ready.get("DATABASE_URL") or f"sqlite:///{ready['DATA_DIR']}/newsroom.sqlite3"
    shared = ready | {"CACHE_URL": url, "DATABASE_URL": database}
    shared |= {"SECRET_KEY": "one-for-both-machines-of-the-test-and-long-enough-for-that"}
    # The other machine has nothing of its own but the static files.
    other = shared | {"DATA_DIR": str(tmp_path / "other")}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "static").symlink_to(Path(ready["DATA_DIR"]) / "static")
    sites = [start_site(**shared), start_site(**other)]
    address = command(*MANAGE, "shell", "-v", "0", "-c", PUBLISH, **shared).stdout.strip()
    for site in sites:
        await_headline(site, address, "Words 0", PATIENCE)
    # What one has made the other takes from Redis.
    assert "hit" in sites[1].get(address).headers["Cache-Status"]

    for turn, machine in enumerate((shared, other, shared), 1):
        done = command(*MANAGE, "shell", "-v", "0", "-c", UPDATE.format(turn=turn), **machine)
        assert done.returncode == 0, done.stderr
        for site in sites:
            await_headline(site, address, f"Words {turn}", SOON)

    # Without Redis each goes on by itself.
    server.terminate()
    server.wait(PATIENCE)
    assert headline(sites[0], address) == "Words 3"
    command(*MANAGE, "shell", "-v", "0", "-c", WITHDRAW, **shared)
    await_headline(sites[0], address, "410", SOON)
