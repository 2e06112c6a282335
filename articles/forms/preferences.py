from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.models import Preferences
from articles.models.preferences import zones


class PreferencesForm(forms.ModelForm):
    time_zone = forms.ChoiceField(
        label=Preferences._meta.get_field("time_zone").verbose_name,
        required=False,
        help_text=Preferences._meta.get_field("time_zone").help_text,
    )

    class Meta:
        model = Preferences
        fields = ["time_zone", "mail"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        site = _("The site’s: %(zone)s") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].choices = [("", site), *zones()]  # type: ignore[attr-defined]  # a ChoiceField
