import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

LASTS: list[tuple[str, Any]] = [("1", _("1 day")), ("3", _("3 days")), ("7", _("1 week"))]


class SharedLinkForm(forms.Form):
    days = forms.ChoiceField(
        label=_("How long it lasts"), choices=LASTS, initial="1", widget=forms.RadioSelect
    )

    @property
    def lasts(self) -> datetime.timedelta:
        return datetime.timedelta(days=int(self.cleaned_data["days"]))
