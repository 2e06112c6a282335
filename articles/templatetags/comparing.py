"""Differences between two texts, as the admin shows them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.differences import Change, Piece
from articles.passages import Fate, Passage

register = template.Library()

EMPHASIS = {"em", "strong", "sub", "sup"}


@register.filter
def marked(pieces: Iterable[Piece], side: str = "") -> SafeString:
    """Return the words with ``<ins>`` and ``<del>``, and words that say so to who cannot see it.

    ``side`` leaves out what the other one has: ``old`` or ``new``.
    """
    hidden = {"old": Change.ADDED, "new": Change.REMOVED}.get(side)
    shown = (piece for piece in pieces if piece.change is not hidden and piece.text)
    return format_html_join("", "{}", ((_drawn(piece),) for piece in shown))


def _drawn(piece: Piece) -> SafeString:
    if piece.change is Change.SAME:
        return _with_marks(piece)
    tag, begins, ends = {
        Change.ADDED: ("ins", _("added:"), _("end of what was added")),
        Change.REMOVED: ("del", _("removed:"), _("end of what was removed")),
    }[piece.change]
    said = '<span class="visually-hidden">[{}] </span>'
    return format_html(f"<{{}}>{said}{{}}{said}</{{}}>", tag, begins, _with_marks(piece), ends, tag)


def _with_marks(piece: Piece) -> SafeString:
    text = format_html("{}", piece.text)
    for mark in reversed(piece.marks):
        name, _space, address = mark.partition(" ")
        if name in EMPHASIS:
            text = format_html("<{}>{}</{}>", name, text, name)
        elif name == "a":
            text = format_html('<span class="link">{}</span>', text)
            if piece.change is not Change.SAME:
                text += format_html(' <span class="address">[{}]</span>', address)
    return text


@register.filter
def kind_name(passage: Passage) -> str:
    """Return what a passage is in the words of the editor."""
    *boxes, tag = passage.kind.split() or [""]
    for name, label in (
        ("data-photo", _("Photo %s")),
        ("data-gallery", _("Gallery of photos %s")),
        ("data-embed", _("Embed %s")),
    ):
        if name in passage.attributes:
            return label % passage.attributes[name]
    names = {
        "h2": _("Subhead"),
        "h3": _("Subhead"),
        "li": _("List item"),
        "figcaption": _("Words below it"),
        "caption": _("Title of a table"),
        "td": _("Cell of a table"),
        "th": _("Head of a table"),
        "blockquote": _("Quotation"),
        "pull": _("Pull quote"),
        "facts": _("Fact box"),
    }
    known = (names[each] for each in (tag, *reversed(boxes)) if each in names)
    return next(known, _("Paragraph"))


@register.filter
def fate_name(fate: Fate) -> str:
    return {
        Fate.SAME: "",
        Fate.CHANGED: _("changed"),
        Fate.REMOVED: _("removed"),
        Fate.ADDED: _("added"),
        Fate.MOVED_AWAY: _("moved away from here"),
        Fate.MOVED_HERE: _("moved here"),
    }[fate]


@register.filter
def in_a_row(names: Iterable[str]) -> str:
    return _(", ").join(names)


@register.filter
def photo_of(passage: Passage, photos: Mapping[int, Any]) -> Any:
    number = passage.attributes.get("data-photo", "")
    return photos.get(int(number)) if number.isdecimal() else None


@register.filter
def attributes(passage: Passage) -> SafeString:
    """Return what tells a passage without words of its own, but for the number of its photo."""
    shown = [
        (name.removeprefix("data-"), value)
        for name, value in sorted(passage.attributes.items())
        if name != "data-photo"
    ]
    return format_html_join(_(", "), "{}: {}", shown)
