"""The demo newsroom's texts, as they lie in the TOML files beside this module."""

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
AGE = re.compile(r"(\d+)([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Text:
    """One article. ``age`` is how long ago it was published, ``ahead`` in how long it will be.

    ``next_standfirst`` stands in the working copy alone.
    """

    slug: str
    section: str
    headline: str
    standfirst: str
    authors: list[str]
    topics: list[str]
    photo: str
    body: str
    age: str = ""
    ahead: str = ""
    state: str = "live"
    translation_of: str = ""
    correction: str = ""
    next_standfirst: str = ""
    likes: int = 0
    dislikes: int = 0
    first_version: dict[str, str] = field(default_factory=dict)

    def published_at(self, now: datetime.datetime) -> datetime.datetime:
        return now + _span(self.ahead) if self.ahead else now - _span(self.age)

    def first_body(self) -> str:
        """Return the body as it stood before it was corrected."""
        body = self.body
        for corrected, original in self.first_version.items():
            body = body.replace(corrected, original)
        return body


@dataclass(frozen=True)
class Front:
    """What editors decided about a front page; articles are named by their slugs."""

    pinned: list[str]
    banner: str
    banner_leads_to: str


def _span(words: str) -> datetime.timedelta:
    found = AGE.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is no span of time such as 25m, 3h or 12d")
    return datetime.timedelta(**{UNITS[found[2]]: int(found[1])})


def site(language: str) -> dict[str, list[dict[str, Any]]]:
    """Return the tables ``sections``, ``topics``, ``authors`` and ``pictures`` of a language."""
    tables = _tables(language)
    return {name: tables[name] for name in ("sections", "topics", "authors", "pictures")}


def front(language: str) -> Front:
    return Front(**_tables(language)["front"])


def pages(language: str) -> dict[str, dict[str, str]]:
    """Return title and body of the pages of the house that the demo has of its own, by slug."""
    written: dict[str, dict[str, str]] = _tables(language)["pages"]
    return written


def _tables(language: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def articles(language: str) -> Iterator[Text]:
    for path in sorted((FOLDER / "articles" / language).glob("*.toml")):
        yield Text(slug=path.stem, **tomllib.loads(path.read_text(encoding="utf-8")))
