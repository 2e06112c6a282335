"""Junk of every kind at every public address: a clear answer, never a failure, never a cookie."""

import itertools
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Section
from tests.cast import MakeImage, Publish

# Parts of a path as they stand in the request line, quoted.
PARTS = [
    "%00",
    "%ff%fe",
    "%ed%a0%80",  # half of a pair of surrogates
    "%c0%ae%c0%ae",  # dots, spelt longer than UTF-8 allows
    "..%2f..%2fetc%2fpasswd",
    "%2e%2e",
    "%0d%0aSet-Cookie:%20a=b",
    "%E2%80%AE",  # from here on right to left
    "%F0%9F%9A%A2",
    "-",
    "0",
    "-1",
    "1e9",
    "%D9%A1",  # one, as Arabic writes it
    "9223372036854775807",
    "9223372036854775808",
    "1" * 5000,
    "a" * 5000,
    "%25s%25n",
    "{{7*7}}",
    "'%20OR%201=1--",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    ";a=b",
    "a//b",
    "\\\\evil.example.net",
]
PLACES = [
    "/{part}",
    "/{part}/",
    "//{part}/",
    "/en/{part}/",
    "/ar/{part}/",
    "/en/city/{part}/",
    "/en/{part}/{id}/",
    "/en/city/{part}/night-ferry/",
    "/en/city/{id}/{part}/",
    "/en/city/{id}/night-ferry/{part}/",
    "/en/feedback/{part}/",
    "/en/feedback/{id}/{part}/",
    "/feedback/{part}/results.json",
    "/feedback/picture/{part}.png",
    "/media/{part}",
    "/media/renditions/{part}/320.jpg",
    "/static/{part}",
    "/static/newsroom/{part}",
]
QUERIES = [
    "before=%00",
    "before=%ff",
    "before[]=1",
    "before=1-1&before=x",
    "choice=%00&show=%ff",
    "%00=%00&%ff=%ff",
    "=&&=;&?",
    "%",
    "%u0041",
    "&".join(f"field{number}=1" for number in range(1200)),
    "a" * 20_000,
    "at=0000-00-00T99:99:99Z",
    "next=//evil.example.net",
]
HEADERS: list[dict[str, str]] = [
    {"Cookie": "\x00=\xff; =; ;;; a; csrftoken=\x7f; sessionid=" + "é" * 200},
    {"Cookie": "csrftoken=" + "a" * 8000},
    {"Cookie": 'sessionid="unclosed; messages=W10:forged; django_language=../../etc'},
    {"Cookie": "; ".join(f"c{number}=1" for number in range(2000))},
    {"Accept-Language": "\xff\xfe;q=x,,;q=,*;q=2," + "a-" * 3000},
    {"Accept": "\x00", "Accept-Encoding": "gzip;q=\xff, br;q=1e999"},
    {"If-None-Match": '"unclosed, W/, *, ' + '"x",' * 500},
    {"If-Modified-Since": "Mon, 99 Foo 99999 99:99:99 GMT"},
    {"If-Modified-Since": "Sun, 31 Dec 0000 23:59:60 GMT", "If-Unmodified-Since": "\xff"},
    {"Range": "bytes=9999999999999999999-,-0,x"},
    {"X-Forwarded-Proto": "gopher\xff", "X-Forwarded-For": "'; DROP", "Forwarded": "=;,"},
    {"X-Requested-With": "\x00fetch"},
    {"X-HTTP-Method-Override": "DELETE"},
    {"Referer": "http://[bad", "Origin": "null", "User-Agent": "\xff\x00"},
    {"Content-Type": "text/html; charset=\xff"},
    {"Content-Type": "text/html; charset=" + "a" * 10_000},
    {"Content-Type": "text/html; charset=__init__"},
    {"Content-Type": "multipart/form-data; boundary=" + "-" * 300},
    {"Content-Type": ";;;===", "Content-Length": "-5"},
    {"Content-Length": "many"},
    {"Transfer-Encoding": "chunked, chunked"},
]
HOSTS = ["", "a b", "evil.example.net", "[", "localhost:99999999", "\xff", "localhost/../x"]
METHODS = ["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "BREW"]


@pytest.fixture
def article(publish: Publish, arabic_section: Section, make_image: MakeImage) -> Article:
    return publish(lead_image=make_image())


@pytest.fixture
def addresses(article: Article) -> list[str]:
    """Every kind of address that readers, their browsers and machines ask for."""
    assert article.lead_image
    return [
        "/",
        "/en/",
        "/ar/",
        article.section.get_absolute_url(),
        article.get_absolute_url(),
        f"/en/city/{article.pk}/",
        f"/en/feedback/{article.pk}/",
        f"/feedback/{article.pk}/results.json",
        "/feedback/picture/0123456789.png",
        article.lead_image.src,
        "/static/newsroom/site.css",
        "/healthz",
        "/readyz",
        "/nothing-here/",
        "/en/nothing-here/",
    ]


def answered(client: Client, method: str, path: str, **sent: Any) -> tuple[int, bytes]:
    """Ask, check what holds of any answer, and return its status and body.

    A failure inside would be raised here.
    """
    response = client.generic(method, path, **sent)
    asked = (method, path[:200], response.status_code)
    assert response.status_code < 500, asked
    # The form of the poll and its picture are all that may know a reader.
    if not path.startswith(("/en/feedback/", "/ar/feedback/", "/feedback/picture/")):
        assert not response.cookies, asked
    assert "evil" not in response.headers.get("Location", "")
    return response.status_code, response.getvalue()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part[:24])
def test_hostile_paths(client: Client, article: Article, part: str) -> None:
    for place in PLACES:
        status, body = answered(client, "GET", place.format(part=part, id=article.pk))

        assert status in {200, 301, 302, 400, 404, 410}
        assert b"root:" not in body
        assert b"<script>alert" not in body


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:24])
def test_hostile_queries(client: Client, addresses: list[str], query: str) -> None:
    for address in addresses:
        status, _ = answered(client, "GET", f"{address}?{query}")

        assert status in {200, 301, 302, 400, 404, 410}


@pytest.mark.parametrize("headers", HEADERS, ids=lambda headers: " ".join(headers))
def test_hostile_headers(client: Client, addresses: list[str], headers: dict[str, str]) -> None:
    for address in addresses:
        plain, _ = answered(client, "GET", address)

        status, _ = answered(client, "GET", address, headers=headers)

        assert status in {plain, 304, 400, 412, 415}


@pytest.mark.parametrize("host", HOSTS)
def test_hostile_hosts(client: Client, addresses: list[str], host: str) -> None:
    for address in addresses:
        _, body = answered(client, "GET", address, headers={"Host": host})

        assert b"evil" not in body


@pytest.mark.parametrize("method", METHODS)
def test_odd_methods(client: Client, addresses: list[str], method: str) -> None:
    bodies = [(b"", ""), (b"\x00\xff" * 500, "multipart/form-data; boundary=x"), (b"{", "text/x")]
    for address, (sent, kind) in itertools.product(addresses, bodies):
        status, body = answered(client, method, address, data=sent, content_type=kind)

        if method == "HEAD":
            assert body == b""
        elif method == "OPTIONS" and address.endswith("results.json"):
            assert (status, body) in {(204, b"")} or status == 415
        else:
            assert status in {400, 403, 404, 405, 415}
