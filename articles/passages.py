"""What changed between two bodies: which paragraphs, subheads, photos, and in them which words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html.parser import HTMLParser

from articles.differences import ALIKE, Effort, Piece, Word, align, compare_words, words_of

MARKS = {"a", "b", "em", "i", "s", "strong", "sub", "sup", "u"}
BOXES = {"article", "aside", "blockquote", "details", "div", "ol", "section", "table", "ul"}
PASSED = {"tbody", "thead", "tfoot", "tr"}  # say nothing of their own
PAIRS = 1_000  # of passages that are weighed against each other at once
LEAST_MOVED = 4  # words from which on a passage is recognised in another place


@dataclass
class Passage:
    """A paragraph, a subhead, an item of a list, a photo or the like.

    ``kind`` is its tag after the boxes that it stands in (``blockquote p``). What has no words of
    its own, as a photo, is told by its attributes. A box of ours is called by its ``data-kind``.
    """

    kind: str
    attributes: dict[str, str] = field(default_factory=dict)
    words: list[Word] = field(default_factory=list)

    @property
    def key(self) -> object:
        return self.kind, tuple(sorted(self.attributes.items())), tuple(w.key for w in self.words)


class Fate(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"
    ADDED = "added"
    MOVED_AWAY = "moved-away"
    MOVED_HERE = "moved-here"


@dataclass
class Row:
    fate: Fate
    old: Passage | None
    new: Passage | None
    pieces: list[Piece]

    @property
    def passage(self) -> Passage:
        passage = self.new or self.old
        assert passage is not None  # noqa: S101  (no row is made of nothing)
        return passage


Pair = tuple[Passage | None, Passage | None]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.passages: list[Passage] = []
        self.boxes: list[str] = []
        self.names: list[str] = []
        self.marks: list[str] = []
        self.open: Passage | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs if name != "rel"}
        if tag == "br":
            self.handle_data("\n")
        elif tag in MARKS:
            self.marks.append(f"a {_target(attributes)}" if tag == "a" else tag)
        elif tag in BOXES:
            self.open = None
            self.boxes.append(tag)
            self.names.append(attributes.get("data-kind", tag))
        elif tag not in PASSED:
            # The paragraph of a list item is the item.
            if tag == "p" and self.open is not None and not self.open.words:
                return
            self.open = Passage(self._kind(tag), attributes)
            self.passages.append(self.open)

    def handle_endtag(self, tag: str) -> None:
        if tag in MARKS:
            if self.marks:
                self.marks.pop()
        elif tag in BOXES:
            if tag in self.boxes:
                place = len(self.boxes) - 1 - self.boxes[::-1].index(tag)
                del self.boxes[place:], self.names[place:]
            self.open = None
        elif tag != "br":
            self.open = None

    def handle_data(self, data: str) -> None:
        if self.open is None:
            if not data.strip():
                return
            self.open = Passage(self._kind("p"))
            self.passages.append(self.open)
        words = self.open.words
        text = data.lstrip()
        if words and text != data:
            space = data[: len(data) - len(text)]
            words[-1] = replace(words[-1], space=words[-1].space + space)
            data = text
        words += words_of(data, tuple(self.marks))

    def _kind(self, tag: str = "") -> str:
        return " ".join([*self.names, tag]).strip()


def _target(attributes: dict[str, str]) -> str:
    number = attributes.get("data-article")
    return f"#{number}" if number else attributes.get("href", "")


def passages_of(html: str) -> list[Passage]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.passages


def compare_bodies(old: str, new: str) -> list[Row]:
    """Return the passages of both bodies in reading order, each with what happened to it."""
    effort = Effort()
    before, after = passages_of(old), passages_of(new)
    rows: list[Row] = []
    for same, start, end, new_start, new_end in align(
        [passage.key for passage in before], [passage.key for passage in after], effort
    ):
        pairs: Iterable[Pair]
        if same:
            pairs = zip(before[start:end], after[new_start:new_end], strict=True)
        else:
            pairs = _paired(before[start:end], after[new_start:new_end])
        rows += [_row(one, other, effort) for one, other in pairs]
    _find_moved(rows)
    return rows


def _row(old: Passage | None, new: Passage | None, effort: Effort) -> Row:
    if old is None or new is None:
        fate = Fate.REMOVED if new is None else Fate.ADDED
    else:
        fate = Fate.SAME if old.key == new.key else Fate.CHANGED
    pieces = compare_words(old.words if old else [], new.words if new else [], effort)
    return Row(fate, old, new, pieces)


def _paired(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Pair]:
    """Yield the passages of both sides, those that are alike together.

    Of all ways to pair them in order the one in which most is alike; of very many passages, halves
    are paired on their own.
    """
    if len(old) * len(new) > PAIRS:
        half, new_half = len(old) // 2, len(new) // 2
        yield from _paired(old[:half], new[:new_half])
        yield from _paired(old[half:], new[new_half:])
        return
    counts = [Counter(word.text for word in passage.words) for passage in old]
    new_counts = [Counter(word.text for word in passage.words) for passage in new]
    # The best that can be had of what lies beyond each pair of places.
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [
        [_likeness(a, b, counts[i], new_counts[j]) for j, b in enumerate(new)]
        for i, a in enumerate(old)
    ]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = likeness[i][j] and likeness[i][j] + best[i + 1][j + 1]
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    i = j = 0
    while i < len(old) or j < len(new):
        alike = likeness[i][j] if i < len(old) and j < len(new) else 0.0
        if alike and best[i][j] == alike + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _likeness(old: Passage, new: Passage, counts: Counter[str], new_counts: Counter[str]) -> float:
    """Return from 0 (two different passages) to 1 how much of one is in the other."""
    if not old.words and not new.words:
        if old.kind != new.kind:
            return 0.0
        shared = len(old.attributes.items() & new.attributes.items())
        return shared / max(len(old.attributes), len(new.attributes), 1)
    total = len(old.words) + len(new.words)
    share = 2 * (counts & new_counts).total() / total
    return share if share >= ALIKE else 0.0


def _find_moved(rows: list[Row]) -> None:
    """Tell what stands in another place now from what is gone and what is new."""
    gone: dict[object, list[Row]] = {}
    for row in rows:
        if row.fate is Fate.REMOVED and _recognisable(row.passage):
            gone.setdefault(row.passage.key, []).append(row)
    for row in rows:
        if row.fate is Fate.ADDED and (there := gone.get(row.passage.key)):
            row.fate, there.pop(0).fate = Fate.MOVED_HERE, Fate.MOVED_AWAY


def _recognisable(passage: Passage) -> bool:
    return bool(passage.attributes) or len(passage.words) >= LEAST_MOVED


@dataclass(frozen=True)
class Fold:
    """Rows that did not change, too many to be read on the way to what did."""

    rows: list[Row]


def folded(rows: Sequence[Row], around: int = 1) -> Iterator[Row | Fold]:
    """Yield the rows, longer runs of unchanged ones folded but for those next to a change."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].fate is Fate.SAME:
            end += 1
        if end == start:
            yield rows[start]
            start += 1
            continue
        first = start + (around if start else 0)
        last = end - (around if end < len(rows) else 0)
        if last - first < 2:
            yield from rows[start:end]
        else:
            yield from rows[start:first]
            yield Fold(list(rows[first:last]))
            yield from rows[last:end]
        start = end
