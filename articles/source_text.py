"""The text that a translation is made from, as its translator reads it: what came, what went."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import body


class Fate(StrEnum):
    KEPT = "kept"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Passage:
    html: SafeString
    fate: Fate


def passages(before: str, after: str, captions: Mapping[int, str]) -> list[Passage]:
    """Return a cleaned body block by block, with those of its earlier state that are gone.

    ``captions`` are those of its photos: a translator needs their words, not their picture.
    """

    def draw(figure: body.Figure) -> str:
        words = [figure.caption] if figure.caption else [captions.get(n, "") for n in figure.photos]
        context = {"kind": figure.kind, "words": list(filter(None, words))}
        return render_to_string("admin/articles/article/_source_figure.html", context)

    return [
        Passage(body.render(block, draw), fate)
        for block, fate in _compared(body.blocks(before), body.blocks(after))
    ]


def _compared(before: list[str], after: list[str]) -> Iterator[tuple[str, Fate]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield from ((block, Fate.KEPT) for block in after[new_start:new_end])
        else:
            yield from ((block, Fate.GONE) for block in before[start:end])
            yield from ((block, Fate.NEW) for block in after[new_start:new_end])
