"""The front server as it is shipped, in front of gunicorn: what it keeps, passes on and refuses."""

import datetime
import gzip
import http.client
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from scripts import nginx_conf
from tests.site.conftest import (
    MANAGE,
    PATIENCE,
    Answer,
    Command,
    Site,
    StartSite,
    free_port,
    program,
)
from tests.site.test_page_workers import PUBLISH, UPDATE, WITHDRAW


@dataclass
class Front:
    port: int
    folder: Path
    site: Site
    asked: int = 0

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.headers, response.read())
        connection.close()
        self.asked += 1
        return answer

    @property
    def log(self) -> list[str]:
        """The lines of the log, one for each request: nginx keeps them back for some seconds."""
        path = self.folder / "newsroom.log"
        wait(lambda: len(path.read_text().splitlines()) >= self.asked, PATIENCE)
        return path.read_text().splitlines()

    def raw(self, data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            parts = []
            while part := connection.recv(65536):
                parts.append(part)
        return b"".join(parts)


Serve = Callable[..., Front]


@pytest.fixture
def serve(ready: dict[str, str], start_site: StartSite, tmp_path: Path) -> Iterator[Serve]:
    """Start nginx in front of a site that has the test's own data."""
    started: list[subprocess.Popen[bytes]] = []

    def start(**more: str) -> Front:
        site = start_site(**ready, TRUSTED_PROXIES="127.0.0.1", WEB_CONCURRENCY="2", **more)
        port, folder = free_port(), tmp_path / "nginx"
        data = Path(ready["DATA_DIR"])
        conf = nginx_conf.write(folder, port, site.port, data)
        started.append(subprocess.Popen([program("nginx", "nginx-light"), "-c", str(conf)]))
        front = Front(port, folder, site)
        await_port(port, folder)
        return front

    yield start
    for process in started:
        process.terminate()
        process.wait(PATIENCE)


def await_port(port: int, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
    pytest.fail((folder / "start.log").read_text())


@pytest.fixture
def front(serve: Serve) -> Front:
    return serve()


@pytest.fixture
def address(front: Front, ready: dict[str, str], command: Command) -> str:
    return command(*MANAGE, "shell", "-v", "0", "-c", PUBLISH, **ready).stdout.strip()


def certified(folder: Path, host: str) -> tuple[Path, Path]:
    """Write a certificate for the host, signed by itself, and its key; return their paths."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    paths[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return paths


def wait(holds: Callable[[], bool], seconds: float) -> float:
    """Return after how many seconds it holds; fail where it does not in time."""
    begun = time.monotonic()
    while not holds():
        assert time.monotonic() - begun < seconds
        time.sleep(0.02)
    return time.monotonic() - begun


def test_pages_are_kept_for_a_second(
    front: Front, address: str, ready: dict[str, str], command: Command
) -> None:
    whole = front.get(address)
    assert whole.status == 200
    assert "X-Accel-Expires" not in whole.headers
    for each in (front.get(address), front.get(f"{address}?utm_source=mail&fbclid=x")):
        assert each.body == whole.body
    packed = front.get(address, accept_encoding="gzip, deflate")
    assert gzip.decompress(packed.body) == whole.body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert front.get(address, accept_encoding="br, gzip").headers["Content-Encoding"] == "br"
    assert front.get(address, if_none_match=whole.headers["ETag"]).status == 304

    command(*MANAGE, "shell", "-v", "0", "-c", UPDATE.format(turn=1), **ready)
    wait(lambda: b"Words 1" in front.get(address).body, 2)
    command(*MANAGE, "shell", "-v", "0", "-c", WITHDRAW, **ready)
    wait(lambda: front.get(address).status == 410, 2)
    assert b"Words" not in front.get("/en/").body
    assert [line for line in front.log if line.endswith(" HIT")]


def test_what_is_for_one_reader_is_never_kept(front: Front, address: str) -> None:
    number = address.split("/")[3]
    poll = f"/en/feedback/{number}/"
    for path in ("/", poll, "/admin/login/", f"/feedback/{number}/results.json"):
        for _ in range(2):
            front.get(path)
    cookies = {front.get(poll).headers["Set-Cookie"] for _ in range(2)}
    assert len(cookies) == 2
    tags = {front.get("/", accept_language=each).headers["Location"] for each in ("en", "ar")}
    assert tags
    lines = [line for line in front.log if f'"GET {poll}"' in line or '"GET /"' in line]
    assert lines
    assert not [line for line in lines if "HIT" in line or "STALE" in line]


def test_questions_are_told_apart(front: Front, address: str) -> None:
    found, none = front.get("/en/search/?q=Words"), front.get("/en/search/?q=nothing")
    assert b"hit" in found.body
    assert found.body != none.body
    assert front.get("/en/search/?%71=nothing").body == none.body
    assert front.get("/en/search/?q=Words&q=nothing").body == none.body


def test_static_files_and_what_is_closed(front: Front) -> None:
    page = front.get("/en/").body.decode()
    sheet = re.search(r'href="(/static/[^"]+\.css)"', page)
    assert sheet
    answer = front.get(sheet[1], accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert front.get("/readyz").status == 404
    assert front.get("/metrics").status == 404
    assert front.get("/healthz").status == 200


def test_what_a_stranger_claims_of_the_way_is_overwritten(front: Front) -> None:
    answer = front.get("/en/", x_forwarded_host="evil.example", x_forwarded_proto="https")
    assert answer.status == 200
    assert b"evil.example" not in answer.body


def test_large_and_broken_requests_are_refused(front: Front) -> None:
    large = b"x" * 300_000
    head = b"POST /en/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % len(large)
    assert b" 413 " in front.raw(head).splitlines()[0]
    long = b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    assert b" 414 " in front.raw(long).splitlines()[0]


def test_a_flood_of_posts_is_slowed_down(front: Front, address: str) -> None:
    poll = f"/en/feedback/{address.split('/')[3]}/"
    told = [front.get(poll, "POST").status for _ in range(80)]
    assert 429 in told
    assert told[0] == 403  # no form of ours
    assert front.get(poll).status == 200  # reading goes on


def test_a_page_outlives_gunicorn_for_a_while(front: Front, address: str) -> None:
    before = front.get(address)
    front.site.stop()
    time.sleep(1.1)
    assert front.get(address).body == before.body
    assert front.get("/en/corrections/").status == 502


def test_logs_do_not_know_readers(front: Front, address: str) -> None:
    front.get(f"{address}?token=secret", user_agent="Sniffer/1.0", referer="https://x.example/")
    logged = "\n".join(front.log)
    assert address in logged
    for word in ("127.0.0.1", "secret", "Sniffer", "x.example"):
        assert word not in logged
    front.site.stop()
    front.get("/en/feedback/1/")
    for path in front.folder.glob("*.log"):
        assert "client: 127.0.0.1" not in path.read_text()


def test_with_tls_the_whole_file_serves(
    ready: dict[str, str], start_site: StartSite, tmp_path: Path
) -> None:
    certificate, key = certified(tmp_path, "news.example.org")
    site = start_site(
        **ready,
        TRUSTED_PROXIES="127.0.0.1",
        BEHIND_TLS="1",
        ALLOWED_HOSTS="news.example.org",
        CSRF_TRUSTED_ORIGINS="https://news.example.org",
        SECRET_KEY="a-secret-of-the-test-that-is-long-enough-to-be-taken-for-one",
        CONTACT_EMAIL="desk@news.example.org",
    )
    port, plain, folder = free_port(), free_port(), tmp_path / "nginx"
    data = Path(ready["DATA_DIR"])
    conf = nginx_conf.write(folder, port, site.port, data, (certificate, key, plain))
    process = subprocess.Popen([program("nginx", "nginx-light"), "-c", str(conf)])
    try:
        await_port(port, folder)
        trust = ssl.create_default_context(cafile=str(certificate))
        trust.set_alpn_protocols(["h2", "http/1.1"])
        with (
            socket.create_connection(("127.0.0.1", port)) as bare,
            trust.wrap_socket(bare, server_hostname="news.example.org") as connection,
        ):
            assert connection.selected_alpn_protocol() == "h2"
        trust.set_alpn_protocols(["http/1.1"])
        request = b"GET /en/ HTTP/1.1\r\nHost: news.example.org\r\nConnection: close\r\n\r\n"
        for _ in range(2):
            with (
                socket.create_connection(("127.0.0.1", port)) as bare,
                trust.wrap_socket(bare, server_hostname="news.example.org") as connection,
            ):
                connection.sendall(request)
                told = b""
                while part := connection.recv(65536):
                    told += part
            assert told.startswith(b"HTTP/1.1 200")
            assert b"Strict-Transport-Security" in told
            assert b"https://news.example.org/en/" in told
        unknown = ssl.create_default_context()
        unknown.check_hostname, unknown.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection(("127.0.0.1", port)) as bare,
            pytest.raises(ssl.SSLError),
            unknown.wrap_socket(
                bare, server_hostname="evil.example", do_handshake_on_connect=False
            ) as connection,
        ):
            connection.do_handshake()
        redirect = http.client.HTTPConnection("127.0.0.1", plain, timeout=PATIENCE)
        redirect.request("GET", "/en/?q=1", headers={"Host": "news.example.org"})
        answer = redirect.getresponse()
        assert answer.status == 301
        assert answer.headers["Location"] == "https://news.example.org/en/?q=1"
        redirect.close()
    finally:
        process.terminate()
        process.wait(PATIENCE)
