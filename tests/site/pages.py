"""The page cache of one process, asked without a server between."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from articles.models import Article
from newsroom.gate import Application, Environ, StartResponse
from newsroom.page_cache.application import PageCache


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def cache_status(self) -> str:
        return self.headers.get("Cache-Status", "")


@dataclass
class Counted:
    """An application that notes what it is asked."""

    application: Application
    asked: list[Environ] = field(default_factory=list)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.asked.append(environ)
        return self.application(environ, start_response)


class Process:
    """A process of the site: what it keeps is its own, ``asked`` what its Django was asked."""

    def __init__(self, application: Application, release: str = "one") -> None:
        self.django = Counted(application)
        self.cache = PageCache(self.django, release)

    @property
    def asked(self) -> list[str]:
        return [
            environ["PATH_INFO"] + (f"?{query}" if (query := environ["QUERY_STRING"]) else "")
            for environ in self.django.asked
        ]

    def get(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for an address; ``if_none_match="…"`` sets the header of that name."""
        path, _, query = address.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "192.0.2.7",
            "HTTP_HOST": "localhost",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            **{f"HTTP_{name.upper()}": value for name, value in headers.items()},
        }
        started: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            started.append((status, headers))

        parts = self.cache(environ, start)
        content = b"".join(parts)
        if close := getattr(parts, "close", None):
            close()
        status, sent = started[-1]
        return Answer(int(status.split()[0]), dict(sent), content)


Start = Callable[[], Process]


def update(article: Article, headline: str) -> None:
    """Give readers another headline."""
    article.headline = headline
    article.save()
    article.freeze(None)
    article.publish(None)
