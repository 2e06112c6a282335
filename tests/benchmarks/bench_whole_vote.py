"""One whole vote (form, picture, POST), in time of a processor, against the package as it comes.

Ours keeps a ledger, a tally, days and limits with each vote; the package keeps nothing. The form is
the part that the article's script fetches, as most readers get it.
"""

import html
import http.client
import json
import os
import re
import statistics
from collections.abc import Callable
from contextlib import ExitStack
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks import poll, servers
from tests.benchmarks.report import Row, keep
from tests.benchmarks.servers import SMOKE
from tests.site.conftest import PATIENCE, Site

VOTES = 20 if SMOKE else 200
TURNS = 1 if SMOKE else 5
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
PICTURE = re.compile(r'<img[^>]* src="([^"]+)"')
PARTS = ["form", "picture", "vote"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def bench_whole_vote(tmp_path: Path) -> None:
    with ExitStack() as stack:
        data = tmp_path / "data"
        data.mkdir()
        ours, [number] = stack.enter_context(poll.site_with(1, data, {}))
        environment = {**os.environ, "PACKAGE_DATA": str(tmp_path), "DATA_DIR": str(tmp_path)}
        application = "tests.benchmarks.package:application"
        package = stack.enter_context(
            servers.gunicorn(environment, tmp_path / "package.log", application)
        )
        path = f"/en/feedback/{number}/"
        database = poll.Sqlite({}, data)
        taken: dict[str, list[dict[str, float]]] = {"ours": [], "package": []}
        for turn in range(TURNS):
            taken["ours"].append(
                votes(
                    ours,
                    path,
                    lambda: dict(
                        database.rows("SELECT hashkey, response FROM captcha_captchastore")
                    ),
                    turn,
                )
            )
            taken["package"].append(votes(package, "/", lambda: told(package), turn))
    middle = {
        name: {part: statistics.median(each[part] for each in rows) for part in PARTS}
        for name, rows in taken.items()
    }
    wholes = {name: sum(parts.values()) for name, parts in middle.items()}
    ratio = wholes["ours"] / wholes["package"]
    parts = ", ".join(f"{part} {1000 * middle['ours'][part]:.1f}" for part in PARTS)
    keep(
        "votes-whole",
        [
            Row(
                "a whole vote, in processor time, against django-simple-captcha as it comes",
                f"{ratio:.1f} ({1000 * wholes['ours']:.1f} ms: {parts})",
                "≤ 1.0",
                ratio <= 1,
                {"each": taken},
            )
        ],
    )


def told(package: Site) -> dict[str, str]:
    answers: dict[str, str] = json.loads(package.get("/answers").body)
    return answers


def votes(
    site: Site, path: str, answers: Callable[[], dict[str, str]], turn: int
) -> dict[str, float]:
    """Cast votes, part by part; return the seconds of a processor that each part of one took."""
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    seconds, begun = {}, servers.processor_seconds(site.process.pid)

    def part(name: str) -> None:
        nonlocal begun
        now = servers.processor_seconds(site.process.pid)
        seconds[name], begun = (now - begun) / VOTES, now

    forms = []
    for vote in range(VOTES):
        headers = {
            "X-Forwarded-For": f"10.{turn}.{vote}.1",
            "X-Requested-With": "fetch",
        }
        answer, body = _ask(connection, "GET", path, headers)
        cookies = SimpleCookie()
        for line in answer.headers.get_all("Set-Cookie"):
            cookies.load(line)
        sent = "; ".join(f"{name}={morsel.coded_value}" for name, morsel in cookies.items())
        forms.append((body.decode(), headers | {"Cookie": sent}))
    part("form")
    for page, headers in forms:
        picture = PICTURE.search(page)
        assert picture, page
        answer, _body = _ask(connection, "GET", html.unescape(picture[1]), headers)
        assert answer.status == 200
    part("picture")
    known = answers()
    begun = servers.processor_seconds(site.process.pid)
    for page, headers in forms:
        data = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
        data |= {"choice": "like", "captcha_1": known[data["captcha_0"]]}
        # As without script: the proof of work is the browser's time, not the server's.
        plain = {name: value for name, value in headers.items() if name != "X-Requested-With"}
        answer, body = _ask(connection, "POST", path, plain | FORM, urlencode(data))
        assert answer.status == 303, body.decode()[:2000]
    part("vote")
    connection.close()
    return seconds


def _ask(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    headers: dict[str, str],
    body: str = "",
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    return answer, answer.read()
