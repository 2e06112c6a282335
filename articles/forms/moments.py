"""Times that staff type on the clock of a zone, and the instants that they mean."""

import datetime
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import zones

LATEST_YEAR = 9000  # beyond, a change of time zone could leave the calendar
WALL = "%Y-%m-%dT%H:%M"


class WallTimeField(forms.fields.BaseTemporalField):
    """A time as a clock shows it: naive until the form knows the zone."""

    widget = forms.DateTimeInput
    input_formats = [WALL, f"{WALL}:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
    default_error_messages = forms.DateTimeField.default_error_messages

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = forms.DateTimeInput({"type": "datetime-local", "step": "60"}, WALL)
        super().__init__(**kwargs)

    def strptime(self, value: str, form: str) -> datetime.datetime:
        return datetime.datetime.strptime(value, form)

    def to_python(self, value: Any) -> Any:
        return None if value in self.empty_values else super().to_python(value)


class MomentsForm(forms.Form):
    """Has ``WallTimeField``s, which are aware once they are clean, and one zone for all of them.

    A time that clocks leave out is refused; for one that comes twice the form asks which is meant.
    ``initial`` takes instants.
    """

    zone = forms.ChoiceField(label=_("Time zone"))
    # What to say of a time in the past, by the field's name; a field without may be past.
    passed: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zones = _zones()
        self.fields["zone"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (name, label) for name, (_zone, label) in self.zones.items()
        ]
        self.initial["zone"] = site = next(iter(self.zones))
        where = gettext("In the time zone chosen above.")
        if len(self.zones) == 1:
            del self.fields["zone"]
            where = gettext("Time zone: %(zone)s.") % {"zone": site}
        self.asked: set[str] = set()
        for name in self.moments:
            if isinstance(instant := self.initial.get(name), datetime.datetime):
                shown = timezone.localtime(instant, self.zones[site][0])
                self.initial[name] = shown.replace(tzinfo=None)
            self.fields[name].help_text = f"{self.fields[name].help_text} {where}".strip()
            self.fields[f"{name}_which"] = forms.Field(required=False, widget=forms.RadioSelect)

    @property
    def moments(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field, WallTimeField)]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the fields as a page shows them, with the choice between two times where asked."""
        for bound in self:
            if not bound.name.endswith("_which") and not bound.is_hidden:
                asked = bound.name in self.asked
                yield {"field": bound, "which": self[f"{bound.name}_which"] if asked else None}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        name = cleaned.get("zone", "") if "zone" in self.fields else next(iter(self.zones))
        for moment in self.moments:
            wall = cleaned.pop(moment, None)
            if moment in self.errors:
                continue
            cleaned[moment] = None
            if wall is None or name not in self.zones:
                continue
            try:
                cleaned[moment] = self._instant(moment, wall, self.zones[name][0])
            except ValidationError as error:
                self.add_error(moment, error)
        return cleaned

    def _instant(
        self, name: str, wall: datetime.datetime, zone: datetime.tzinfo
    ) -> datetime.datetime:
        if wall.year > LATEST_YEAR:
            raise ValidationError(_("That year is too far away."))
        try:
            found = zones.instants(wall, zone)
        except OverflowError:
            raise ValidationError(_("That year is too far away.")) from None
        if not found:
            raise ValidationError(_left_out(wall, zone))
        instant = found[0] if len(found) == 1 else self._which(name, found)
        if name in self.passed and instant <= timezone.now():
            raise ValidationError(self.passed[name])
        return instant

    def _which(self, name: str, found: list[datetime.datetime]) -> datetime.datetime:
        field = f"{name}_which"
        self.asked.add(name)
        first, second = (f"{zones.abbreviation(each)}, {zones.offset(each)}" for each in found)
        self.fields[field].widget.choices = [
            ("1", gettext("The first time (%(clock)s)") % {"clock": first}),
            ("2", gettext("The second time (%(clock)s)") % {"clock": second}),
        ]
        chosen = self.cleaned_data.get(field)
        if chosen not in {"1", "2"}:
            raise ValidationError(
                _("Clocks go back that night, so this time comes twice. Choose which is meant.")
            )
        return found[int(chosen) - 1]


def _zones() -> dict[str, tuple[datetime.tzinfo, str]]:
    """Return the zones to choose from by their names: the site's, one's own, UTC."""
    site, mine = timezone.get_default_timezone(), timezone.get_current_timezone()
    found: dict[str, tuple[datetime.tzinfo, str]] = {
        str(site): (site, gettext("%(zone)s (the site’s)") % {"zone": site})
    }
    found.setdefault(str(mine), (mine, gettext("%(zone)s (mine)") % {"zone": mine}))
    found.setdefault("UTC", (datetime.UTC, "UTC"))
    return found


def _left_out(wall: datetime.datetime, zone: datetime.tzinfo) -> str:
    gap = zones.gap(wall, zone)
    return gettext(
        "That time does not exist in %(zone)s: clocks go forward from %(begins)s to %(ends)s."
    ) % {
        "zone": zone,
        "begins": date_format(gap.begins, "DATETIME_FORMAT"),
        "ends": date_format(gap.ends, "TIME_FORMAT" if _one_day(gap) else "DATETIME_FORMAT"),
    }


def _one_day(gap: zones.Gap) -> bool:
    return gap.begins.date() == gap.ends.date()
