"""Instants as staff read them, and as machines do."""

import datetime
from urllib.parse import unquote

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles import as_of as addresses
from articles import zones

register = template.Library()


@register.filter
def told(instant: datetime.datetime | None) -> str:
    """Return an instant with the name of the clock that shows it (see ``zones.told``)."""
    return zones.told(instant or None)


@register.filter(expects_localtime=True)
def timestamp(instant: datetime.datetime) -> str:
    """Return an instant for the ``datetime`` of a ``<time>``, to the second."""
    return instant.isoformat(timespec="seconds")


@register.filter
def clock(shown: datetime.datetime) -> str:
    """Return an aware time with its weekday, on the clock of its own zone, which is named."""
    words = date_format(shown, gettext("l j F Y, H:i"))
    return f"{words} ({zones.abbreviation(shown)})"


@register.filter
def is_ahead(instant: datetime.datetime | None) -> bool:
    return instant is not None and instant > timezone.now()


@register.simple_tag
def as_of(instant: datetime.datetime, url: str) -> str:
    """Return where the time machine shows an address of the site as of that instant."""
    return addresses.address(instant, unquote(url))
