"""When readers get an article, and until when."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LATEST_YEAR = 9000  # beyond, a change of time zone could leave the calendar


def _zone() -> str:
    zone = timezone.get_current_timezone_name()
    return gettext("Time zone: %(zone)s.") % {"zone": zone}


class ScheduleForm(forms.Form):
    """An interval in the site's time zone; both its ends are aware afterwards."""

    at = forms.DateTimeField(label=_("Public from"), help_text=lazy(_zone, str)())
    until = forms.DateTimeField(
        label=_("Public until"),
        required=False,
        help_text=lazy(lambda: gettext("Empty: until further notice.") + " " + _zone(), str)(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = forms.DateTimeInput(
                {"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"
            )

    def clean_at(self) -> datetime.datetime:
        at: datetime.datetime = self._in_calendar("at")
        if at <= timezone.now():
            raise forms.ValidationError(
                _("That time has passed. Choose a later one, or publish now.")
            )
        return at

    def clean_until(self) -> datetime.datetime | None:
        return self._in_calendar("until") if self.cleaned_data["until"] else None

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        at, until = cleaned.get("at"), cleaned.get("until")
        if at and until and until <= at:
            self.add_error("until", _("It would end before it begins."))
        return cleaned

    def _in_calendar(self, name: str) -> datetime.datetime:
        value: datetime.datetime = self.cleaned_data[name]
        if value.year > LATEST_YEAR:
            raise forms.ValidationError(_("That year is too far away."))
        return value
