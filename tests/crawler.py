"""A crawler: asks for all of the site that can be reached by following links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.test import Client

ADDRESS = re.compile(r'(?:href|src|action)="([^"]+)"|content="(http[^"]+)"')
SOURCES = re.compile(r'srcset="([^"]+)"')
LOCATED = re.compile("<(?:image:)?loc>([^<]+)<")  # in site maps
LOCATION = re.compile(r"^Location: (.+)$", re.MULTILINE)
HOST = "http://testserver"
LEFT_OUT = ("/static/", "/feedback/picture/")


@dataclass(frozen=True)
class Answer:
    url: str
    status: int
    headers: str
    body: bytes
    linked_from: str = ""

    @property
    def links(self) -> Iterator[str]:
        """What the answer names on its own host, style sheets, scripts and captchas aside.

        The picture of a captcha is drawn for one visit, from random letters.
        """
        text = unescape(self.body.decode(errors="replace"))
        named = [link or meta for link, meta in ADDRESS.findall(text)]
        named += LOCATED.findall(text)
        named += [one.split()[0] for parts in SOURCES.findall(text) for one in parts.split(",")]
        for address in [*named, *LOCATION.findall(self.headers)]:
            url = urlsplit(urljoin(f"{HOST}{self.url}", address))
            if f"{url.scheme}://{url.netloc}" == HOST and not url.path.startswith(LEFT_OUT):
                yield url._replace(scheme="", netloc="", fragment="").geturl()


def ask(client: Client, url: str) -> Answer:
    response = client.get(url)
    lines = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    lines += response.cookies.output()
    return Answer(url, response.status_code, lines, response.getvalue())


def crawl(client: Client, *starts: str) -> Iterator[Answer]:
    """Ask for all that can be reached by following links; an answer knows who linked to it."""
    found, waiting = set(starts), [(start, "") for start in starts]
    while waiting:
        url, linked_from = waiting.pop()
        answer = replace(ask(client, url), linked_from=linked_from)
        yield answer
        for link in answer.links:
            if link not in found:
                found.add(link)
                waiting.append((link, url))
