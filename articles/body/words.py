"""The words of a body without its tags."""

from articles.body.elements import VOID, Element, parse

INLINE = {"a", "em", "strong", "sub", "sup"}


def plain_text(html: str) -> str:
    """Return the words of a cleaned body, blocks and lines apart; a reference has no words."""
    return _text(parse(html)).strip()


def _text(element: Element) -> str:
    parts = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag in INLINE:
            parts.append(_text(child))
        else:
            parts.append("\n" if child.tag in VOID else f"\n{_text(child)}\n")
    return "".join(parts)
