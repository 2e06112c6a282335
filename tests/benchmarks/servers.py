"""What benchmarks start and load: the site, a bare Django, nginx; and wrk that asks them."""

import json
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts import nginx_conf
from tests.site.conftest import GUNICORN, MANAGE, PATIENCE, ROOT, Site, free_port, fresh, program

SMOKE = bool(os.environ.get("BENCH_SMOKE"))  # does it work, not how fast is it
ROUNDS = 1 if SMOKE else int(os.environ.get("BENCH_ROUNDS", "5"))
SECONDS = 1 if SMOKE else 3  # of load for each figure of a round
CLIENTS = 32
LUA = Path(__file__).with_name("wrk.lua")
TICKS = os.sysconf("SC_CLK_TCK")
WORKERS = {"WEB_CONCURRENCY": "2"}


@dataclass
class Load:
    """What a server bore: requests a second, seconds of a processor for each, latencies."""

    rate: float
    processor: float
    p50: float
    p99: float


@dataclass
class Target:
    """An address, and the process whose time on the processors counts (with all below it)."""

    url: str
    process: subprocess.Popen[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)


def load(target: Target, seconds: int = SECONDS, clients: int = CLIENTS) -> Load:
    """Ask for an address as often as it is answered. Fails on any answer that is an error."""
    command = ["wrk", "-t2", f"-c{clients}", f"-d{seconds}s", "-s", str(LUA)]
    command += [
        word for name, value in target.headers.items() for word in ("-H", f"{name}: {value}")
    ]
    before = processor_seconds(target.process.pid)
    done = subprocess.run([*command, target.url], capture_output=True, text=True, check=True)
    used = processor_seconds(target.process.pid) - before
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["failed"] == 0, (target.url, told)
    rate = told["requests"] / told["seconds"]
    return Load(rate, used / max(1, told["requests"]), told["p50"], told["p99"])


def in_turns(
    targets: Mapping[str, Target], rounds: int = ROUNDS, clients: int = CLIENTS
) -> dict[str, list[Load]]:
    """Load the targets A B A B …, after once for nothing."""
    for target in targets.values():
        load(target, 1, clients)
    loads: dict[str, list[Load]] = {name: [] for name in targets}
    for _round in range(rounds):
        for name, target in targets.items():
            loads[name].append(load(target, SECONDS, clients))
    return loads


def ratios(rates: Sequence[float], against: Sequence[float]) -> list[float]:
    """Return smallest, median and largest of the ratios of rates, each within its round."""
    found = [one / other for one, other in zip(rates, against, strict=True)]
    return [min(found), statistics.median(found), max(found)]


def processor_seconds(pid: int) -> float:
    """Return the seconds of a processor that a process and those below it have had, up to now."""
    return sum(_ticks(each) for each in family(pid)) / TICKS


def family(pid: int) -> Iterator[int]:
    yield pid
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for child in children.read_text().split() if children.exists() else ():
        yield from family(int(child))


def memory(pid: int) -> float:
    """Return the MiB that a process holds in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if "VmRSS" in line)


def _ticks(pid: int) -> int:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    # Its own, and of those below it that are gone.
    return sum(map(int, fields[11:15]))


@contextmanager
def prepared(data: Path, *commands: Sequence[str], **more: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a new site, after some commands of ``manage.py``."""
    environment = fresh(data) | more
    for words in (["prepare"], *commands):
        subprocess.run([*MANAGE, *words], cwd=ROOT, env=environment, check=True)
    yield environment


def manage(environment: Mapping[str, str], script: str) -> str:
    """Return what a piece of Python prints that runs within the site."""
    words = [*MANAGE, "shell", "-v", "0", "-c", script]
    done = subprocess.run(words, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return done.stdout.decode().strip()


@contextmanager
def gunicorn(environment: Mapping[str, str], log: Path, application: str = "") -> Iterator[Site]:
    """Serve the site, or another application the same way: two workers of four threads."""
    port = free_port()
    words = [*GUNICORN[:-1], application] if application else GUNICORN
    words = [*words, "--access-logfile", "/dev/null"]
    with log.open("ab") as output:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env={**environment, **WORKERS, "PORT": str(port)},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    site = Site(port, log, process)
    try:
        site.await_port()
        yield site
    finally:
        site.stop()


@contextmanager
def bare(folder: Path, body: bytes) -> Iterator[Target]:
    """Serve a ready body by a Django that does nothing else."""
    file = folder / f"body-{len(body)}"
    file.write_bytes(body)
    environment = {**os.environ, "BARE_BODY": str(file), "DATA_DIR": str(folder)}
    with gunicorn(environment, folder / "bare.log", "tests.benchmarks.bare:application") as site:
        yield Target(f"http://127.0.0.1:{site.port}/", site.process)


@contextmanager
def nginx(folder: Path, upstream: int, data: Path) -> Iterator[Site]:
    """Serve the site behind the shipped front server."""
    port = free_port()
    conf = nginx_conf.write(folder, port, upstream, data)
    process = subprocess.Popen([program("nginx", "nginx-light"), "-c", str(conf)])
    site = Site(port, folder / "start.log", process)
    try:
        site.await_port()
        yield site
    finally:
        site.stop()


def wait(holds: Callable[[], bool], seconds: float = PATIENCE) -> float:
    """Return after how many seconds it holds; fail where it does not in time."""
    begun = time.perf_counter()
    while not holds():
        assert time.perf_counter() - begun < seconds
    return time.perf_counter() - begun
