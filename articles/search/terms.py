"""What somebody typed into a search box, for each database."""

import re
from dataclasses import dataclass

from articles.search.marks import Choice
from articles.search.words import words

MOST_WORDS = 16
LEAST_BEGINNING = 2  # letters that the last word must have to be taken for the beginning of one
PARTS = re.compile(r'"([^"]*)"|([^"]+)')


@dataclass(frozen=True)
class Terms:
    """Phrases that a text must hold, all of them; of ``beginning`` only the first letters.

    Of each choice of ``marks`` it must have one.
    """

    phrases: tuple[tuple[str, ...], ...]
    beginning: str = ""
    marks: tuple[Choice, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.phrases or self.beginning)

    @property
    def fts5(self) -> str:
        """The terms for SQLite; no letter of them can be read as an operator."""
        parts = [f'"{" ".join(phrase)}"' for phrase in self.phrases]
        parts += [f'"{self.beginning}"*'] if self.beginning else []
        parts += ["({})".format(" OR ".join(f'"{mark}"' for mark in each)) for each in self.marks]
        return " AND ".join(parts)

    @property
    def tsquery(self) -> str:
        """The terms for a cast to PostgreSQL's ``tsquery``."""
        parts = [" <-> ".join(f"'{word}'" for word in phrase) for phrase in self.phrases]
        parts += [" | ".join(f"'{mark}'" for mark in each) for each in self.marks]
        parts = [f"({part})" for part in parts]
        return " & ".join([*parts, *([f"'{self.beginning}':*"] if self.beginning else [])])


def terms(typed: str, *, unfinished: bool = False) -> Terms:
    """Return the terms in ``typed``: words, and phrases in quotation marks.

    ``unfinished`` takes the last word, outside quotation marks, for the beginning of one: somebody
    may still be typing it. Without a word in it, the terms are false.
    """
    plain = re.sub("[“”„«»]", '"', typed)
    phrases: list[tuple[str, ...]] = []
    last_is_loose = False
    for quoted, loose in PARTS.findall(plain):
        if quoted and (found := words(quoted)):
            phrases.append(tuple(found))
            last_is_loose = False
        elif found := words(loose):
            phrases.extend((word,) for word in found)
            last_is_loose = not loose[-1:].isspace()
    kept = phrases[:MOST_WORDS]
    growing = unfinished and last_is_loose and len(kept) == len(phrases)
    if growing and len(kept[-1][0]) >= LEAST_BEGINNING:
        return Terms(tuple(kept[:-1]), kept[-1][0])
    return Terms(tuple(kept))
