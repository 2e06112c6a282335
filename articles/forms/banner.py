"""The form in which a banner is put up."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Banner


class BannerForm(forms.ModelForm):
    class Meta:
        model = Banner
        fields = ["language", "kind", "text", "article", "where", "starts_at", "ends_at"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now, ends = timezone.now(), cleaned.get("ends_at")
        taken_down = "_end" in self.data and self.instance.pk and self.instance.has_begun(now)
        if ends and ends <= now and not taken_down:
            self.add_error("ends_at", _("That time has passed."))
        return cleaned
