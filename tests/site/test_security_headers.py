"""What a browser, a proxy and the log are told, asked of a real gunicorn."""

import http.client
import signal

import pytest

from tests.site.conftest import PATIENCE

HOST = "news.example.org"
BEHIND_TLS = {
    "ALLOWED_HOSTS": HOST,
    "CSRF_TRUSTED_ORIGINS": f"https://{HOST}",
    "SECRET_KEY": "a-secret-of-this-test-" * 3,
    "BEHIND_TLS": "1",
}


def policy(answer):
    """Return the content security policy as a dictionary of its directives."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: set(values) for name, *values in parts}


def cookies(answer):
    return answer.headers.get_all("Set-Cookie") or []


def test_every_page_carries_the_same_strict_headers(start_site):
    site = start_site()
    for path, status in [("/en/", 200), ("/en/nothing-here/", 404), ("/admin/login/", 200)]:
        answer = site.get(path)
        assert answer.status == status
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
        directives = policy(answer)
        assert directives["style-src"] == {"'self'"}
        for name in ("default-src", "frame-ancestors", "base-uri", "object-src"):
            assert directives[name] == {"'none'"}
        # The admin's import map may add a nonce, no page anything broader.
        assert {v for v in directives["script-src"] if "nonce-" not in v} == {"'self'"}
    assert policy(site.get("/en/"))["script-src"] == {"'self'"}


def test_without_tls_nothing_is_promised_that_needs_it(start_site):
    answer = start_site().get("/admin/login/")
    assert "Strict-Transport-Security" not in answer.headers
    [cookie] = cookies(answer)
    assert "Secure" not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_behind_tls_readers_are_held_to_it(start_site):
    site = start_site(**BEHIND_TLS)
    plain = site.get("/en/", host=HOST)
    assert (plain.status, plain.headers["Location"]) == (301, f"https://{HOST}/en/")
    secure = site.get("/admin/login/", host=HOST, x_forwarded_proto="https")
    assert secure.status == 200
    assert secure.headers["Strict-Transport-Security"] == "max-age=31536000"
    [cookie] = cookies(secure)
    assert "Secure" in cookie
    assert site.get("/readyz").status == 200  # those who watch the process speak plain HTTP


def test_forwarded_headers_are_not_believed_unless_told_to(start_site):
    site = start_site()
    forged = {
        "x_forwarded_host": "evil.example.net",
        "x_forwarded_for": "203.0.113.9",
        "x_forwarded_proto": "https",
        "x_forwarded_port": "444",
        "forwarded": "for=203.0.113.9;host=evil.example.net;proto=https",
        "script_name": "/evil",
    }
    plain, answer = site.get("/"), site.get("/", **forged)
    assert answer.status == plain.status == 302
    assert answer.headers["Location"] == plain.headers["Location"]
    assert "Strict-Transport-Security" not in answer.headers
    assert "evil" not in str(answer.headers)
    assert "Secure" not in cookies(site.get("/admin/login/", **forged))[0]


@pytest.mark.parametrize("host", ["evil.example.net", "news.example.org.evil.net", "a b", "", "["])
def test_foreign_host_is_refused(start_site, host):
    site = start_site(**BEHIND_TLS)
    answer = site.get("/en/", host=host, x_forwarded_proto="https")
    assert answer.status == 400
    assert b"Traceback" not in answer.body
    site.stop()
    assert "Invalid HTTP_HOST" not in site.log.read_text()


def test_log_tells_the_page_but_not_its_reader(start_site):
    site = start_site()
    known = {"user_agent": "Telltale/1.0", "referer": "http://telltale.example.org/"}
    site.get("/en/?telltale=1", **known, x_forwarded_for="203.0.113.9")
    site.get("/en/nothing-here/?telltale=2", **known)
    site.get("/en/?telltale=3", **known, host="telltale.example.net")
    malformed = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    malformed.putrequest("GET", "/en/?telltale=4")
    malformed.putheader("Content-Length", "-telltale")
    malformed.endheaders()
    assert malformed.getresponse().status == 400
    malformed.close()
    assert site.stop() == 0
    log = site.log.read_text()
    assert '"GET /en/" 200' in log
    assert "Refused a malformed request." in log
    assert "telltale=" not in log
    assert "Telltale/1.0" not in log
    assert "-telltale" not in log
    assert "203.0.113.9" not in log
    addresses = [line for line in log.splitlines() if "127.0.0.1" in line]
    assert all("Listening at" in line for line in addresses)


def test_stop_waits_for_the_answer_that_is_under_way(start_site):
    site = start_site()
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
    connection.putrequest("POST", "/admin/login/")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", "10")
    connection.endheaders(b"username=")
    assert site.get("/healthz").status == 200  # by now the worker reads the form
    site.process.send_signal(signal.SIGTERM)
    connection.send(b"x")
    assert connection.getresponse().status == 403  # no CSRF token, but an answer
    connection.close()
    assert site.process.wait(PATIENCE) == 0
