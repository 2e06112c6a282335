from typing import Any

from django import template
from django.template import Context
from django.utils.translation import gettext as _

from newsroom.desk import desk_of, panels

register = template.Library()


@register.simple_tag(takes_context=True)
def desk(context: Context) -> dict[str, Any]:
    """Return the lists of who looks, and the time on their clock."""
    mine = desk_of(context["request"].user)
    return {"panels": panels(mine), "now": mine.clock(mine.at, _("Now"))}
