"""A cleaned body as readers get it."""

import re
from collections.abc import Callable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles.body.figures import FIGURE, Figure, of_match
from articles.body.references import LINK

TABLE = re.compile(r"<table>(?:<caption>([^<]*)</caption>)?.*?</table>", re.DOTALL)
FACTS = re.compile(r'<aside data-kind="facts">(?=(?:<h3>(.*?)</h3>)?)', re.DOTALL)
PULL = '<blockquote data-kind="pull">'
TAG = re.compile("<[^>]*>")


def render(
    html: str,
    draw: Callable[[Figure], str],
    address: Callable[[int], str | None] = lambda _article: None,
) -> SafeString:
    """Return a cleaned body with each figure drawn, and links to our articles resolved.

    A link leads to ``address(article)``; without one its words stand alone.
    """

    def link(found: re.Match[str]) -> str:
        url = address(int(found[1]))
        return f'<a href="{escape(url)}">{found[2]}</a>' if url else found[2]

    html = LINK.sub(link, html)
    html = FACTS.sub(_fact_box, html.replace(PULL, '<blockquote class="pull">'))
    html = TABLE.sub(_scrollable, html)
    html = FIGURE.sub(lambda found: draw(of_match(found)), html)
    return mark_safe(html)  # noqa: S308  (cleaned when saved)


def _fact_box(found: re.Match[str]) -> str:
    name = TAG.sub("", found[1] or "").replace('"', "&quot;") or escape(_("Facts"))
    return f'<aside class="facts" aria-label="{name}">'


def _scrollable(found: re.Match[str]) -> str:
    """Let a table that is wider than the page be moved by keyboard too."""
    name = (found[1] or "").replace('"', "&quot;") or escape(_("Table"))
    return (
        f'<div class="wide-table" role="region" tabindex="0" aria-label="{name}">{found[0]}</div>'
    )
