"""What changed between two texts, word by word, as prose is read.

The words are aligned by E. Myers, “An O(ND) difference algorithm and its variations” (1986), which
finds the fewest words to take out and put in. Where two passages have little in common the shortest
way is not the most readable one: then the whole passage counts as replaced. The effort is bounded:
once it is spent, passages that differ count as replaced as a whole.
"""

import re
from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# A word with the marks that combine with its letters, joiners and apostrophes; any other sign is
# a word of its own. What space follows belongs to it, and does not tell two words apart.
_LETTER = r"[\w\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d]"
_WORD = re.compile(rf"(?P<text>{_LETTER}+(?:['’]{_LETTER}+)*|\S?)(?P<space>\s*)")
EFFORT = 1_500_000  # steps of alignment for two whole articles: about a second
ALIKE = 0.4  # the share of words in common from which on two passages are one that was changed


class Change(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Word:
    """``marks`` are what is said of it beyond its letters: emphasis, the address it links to."""

    text: str
    space: str = ""
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        return self.text, self.marks


@dataclass(frozen=True)
class Piece:
    """A run of text to which one thing happened."""

    change: Change
    text: str
    marks: tuple[str, ...] = ()


@dataclass
class Effort:
    """The steps that may still be spent; shared by all passages of two articles."""

    left: int = EFFORT


# From where to where in the old and the new sequence, and whether these are the same.
Run = tuple[bool, int, int, int, int]


def words_of(text: str, marks: tuple[str, ...] = ()) -> list[Word]:
    return [
        Word(found["text"], found["space"], marks) for found in _WORD.finditer(text) if found[0]
    ]


def compare(old: str, new: str) -> list[Piece]:
    """Return the pieces of two plain texts. Without the added ones they are ``old``, to the letter;
    without the removed ones, ``new``."""
    return compare_words(words_of(old), words_of(new), Effort())


def compare_words(old: Sequence[Word], new: Sequence[Word], effort: Effort) -> list[Piece]:
    runs = align([word.key for word in old], [word.key for word in new], effort)
    pieces: list[Piece] = []
    for same, start, end, new_start, new_end in _readable(runs, old, new):
        if not same:
            pieces += _run(Change.REMOVED, old[start:end])
            pieces += _run(Change.ADDED, new[new_start:new_end])
            continue
        for before, after in zip(old[start:end], new[new_start:new_end], strict=True):
            pieces.append(Piece(Change.SAME, after.text, after.marks))
            if before.space == after.space:
                pieces.append(Piece(Change.SAME, after.space, after.marks))
            else:
                pieces.append(Piece(Change.REMOVED, before.space, before.marks))
                pieces.append(Piece(Change.ADDED, after.space, after.marks))
    return list(_joined(_spaces_shared(list(_joined(pieces)))))


def _run(change: Change, words: Iterable[Word]) -> Iterator[Piece]:
    return (Piece(change, word.text + word.space, word.marks) for word in words)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield removals before additions between two passages that stay, and each as one piece."""
    waiting: dict[Change, list[Piece]] = {change: [] for change in Change}

    def flush() -> Iterator[Piece]:
        for change in (Change.REMOVED, Change.ADDED, Change.SAME):
            yield from waiting[change]
            waiting[change] = []

    for piece in pieces:
        if not piece.text:
            continue
        stays = piece.change is Change.SAME
        if any(run for change, run in waiting.items() if (change is Change.SAME) is not stays):
            yield from flush()
        run = waiting[piece.change]
        if run and run[-1].marks == piece.marks:
            run[-1] = Piece(piece.change, run[-1].text + piece.text, piece.marks)
        else:
            run.append(piece)
    yield from flush()


def _spaces_shared(pieces: list[Piece]) -> Iterator[Piece]:
    """Take the space that ends both a removal and the addition in its place out of both."""
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.change is Change.REMOVED and after and after.change is Change.ADDED:
            shared = _shared_space(piece, after)
            yield Piece(piece.change, piece.text[: len(piece.text) - shared], piece.marks)
        elif piece.change is Change.ADDED and before and before.change is Change.REMOVED:
            shared = _shared_space(before, piece)
            cut = len(piece.text) - shared
            yield Piece(piece.change, piece.text[:cut], piece.marks)
            yield Piece(Change.SAME, piece.text[cut:])
        else:
            yield piece


def _shared_space(removed: Piece, added: Piece) -> int:
    ends = [text[len(text.rstrip()) :] for text in (removed.text, added.text)]
    length = min(map(len, ends))
    while ends[0][len(ends[0]) - length :] != ends[1][len(ends[1]) - length :]:
        length -= 1
    return length


def _readable(runs: list[Run], old: Sequence[Word], new: Sequence[Word]) -> Iterator[Run]:
    """Yield the runs, those that stay but are too small to help a reader among the changed ones.

    A few words that happen to stay between two longer changes ("the", a comma) are noise.
    """
    kept: list[Run] = []
    for place, run in enumerate(runs):
        same, start, end, *_ = run
        inside = 0 < place < len(runs) - 1
        if same and inside:
            letters = sum(len(word.text) for word in old[start:end] if word.text[:1].isalnum())
            around = min(_letters(runs[place - 1], old, new), _letters(runs[place + 1], old, new))
            if letters <= 3 and around > letters:
                run = (False, *run[1:])
        if kept and not kept[-1][0] and not run[0]:
            last = kept.pop()
            run = (False, last[1], run[2], last[3], run[4])
        kept.append(run)
    yield from kept


def _letters(run: Run, old: Sequence[Word], new: Sequence[Word]) -> int:
    _, start, end, new_start, new_end = run
    return max(
        sum(len(word.text) for word in old[start:end]),
        sum(len(word.text) for word in new[new_start:new_end]),
    )


def align(old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort) -> list[Run]:
    """Return what stays and what changes, in order, as runs that cover both sequences."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    middle = _matches(old[head : len(old) - tail], new[head : len(new) - tail], effort)
    matches = [
        (0, 0, head),
        *((x + head, y + head, length) for x, y, length in middle),
        (len(old) - tail, len(new) - tail, tail),
    ]
    runs: list[Run] = []
    at, new_at = 0, 0
    for x, y, length in matches:
        if x > at or y > new_at:
            runs.append((False, at, x, new_at, y))
        at, new_at = x + length, y + length
        if length:
            runs.append((True, x, at, y, new_at))
    return runs


def _matches(
    old: Sequence[Hashable], new: Sequence[Hashable], effort: Effort
) -> list[tuple[int, int, int]]:
    """Return where both sequences are the same: place, place, length.

    None if they have less than ``ALIKE`` in common, or if the effort runs out.
    """
    most = int((len(old) + len(new)) * (1 - ALIKE)) + 1
    # By diagonal, the furthest place in ``old`` so far; ``middle`` is the place of diagonal 0.
    middle = most + 1
    furthest = [0] * (2 * most + 3)
    trail: list[array[int]] = []
    for edits in range(most + 1):
        trail.append(array("l", furthest[middle - edits - 1 : middle + edits + 2]))
        effort.left -= edits + 1
        if effort.left < 0:
            return []
        for diagonal in range(-edits, edits + 1, 2):
            left, right = furthest[middle + diagonal - 1], furthest[middle + diagonal + 1]
            down = diagonal == -edits or (diagonal != edits and left < right)
            x = right if down else left + 1
            y = x - diagonal
            while x < len(old) and y < len(new) and old[x] == new[y]:
                x, y = x + 1, y + 1
            furthest[middle + diagonal] = x
            if x >= len(old) and y >= len(new):
                return _traced(trail, len(old), len(new))
    return []


def _traced(trail: "list[array[int]]", x: int, y: int) -> list[tuple[int, int, int]]:
    """Walk back from the end along the way that was found, and return what it matched."""
    found: list[tuple[int, int, int]] = []
    for edits in range(len(trail) - 1, -1, -1):
        diagonal = x - y
        left, right = trail[edits][edits + diagonal], trail[edits][edits + diagonal + 2]
        down = diagonal == -edits or (diagonal != edits and left < right)
        start = right if down else left + 1
        if not edits:
            start = 0
        if x > start:
            found.append((start, start - diagonal, x - start))
        if down:
            x, y = start, start - diagonal - 1
        else:
            x, y = start - 1, start - diagonal
    return found[::-1]
