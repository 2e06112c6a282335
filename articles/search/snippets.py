"""What a search found, shown in the words around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.search.terms import Terms
from articles.search.words import words

BEFORE, AFTER = 80, 170  # characters that are shown of a text around what was found first
# Letters with what writers put on, between and into them; folding leaves it out (see ``words``).
TOKEN = re.compile(
    "[\\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed'’ʼ\u200d\u00ad]+"
)


@dataclass(frozen=True)
class Piece:
    """A part of a text; ``found`` is what the search was for."""

    text: str
    found: bool = False


def marked(text: str, terms: Terms) -> list[Piece]:
    """Return the whole text in pieces."""
    return _pieces(text, list(_spans(text, terms.phrases)))


def snippet(text: str, terms: Terms) -> list[Piece]:
    """Return the part of a text around what was found first; nothing where nothing is found."""
    first = next(_spans(text, terms.phrases), None)
    if first is None:
        return []
    start, end = max(0, first[0] - BEFORE), min(len(text), first[1] + AFTER)
    if start:
        start = text.find(" ", start, first[0]) + 1 or first[0]
    if end < len(text):
        end = max(text.rfind(" ", first[1], end), first[1])
    pieces = marked(text[start:end], terms)
    return [
        *([Piece("… ")] if start else []),
        *pieces,
        *([Piece(" …")] if end < len(text) else []),
    ]


def _spans(text: str, phrases: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Yield where the phrases stand, in order, none over another."""
    by_first: dict[str, list[Sequence[str]]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_first.setdefault(phrase[0], []).append(phrase)
    open_phrases: list[tuple[int, Sequence[str], int]] = []  # where each began, what, how far
    free_from = 0
    for token in TOKEN.finditer(text):
        for word in _folded(token[0]):
            begun = by_first.get(word, ())
            if not open_phrases and not begun:
                continue
            going = [
                (start, phrase, done + 1)
                for start, phrase, done in open_phrases
                if phrase[done] == word
            ]
            going += [(token.start(), phrase, 1) for phrase in begun]
            whole = [each for each in going if each[2] == len(each[1])]
            open_phrases = [each for each in going if each[2] < len(each[1])]
            for start, _phrase, _done in whole[:1]:
                if start >= free_from:
                    yield start, token.end()
                    free_from = token.end()


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, place = [], 0
    for start, end in spans:
        pieces += [Piece(text[place:start]), Piece(text[start:end], found=True)]
        place = end
    return [piece for piece in [*pieces, Piece(text[place:])] if piece.text]


@lru_cache(maxsize=20_000)
def _folded(token: str) -> tuple[str, ...]:
    return tuple(words(token))
