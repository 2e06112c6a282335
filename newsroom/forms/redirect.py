"""Where the page of an old address stands now."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom import legacy


class RedirectForm(forms.ModelForm):
    # A whole address may be pasted: what is kept of it is shorter.
    old_path = forms.CharField(
        label=_("Old address"),
        max_length=2000,
        help_text=_(
            "The path on this site, or the whole address. Used only where there is no page."
        ),
        widget=forms.TextInput({"class": "vLargeTextField", "dir": "ltr"}),
    )
    new_path = forms.CharField(
        label=_("Leads to"),
        max_length=2000,
        required=False,
        help_text=_(
            "A path on this site, or an address that begins with https:// or http://. "
            "Empty: readers are told that the page is gone."
        ),
        widget=forms.TextInput({"class": "vLargeTextField", "dir": "ltr"}),
    )

    class Meta:
        model = Redirect
        fields = ["old_path", "new_path"]

    def clean_old_path(self) -> str:
        old = legacy.old_address(self.cleaned_data["old_path"])
        others = Redirect.objects.filter(site=settings.SITE_ID, old_path=old)
        if others.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("That old address leads somewhere already."))
        return old

    def clean_new_path(self) -> str:
        return legacy.target(self.cleaned_data["new_path"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        old, new = cleaned.get("old_path"), cleaned.get("new_path")
        if old and new and list(legacy.circles([(old, new)])):
            self.add_error(
                "new_path",
                _("That address is redirected itself: lead to where its page stands now."),
            )
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.site_id = settings.SITE_ID
        return super().save(commit)
