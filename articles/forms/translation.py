"""Beginning a translation: the section that it goes into."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Section


class TranslationForm(forms.Form):
    section = forms.ModelChoiceField(Section.objects.none(), label=_("Section"))

    def __init__(self, source: Section, language: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["section"]
        field.queryset = Section.objects.filter(language=language)
        field.label_from_instance = lambda section: section.name
        same = Section.in_language(language, [source])
        self.fields["section"].initial = same[0].pk if same else None
        if not same:
            self.fields["section"].help_text = _(
                "The section of the source has no counterpart in this language: choose one."
            )
