"""Parts of pages that are the same on many of them, drawn once until the site changes."""

import re
from collections.abc import Sequence

from django import template
from django.db import DatabaseError
from django.template import Context, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from articles.interval import interval

register = template.Library()

GAPS = "_gaps"  # no template can read a name like that
GAP = re.compile("\0([0-9]+)\0")
Drawn = list[SafeString | NodeList]  # what is the same, and what is drawn anew between it


class RememberedNode(template.Node):
    """A part of a template; ``varies`` are all values that make it another, beside the language."""

    def __init__(self, name: str, varies: Sequence[FilterExpression], part: NodeList) -> None:
        self.name, self.varies, self.nodelist = name, varies, part

    def render(self, context: Context) -> SafeString:
        try:
            known = interval(context.get("at") or timezone.now())
        except DatabaseError:  # pages that say so are drawn without it
            return self.nodelist.render(context)
        values = (str(value.resolve(context, ignore_failures=True) or "") for value in self.varies)
        # Within the time machine all links begin with its address.
        place = (self.name, get_language(), get_script_prefix(), *values)
        pieces = known.once(place, lambda: self._draw(context))
        return mark_safe("".join(_piece(each, context) for each in pieces))  # noqa: S308  (drawn)

    def _draw(self, context: Context) -> Drawn:
        gaps: list[NodeList] = []
        with context.push(**{GAPS: gaps}):
            texts = GAP.split(self.nodelist.render(context))
        return [
            gaps[int(text)] if place % 2 else mark_safe(text)  # noqa: S308  (drawn)
            for place, text in enumerate(texts)
        ]


class FreshNode(template.Node):
    """What is drawn each time within a part that is remembered."""

    def __init__(self, part: NodeList) -> None:
        self.nodelist = part

    def render(self, context: Context) -> SafeString:
        gaps = context.get(GAPS)
        if gaps is None:
            return self.nodelist.render(context)
        gaps.append(self.nodelist)
        return mark_safe(f"\0{len(gaps) - 1}\0")  # noqa: S308  (digits)


def _piece(piece: SafeString | NodeList, context: Context) -> SafeString:
    return piece.render(context) if isinstance(piece, NodeList) else piece


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """Draw what stands between the tags once: ``{% remembered menu section.pk %}…``.

    It must depend on nothing else than the language, the site as it is, and the values named.
    """
    _tag, name, *varies = token.split_contents()
    part = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(name, [parser.compile_filter(each) for each in varies], part)


@register.tag
def fresh(parser: Parser, token: Token) -> FreshNode:
    """Draw what stands between the tags each time, within a part that is remembered.

    It sees what the template sees around that part, not what is set within it.
    """
    part = parser.parse(("endfresh",))
    parser.delete_first_token()
    return FreshNode(part)
