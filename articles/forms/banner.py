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
        ends = cleaned.get("ends_at")
        if ends and ends <= timezone.now() and "_end" not in self.data:
            self.add_error("ends_at", _("That time has passed."))
        return cleaned
