import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

DAY = datetime.timedelta(days=1)


def kinds() -> list[tuple[int, str]]:
    """Return the types of what the admin looks after, by name."""
    found = ContentType.objects.get_for_models(*admin.site._registry).items()
    names = (
        (kind.pk, capfirst(str(model._meta.verbose_name_plural)) or "") for model, kind in found
    )
    return sorted(names, key=lambda pair: pair[1])


class AuditFilter(forms.Form):
    """Which lines of the audit log to show: whose, about what, of which days (the site's zone)."""

    who = forms.ModelChoiceField(
        User.objects.filter(is_staff=True).order_by("username"),
        label=_("Who"),
        required=False,
        empty_label=_("everybody"),
    )
    kind = forms.TypedChoiceField(label=_("About"), required=False, coerce=int, empty_value=None)
    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("everything")), *kinds()]  # type: ignore[attr-defined]  # a ChoiceField

    def entries(self) -> "QuerySet[LogEntry]":
        rows = LogEntry.objects.select_related("user", "content_type").order_by(
            "-action_time", "-pk"
        )
        if not self.is_valid():
            return rows.none()
        asked = self.cleaned_data
        if asked["who"]:
            rows = rows.filter(user=asked["who"])
        if asked["kind"]:
            rows = rows.filter(content_type=asked["kind"])
        if asked["first"]:
            rows = rows.filter(action_time__gte=_midnight(asked["first"]))
        if asked["last"]:
            rows = rows.filter(action_time__lt=_midnight(asked["last"]) + DAY)
        return rows

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        first, last = asked.get("first"), asked.get("last")
        if first and last and first > last:
            self.add_error("last", _("It ends before it begins."))
        for name in ("first", "last"):
            if asked.get(name) and not 1900 <= asked[name].year < 3000:
                self.add_error(name, _("There is no such day."))
        return asked


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
