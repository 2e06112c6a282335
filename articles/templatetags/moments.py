"""Instants as staff read them."""

import datetime

from django import template
from django.utils import timezone

from articles import zones

register = template.Library()


@register.filter
def told(instant: datetime.datetime | None) -> str:
    """Return an instant with the name of the clock that shows it (see ``zones.told``)."""
    return zones.told(instant or None)


@register.filter
def is_ahead(instant: datetime.datetime | None) -> bool:
    return instant is not None and instant > timezone.now()
