"""Parts of pages that are the same on many of them, drawn once until the site changes."""

from collections.abc import Sequence

from django import template
from django.db import DatabaseError
from django.template import Context, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.urls import get_script_prefix
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.interval import interval

register = template.Library()


class RememberedNode(template.Node):
    """A part of a template; ``varies`` are all values that make it another, beside the language."""

    def __init__(self, name: str, varies: Sequence[FilterExpression], part: NodeList) -> None:
        self.name, self.varies, self.nodelist = name, varies, part

    def render(self, context: Context) -> SafeString:
        try:
            drawn = interval(context.get("at") or timezone.now()).drawn
        except DatabaseError:  # pages that say so are drawn without it
            return self.nodelist.render(context)
        values = (str(value.resolve(context, ignore_failures=True) or "") for value in self.varies)
        # Within the time machine all links begin with its address.
        place = (self.name, get_language(), get_script_prefix(), *values)
        if place not in drawn:
            drawn[place] = self.nodelist.render(context)
        return drawn[place]


@register.tag
def remembered(parser: Parser, token: Token) -> RememberedNode:
    """Draw what stands between the tags once: ``{% remembered menu section.pk %}…``.

    It must depend on nothing else than the language, the site as it is, and the values named.
    """
    _tag, name, *varies = token.split_contents()
    part = parser.parse(("endremembered",))
    parser.delete_first_token()
    return RememberedNode(name, [parser.compile_filter(each) for each in varies], part)
