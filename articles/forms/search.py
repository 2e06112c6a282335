"""What readers ask the archive for."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section

LONGEST = 200  # characters of a question
DAY = datetime.timedelta(days=1)


class DayInput(forms.DateInput):
    """A browser's own choice of a day; it cannot show what is none, which stays to be mended."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"]["type"] = "date" if not shown or _is_iso(shown) else "text"
        return context


class DayField(forms.DateField):
    """A day as browsers send it; other ways to write one are understood, too."""

    input_formats = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y"]
    default_error_messages = {"invalid": _("Give the day as in 2026-11-08.")}
    widget = DayInput(format="%Y-%m-%d")

    def to_python(self, value: Any) -> datetime.date | None:
        day: datetime.date | None = super().to_python(value)
        if day is not None and not 1900 <= day.year <= 9000:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class SearchForm(forms.Form):
    """Expects the sections of the page's language."""

    q = forms.CharField(
        label=_("Search the archive"),
        required=False,
        max_length=LONGEST,
        strip=False,
        widget=forms.TextInput(
            {"type": "search", "autocomplete": "off", "enterkeyhint": "search", "dir": "auto"}
        ),
    )
    section = forms.ChoiceField(label=_("Section"), required=False)
    first = DayField(label=_("From"), required=False)
    last = DayField(label=_("To"), required=False)

    def __init__(self, asked: Any, sections: list[Section]) -> None:
        super().__init__(asked, use_required_attribute=False, auto_id="search-%s", label_suffix="")
        self.by_slug = {section.slug: section for section in sections}
        choices = [(section.slug, section.name) for section in sections]
        field = self.fields["section"]
        # Fields are typed as any field; this one has choices.
        field.choices = [("", _("All sections")), *choices]  # type: ignore[attr-defined]
        field.error_messages["invalid_choice"] = _("There is no such section.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        return data

    @property
    def chosen(self) -> Section | None:
        return self.by_slug.get(self.cleaned_data["section"])

    @property
    def span(self) -> tuple[datetime.datetime | None, datetime.datetime | None]:
        """The instants at which the first day begins and the last one is over; site's zone."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        return _midnight(first), _midnight(last + DAY) if last else None

    @property
    def is_narrowed(self) -> bool:
        return any(self[name].value() for name in ("section", "first", "last"))


def _is_iso(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    if day is None:
        return None
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
