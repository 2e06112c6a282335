"""The pages of the house: those that every site has, and the addresses at which pages stand.

A release brings first texts for the pages of every site, in the languages of its catalogues:
``first_pages/<language>/<slug>.html``, the title in an ``h1``, then the body. They are what
``manage.py house_pages`` writes into the database, and what readers get until it has done so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import body
from articles.languages import codes

FOLDER = Path(__file__).parent / "first_pages"
TITLE = re.compile("<h1>(.*)</h1>")
# In the order of the footer.
FIXED = {
    "about": pgettext_lazy("link to a page of the house", "About us"),
    "contact": pgettext_lazy("link to a page of the house", "Contact"),
    "privacy": pgettext_lazy("link to a page of the house", "Privacy"),
    "poll-policy": _("How our poll works"),
    "accessibility": pgettext_lazy("link to a page of the house", "Accessibility"),
}
# Where whoever reads it may want to write to somebody.
WITH_CONTACT = {"contact", "privacy", "accessibility"}
ADDRESS = re.compile(r"/(?P<language>[\w-]+)/(?P<free>pages/)?(?P<slug>[\w-]+)/")


@dataclass(frozen=True)
class Place:
    """Where a page stands: ``/<language>/<slug>/`` if every site has it, else below ``pages``."""

    language: str
    slug: str
    fixed: bool

    def __str__(self) -> str:
        return f"/{self.language}/{'' if self.fixed else 'pages/'}{self.slug}/"

    def everywhere(self) -> "Sequence[Place]":
        """Return the same place in each language of the site."""
        return [Place(code, self.slug, self.fixed) for code in codes()]


@dataclass(frozen=True)
class FirstText:
    title: str
    body: str


def place_of(address: str) -> Place:
    """Return the place with that address. Raises ``ValueError`` where no page can stand."""
    found = ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"no page stands at {address!r}")
    return Place(found["language"], found["slug"], not found["free"])


@cache
def first_text(place: Place) -> FirstText | None:
    """Return what a release brings for a page that every site has; ``None``: nothing."""
    file = FOLDER / place.language / f"{place.slug}.html"
    if not place.fixed or place.slug not in FIXED or not file.is_file():
        return None
    title, _line, text = file.read_text(encoding="utf-8").partition("\n")
    found = TITLE.fullmatch(title)
    if found is None:
        raise ValueError(f"{file} begins with no title")
    return FirstText(unescape(found[1]), body.clean(text))
