"""Cleaned HTML as a tree, and text as HTML."""

from collections.abc import Iterator
from html.parser import HTMLParser

DEEPEST = 40  # levels; what is nested deeper was not written by an editor and moves up
VOID = {"br"}


class Element:
    """A tag with its attributes; text stands among ``children`` as plain strings."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element | str] = []

    def text(self) -> str:
        """Return the words in it, whatever their tags."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def within(self, *tags: str) -> "Iterator[Element]":
        """Yield the elements of these tags below it, in order."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                yield from child.within(*tags)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Element("", {})]
        self.too_deep: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len(self.open) > DEEPEST:
            if tag not in VOID:
                self.too_deep.append(tag)
            return
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self.too_deep:
            self.too_deep.pop()
        elif len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """Return the root of HTML in which every tag is closed, as a cleaner writes it."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.open[0]


def as_text(words: str) -> str:
    """Return words as HTML, escaped as the cleaner escapes them."""
    words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return words.replace("\xa0", "&nbsp;")


def as_attribute(value: str) -> str:
    return as_text(value).replace('"', "&quot;")
