from django import template
from django.contrib.admin.models import LogEntry

from newsroom import audit

register = template.Library()


@register.filter
def line(entry: LogEntry) -> audit.Line:
    return audit.read(entry)
