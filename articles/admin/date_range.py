"""A filter of lists by day: what Django offers (today, this year), and from one day to another."""

import datetime
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import DateTimeField, QuerySet
from django.http import HttpRequest
from django.utils import timezone


class DateRangeFilter(admin.DateFieldListFilter):
    """Both days are within; either may be missing, and what is no day counts as missing."""

    template = "admin/date_range_filter.html"

    def __init__(self, field: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(field, request, *args, **kwargs)
        self.begin, self.end = (_day(self.used_parameters.pop(name, None)) for name in self.names)
        self.others = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if not name.startswith(self.field_generic) and name not in {"p", "e"}
        ]

    @property
    def names(self) -> tuple[str, str]:
        return f"{self.field_path}__from", f"{self.field_path}__to"

    def expected_parameters(self) -> list[str | None]:
        return [*super().expected_parameters(), *self.names]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        rows = cast(QuerySet, super().queryset(request, queryset))
        begin, end = self._bounds()
        if begin is not None:
            rows = rows.filter(**{f"{self.field_path}__gte": begin})
        return rows if end is None else rows.filter(**{f"{self.field_path}__lt": end})

    def _bounds(self) -> list[datetime.date | None]:
        """Return the first day and the one after the last; as instants where the field is one."""
        after = self.end + datetime.timedelta(days=1) if self.end else None
        if not isinstance(self.field, DateTimeField):
            return [self.begin, after]
        midnight = datetime.time()
        return [
            day and timezone.make_aware(datetime.datetime.combine(day, midnight))
            for day in (self.begin, after)
        ]


def _day(typed: Any) -> datetime.date | None:
    """Return the day that was typed, if it is one that has a day before and after it."""
    value = typed[-1] if isinstance(typed, list) and typed else typed
    try:
        day = forms.DateField(required=False, input_formats=["%Y-%m-%d"]).clean(value)
    except forms.ValidationError:
        return None
    return day if day and 1 < day.year < datetime.MAXYEAR else None
