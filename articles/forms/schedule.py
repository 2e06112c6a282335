"""When readers get an article, until when, and before when nobody may give it to them."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.moments import MomentsForm, WallTimeField


class ScheduleForm(MomentsForm):
    """An interval; both its ends are aware afterwards."""

    at = WallTimeField(label=_("Public from"))
    until = WallTimeField(
        label=_("Public until"), required=False, help_text=_("Empty: until further notice.")
    )
    passed = {"at": _("That time has passed. Choose a later one, or publish now.")}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        at, until = cleaned.get("at"), cleaned.get("until")
        if at and until and until <= at:
            self.add_error("until", _("It would end before it begins."))
        elif until and until <= timezone.now():
            self.add_error("until", _("That time has passed."))
        return cleaned


class EndForm(MomentsForm):
    """Until when readers keep what they have."""

    until = WallTimeField(
        label=_("Public until"), required=False, help_text=_("Empty: until further notice.")
    )
    passed = {
        "until": _("That time has passed. To take the article away at once, withdraw it."),
    }


class EmbargoForm(MomentsForm):
    until = WallTimeField(
        label=_("Embargoed until"), help_text=_("Nobody can publish the article before.")
    )
    passed = {"until": _("That time has passed: an embargo lies ahead.")}
