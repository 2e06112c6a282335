"""The commands that set a site up and serve it, run as people run them."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.request import urlopen

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from tests.site.conftest import MANAGE, PATIENCE, ROOT, free_port

PASSWORD = re.compile(r"([a-z2-9]{4}-){3}[a-z2-9]{4}")


def first_user(capsys):
    call_command("first_user")
    return dict(line.split(": ") for line in capsys.readouterr().out.splitlines())


@pytest.mark.django_db
def test_first_user_is_told_the_password_once(client, capsys):
    made = first_user(capsys)
    assert made["User"] == "editor"
    assert PASSWORD.fullmatch(made["Password"])
    assert client.login(username="editor", password=made["Password"])
    assert client.get("/admin/").status_code == 200
    assert first_user(capsys) == {"User": "editor"}


@pytest.mark.django_db
def test_first_user_takes_no_name_of_another(capsys):
    users = get_user_model().objects
    for name in ("editor", "editor2"):
        users.create_user(name, password="of somebody else")
    users.create_superuser("gone", password="of long ago", is_active=False)
    assert first_user(capsys)["User"] == "editor3"
    assert not users.get(username="editor").is_superuser


def test_prepare_makes_all_that_is_needed_once(command, environment):
    first = command(*MANAGE, "prepare", "--first-user")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.startswith("User: editor\nPassword: ")
    static = Path(environment["DATA_DIR"]) / "static"
    manifest = (static / "staticfiles.json").stat().st_mtime_ns
    second = command(*MANAGE, "prepare", "--first-user")
    assert (second.returncode, second.stdout, second.stderr) == (0, "User: editor\n", "")
    assert (static / "staticfiles.json").stat().st_mtime_ns == manifest


def test_prepare_collects_anew_what_was_lost(command, ready):
    stamp = Path(ready["DATA_DIR"]) / "static" / ".collected"
    stamp.write_text("another release")
    (stamp.parent / "staticfiles.json").unlink()
    assert command(*MANAGE, "prepare", **ready).returncode == 0
    assert (stamp.parent / "staticfiles.json").is_file()


def test_prepare_says_that_the_database_does_not_answer(command, ready):
    url = f"postgresql://desk:hunter2@127.0.0.1:{free_port()}/news"
    ended = command(*MANAGE, "prepare", **ready | {"DATABASE_URL": url})
    assert ended.returncode == 1
    assert "The database does not answer" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "hunter2" not in ended.stderr


@pytest.fixture(scope="module")
def installed():
    """Have the requirements in place, so that no start says that it installs them."""
    subprocess.run([ROOT / "scripts" / "venv"], check=True)


@pytest.fixture
def run(ready, installed, tmp_path):
    """Start ``scripts/run`` on a port and wait for its lines: ``process, lines = run(port)``."""
    started = []

    def start(port, lines):
        with (tmp_path / "errors").open("ab") as errors:
            process = subprocess.Popen(
                [ROOT / "scripts" / "run"],
                env=ready | {"PORT": str(port), "DEMO": "0", "WEB_CONCURRENCY": "1"},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                start_new_session=True,
                # As from a terminal: what runs in the background of a script ignores Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
        started.append(process)
        return process, [process.stdout.readline() for _ in range(lines)]

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        rest, _ = process.communicate(timeout=PATIENCE)
        assert rest == ""


def answers(port):
    with urlopen(f"http://127.0.0.1:{port}/en/") as response:
        return response.status == 200


def session_of(process):
    """Return what a process started and what still runs, whoever its parent is: pid → command."""
    running = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            session = int((folder / "stat").read_text().rpartition(")")[2].split()[3])
            if session == process.pid:
                running[int(folder.name)] = (folder / "cmdline").read_text().replace("\0", " ")
    return running


def wait_for(question):
    deadline = time.monotonic() + PATIENCE
    while not (answer := question()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return answer


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_run_serves_until_it_is_told_to_stop(run, tmp_path, how):
    port = free_port()
    process, lines = run(port, 4)
    assert lines[:3] == [
        f"Readers: http://127.0.0.1:{port}/\n",
        f"Admin: http://127.0.0.1:{port}/admin/\n",
        "User: editor\n",
    ]
    assert PASSWORD.fullmatch(lines[3].removeprefix("Password: ").strip())
    assert answers(port)
    process.send_signal(how)
    assert process.wait(PATIENCE) == 0
    assert session_of(process) == {}

    process, lines = run(port, 3)
    assert lines[2] == "User: editor\n"
    assert answers(port)
    assert (tmp_path / "errors").read_text() == ""


@pytest.fixture
def never_ready(ready, installed, tmp_path):
    """Start ``scripts/run`` with a cache that does not answer: ``never_ready(seconds)``."""
    started = []

    def start(seconds):
        lost = f"redis://127.0.0.1:{free_port()}/0"
        given = {"PORT": str(free_port()), "DEMO": "0", "WEB_CONCURRENCY": "1", "CACHE_URL": lost}
        with (tmp_path / "errors").open("wb") as errors:
            process = subprocess.Popen(
                [ROOT / "scripts" / "run"],
                env=ready | given | {"START_SECONDS": str(seconds)},
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            )
        started.append(process)
        return process, tmp_path / "errors"

    yield start
    for process in started:
        for group in session_of(process):
            with suppress(ProcessLookupError):
                os.kill(group, signal.SIGKILL)
        process.wait(PATIENCE)


def test_run_gives_up_a_site_that_does_not_get_ready(never_ready):
    process, errors = never_ready(1)
    assert process.wait(PATIENCE) == 1
    assert errors.read_text().count("is not ready after 1 s: http://127.0.0.1:") == 1
    assert "/readyz" in errors.read_text().splitlines()[-1]
    assert session_of(process) == {}


def test_run_stops_at_once_before_the_site_is_ready(never_ready):
    process, errors = never_ready(600)
    assert wait_for(lambda: "not ready" in errors.read_text())
    process.terminate()
    assert process.wait(PATIENCE) == 0
    assert session_of(process) == {}


def test_run_sets_all_up_and_serves_on_an_address_of_ipv6(environment, installed):
    address = f"[::1]:{free_port()}"
    process = subprocess.Popen(
        [ROOT / "scripts" / "run"],
        env=environment | {"BIND": address, "DEMO": "0", "WEB_CONCURRENCY": "1"},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout.readline() == f"Readers: http://{address}/\n"
    with urlopen(f"http://{address}/healthz") as response:
        assert response.status == 200
    process.terminate()
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 0


def test_venv_leaves_alone_what_it_cannot_run(tmp_path):
    for name in ("scripts/venv", "requirements.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("of another machine")
    ended = subprocess.run([tmp_path / "scripts/venv"], capture_output=True, text=True)
    assert ended.returncode == 1
    assert "remove it: rm -r .venv" in ended.stderr
    assert python.read_text() == "of another machine"


def test_run_refuses_a_port_that_is_taken(command):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = command("scripts/run", PORT=str(taken.getsockname()[1]))
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert "PORT=" in line


def test_run_ends_with_its_web_server(run, tmp_path):
    process, _ = run(free_port(), 4)
    master = min(pid for pid, words in session_of(process).items() if "gunicorn" in words)
    os.kill(master, signal.SIGKILL)
    assert process.wait(PATIENCE) == 1
    assert "The web server stopped." in (tmp_path / "errors").read_text()
    # Gunicorn's workers notice within a second that their master is gone.
    assert wait_for(lambda: not session_of(process))


def test_run_starts_a_lost_worker_again(run):
    process, _ = run(free_port(), 4)

    def worker():
        found = session_of(process).items()
        return next((pid for pid, words in found if "manage.py db_worker" in words), None)

    lost = wait_for(worker)
    os.kill(lost, signal.SIGKILL)
    assert wait_for(lambda: worker() not in {None, lost})


def test_postgres_is_gone_after_its_command(command):
    ended = command("scripts/postgres", "sh", "-c", "echo $DATABASE_URL; exit 3")
    assert ended.returncode == 3
    assert ended.stdout.startswith("postgresql://newsroom:")
    port = int(re.search(r":(\d+)/", ended.stdout)[1])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_make_alone_lists_the_targets(command):
    listed = command("make").stdout
    for target in ("run", "test", "test-postgres", "lint", "bench", "shots", "messages"):
        assert f"make {target} " in listed
