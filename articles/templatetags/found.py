"""What a search found, as readers see it."""

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.search.snippets import Piece

register = template.Library()


@register.filter
def marked(pieces: Iterable[Piece]) -> SafeString:
    """Join the pieces of a text; what the search was for is marked."""
    drawn = (
        format_html("<mark>{}</mark>", piece.text)
        if piece.found
        else conditional_escape(piece.text)
        for piece in pieces
    )
    return mark_safe("".join(drawn))  # noqa: S308  (each is escaped)
