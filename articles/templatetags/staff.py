"""How staff are named in the admin, and what time it is for them."""

from typing import Any

from django import template
from django.utils.translation import gettext

from articles.people import name_of

register = template.Library()


@register.filter
def person(user: Any) -> str:
    return name_of(user) if user else gettext("nobody")
