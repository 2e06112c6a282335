"""Figures: a photo, a gallery or an embed, each as one canonical element without content."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Literal, cast

from articles import embeds
from articles.body.elements import Element, as_attribute, as_text

Kind = Literal["photo", "gallery", "embed"]
SIZES = ("text", "wide")
ID = re.compile("[1-9][0-9]{0,17}")
FIGURE = re.compile(
    r'<figure data-(photo|gallery|embed)="([^"]*)"(?: data-size="(\w+)")?>'
    r"(?:<figcaption>([^<]*)</figcaption>)?</figure>"
)


@dataclass(frozen=True)
class Figure:
    """``caption`` is this article's own; empty: that of the photo."""

    kind: Kind
    photos: tuple[int, ...] = ()
    size: str = SIZES[0]
    caption: str = ""
    embed: embeds.Embed | None = None

    def __str__(self) -> str:
        """Return its canonical HTML."""
        attribute = f'data-{self.kind}="{as_attribute(self._value())}"'
        if self.kind == "photo":
            attribute += f' data-size="{self.size}"'
        caption = f"<figcaption>{as_text(self.caption)}</figcaption>" if self.caption else ""
        return f"<figure {attribute}>{caption}</figure>"

    def _value(self) -> str:
        return str(self.embed) if self.embed else ",".join(map(str, self.photos))


def of_element(element: Element) -> Figure | None:
    """Return what a figure of any HTML stands for, ``None`` if for nothing that a body may hold."""
    said = element.attributes
    captions = [child for child in element.children if is_caption(child)]
    caption = " ".join(cast(Element, captions[0]).text().split()) if captions else ""
    if ID.fullmatch(said.get("data-photo", "")):
        size = said.get("data-size", "")
        shown = size if size in SIZES else SIZES[0]
        return Figure("photo", (int(said["data-photo"]),), shown, caption)
    photos = [each.strip() for each in said.get("data-gallery", "").split(",")]
    if chosen := tuple(dict.fromkeys(int(each) for each in photos if ID.fullmatch(each))):
        return Figure("gallery", chosen, caption=caption)
    if embed := embeds.find(said.get("data-embed", "")):
        return Figure("embed", caption=caption, embed=embed)
    return None


def is_caption(child: Element | str) -> bool:
    return isinstance(child, Element) and child.tag == "figcaption"


def of_match(found: re.Match[str]) -> Figure:
    """Return the figure that ``FIGURE`` found in a cleaned body."""
    kind, value, size, caption = found.groups()
    photos = () if kind == "embed" else tuple(map(int, value.split(",")))
    embed = embeds.find(unescape(value)) if kind == "embed" else None
    return Figure(cast(Kind, kind), photos, size or SIZES[0], unescape(caption or ""), embed)
