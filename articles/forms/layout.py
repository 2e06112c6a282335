"""Which stories are pinned to a page, and from when on."""

import datetime
from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import is_id
from articles.forms.moments import MomentsForm, WallTimeField
from articles.models import Article
from articles.models.layout import Pin, Place

GREATEST_VERSION = 2**31 - 1
MOST_READ = 50  # of what somebody sent as pinned


class LayoutForm(MomentsForm):
    """The slots of a page, in order: an ``article`` for each and, by its id, an ``until_…``.

    ``layout_form`` makes it, with a field for the end of each slot.
    """

    NOW, LATER = "now", "later"
    version = forms.IntegerField(min_value=0, max_value=GREATEST_VERSION, widget=forms.HiddenInput)
    instead_of = forms.IntegerField(
        required=False, min_value=1, max_value=GREATEST_VERSION, widget=forms.HiddenInput
    )
    when = forms.ChoiceField(
        label=_("Readers get it"),
        choices=[(NOW, _("now")), (LATER, _("from a later time on"))],
        widget=forms.RadioSelect,
    )
    at = WallTimeField(label=_("From"), required=False)
    place: Place
    ids: Sequence[int]
    unreadable = False
    passed = {"at": _("That time has passed. Choose a later one, or let readers get it now.")}

    def clean(self) -> dict[str, Any]:
        if self.data.get("when") == self.NOW:
            self.cleaned_data["at"] = None  # whatever stands in the field beside
            self.errors.pop("at", None)
        cleaned = super().clean()
        if cleaned.get("when") == self.LATER and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("Say from when on."))
        self._check_stories()
        return cleaned

    def _check_stories(self) -> None:
        known = Article.objects.filter(pk__in=self.ids, language=self.place.language)
        missing = set(self.ids) - set(known.values_list("pk", flat=True))
        if self.unreadable or missing:
            self.add_error(None, _("A story of the list cannot stand on this page. Remove it."))
        if len(self.ids) > self.place.slots:
            words = _("There is room for %(places)s stories. Remove some.")
            self.add_error(None, words % {"places": self.place.slots})

    def pins(self) -> list[Pin]:
        return [Pin(pk, self.cleaned_data.get(f"until_{pk}")) for pk in self.ids]

    @property
    def begins(self) -> datetime.datetime | None:
        """From when on, of a valid form; ``None``: from now."""
        later = self.cleaned_data["when"] == self.LATER
        return self.cleaned_data["at"] if later else None


def layout_form(
    place: Place,
    data: QueryDict | None,
    pins: Sequence[Pin],
    initial: dict[str, Any],
) -> LayoutForm:
    """Return the form as it was sent or, without data, filled with the pins."""
    ids = [pin.article_id for pin in pins]
    sent: list[str] = []
    if data is not None:
        sent = data.getlist("article")[:MOST_READ]
        ids = list(dict.fromkeys(int(each) for each in sent if is_id(each)))
    ends: dict[str, Any] = {
        f"until_{pk}": WallTimeField(label=_("Pinned until"), required=False) for pk in ids
    }
    for field in ends.values():
        field.widget.attrs["aria-label"] = _("Pinned until")
    said = LayoutForm.passed | dict.fromkeys(ends, _("That time has passed."))
    kind = type("LayoutForm", (LayoutForm,), ends | {"passed": said})
    form = kind(data, initial=initial | {f"until_{pin.article_id}": pin.until for pin in pins})
    form.place, form.ids = place, ids
    form.unreadable = not all(map(is_id, sent))
    return form
