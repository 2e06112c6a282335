"""What reaches Django at all: no header makes it fail, and no answer to HEAD has a body."""

import http.client
from wsgiref.util import setup_testing_defaults

import pytest

from newsroom.gate import Gate
from tests.site.conftest import PATIENCE, StartSite

UNREADABLE = [
    "text/plain; charset*=nope''41",
    "text/plain; a*=x'y'z'w",
    "text/plain; x*=idna''%ff",
    "application/x-www-form-urlencoded; charset*=nope''1",
    "text/plain; charset=utf\x00-8",
]
READABLE = ["", "text/plain", "text/html; charset=utf-8", "text/html; charset=no-such", ";;==="]


class Answer:
    """An answer of an application, which counts how often it is closed."""

    def __init__(self) -> None:
        self.closed = 0

    def __iter__(self):
        return iter([b"whole\n"])

    def close(self) -> None:
        self.closed += 1


def ask(method: str, content_type: str) -> tuple[str, dict[str, str], bytes, Answer]:
    """Return status, headers and body as they come through the gate, and what was behind it."""
    environ = {"REQUEST_METHOD": method, "CONTENT_TYPE": content_type}
    setup_testing_defaults(environ)
    answer, started = Answer(), []

    def application(environ, start_response):
        start_response("200 OK", [("Content-Length", "6")])
        return answer

    body = Gate(application)(environ, lambda status, headers: started.append((status, headers)))
    [(status, headers)] = started
    return status, dict(headers), b"".join(body), answer


@pytest.mark.parametrize("content_type", UNREADABLE)
def test_a_content_type_that_cannot_be_read_is_refused(content_type: str) -> None:
    status, headers, body, _ = ask("POST", content_type)

    assert status.startswith("415 ")
    assert headers["Content-Type"] == "text/plain; charset=utf-8"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Length"] == str(len(body))


@pytest.mark.parametrize("content_type", READABLE)
def test_any_other_content_type_is_let_through(content_type: str) -> None:
    status, _, body, answer = ask("GET", content_type)

    assert (status, body, answer.closed) == ("200 OK", b"whole\n", 0)


def test_head_has_the_length_but_no_body(start_site: StartSite) -> None:
    status, headers, body, answer = ask("HEAD", "")
    assert (status, headers["Content-Length"], body) == ("200 OK", "6", b"")
    assert answer.closed == 1

    site = start_site()
    whole = site.get("/en/")
    for path in ("/en/", "/en/nothing-here/", "/healthz", "/static/newsroom/site.css"):
        connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=PATIENCE)
        connection.request("HEAD", path)
        response = connection.getresponse()
        assert response.read() == b""
        if path == "/en/":
            assert response.headers["Content-Length"] == str(len(whole.body))
        connection.close()
    site.stop()
    assert "no-body" not in site.log.read_text()


def test_gunicorn_answers_what_django_would_fail_at(start_site: StartSite) -> None:
    site = start_site()
    for content_type in UNREADABLE[:4]:
        for path in ("/en/", "/healthz", "/static/newsroom/site.css"):
            assert site.get(path, content_type=content_type).status == 415
    site.stop()
    assert "Traceback" not in site.log.read_text()
