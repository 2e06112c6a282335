"""The same page in other languages, as search engines are told of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from articles.addresses import of_page
from articles.languages import codes

DEFAULT = "x-default"  # for readers of any other language


class Translated(Protocol):
    """What has a page in one language: a revision, a section, a topic."""

    @property
    def language(self) -> str: ...

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True)
class Named:
    """A page that every language has, below a name of the site's addresses."""

    language: str
    name: str

    @classmethod
    def everywhere(cls, name: str) -> "list[Named]":
        return [cls(code, name) for code in codes()]

    def get_absolute_url(self) -> str:
        return of_page(self.name, self.language)


@dataclass(frozen=True)
class Alternate:
    """``code`` is that of a language of the site, or ``x-default``."""

    code: str
    url: str


def alternates(pages: Iterable[Translated]) -> list[Alternate]:
    """Return where a page stands in each language, itself included, in the site's order.

    Readers of other languages are sent to the first of them. A page in one language has none.
    """
    found = {page.language: page.get_absolute_url() for page in pages}
    ordered = [Alternate(code, found[code]) for code in codes() if code in found]
    return [*ordered, Alternate(DEFAULT, ordered[0].url)] if len(ordered) > 1 else []
