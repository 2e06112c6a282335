"""The form's field for a note to the newsroom."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.plain_text import clean
from feedback.models.note import LONGEST_NOTE

TOO_LONG = ngettext_lazy(
    "Your note has %(show_value)d character. Shorten it to %(limit_value)d.",
    "Your note has %(show_value)d characters. Shorten it to %(limit_value)d.",
    "show_value",
)


class NoteField(forms.CharField):
    """Optional plain text. Its limit is told, not enforced by the box: that would cut a text."""

    limit = LONGEST_NOTE

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label=_("Your note"),
            help_text=format_lazy(
                _("Up to {most} characters, for the newsroom only. It is never published."),
                most=LONGEST_NOTE,
            ),
            widget=forms.Textarea,
        )
        self.validators.append(MaxLengthValidator(LONGEST_NOTE, TOO_LONG))

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")
