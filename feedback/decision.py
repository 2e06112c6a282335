"""The form with which staff settle held votes: which of them, how, and why."""

import datetime
from typing import Any

from django import forms
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from feedback import held
from feedback.models import Choice, Entry, Tally
from feedback.models.entry import LONGEST_REASON
from feedback.models.vote import Staff, VoteQuerySet

Kind = Entry.Kind
HOURS = [(0, _("no")), (6, _("for 6 hours")), (24, _("for 24 hours"))]
MINUTE = "%Y-%m-%dT%H:%M"


class MinuteInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format=MINUTE)


class DecisionForm(forms.Form):
    """Settles those of ``votes`` that all its filters let through; without any, all of them.

    ``up_to`` is the latest vote that staff were told about: what came later waits for another look.
    """

    kind = forms.ChoiceField(choices=[(kind, kind.label) for kind in (Kind.RELEASED, Kind.VOIDED)])
    network = forms.CharField(required=False, max_length=64, label=_("Network"))
    begin = forms.DateTimeField(
        required=False, label=_("From"), widget=MinuteInput, input_formats=[MINUTE]
    )
    end = forms.DateTimeField(
        required=False,
        label=_("Until"),
        widget=MinuteInput,
        input_formats=[MINUTE],
        help_text=_("Votes of that minute are not among them."),
    )
    choice = forms.ChoiceField(
        required=False,
        label=_("Choice"),
        choices=[("", pgettext_lazy("choices of votes", "Both")), *Choice.choices],
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        label=_("Reason"),
        help_text=_("Stands in the ledger. Needed to void votes."),
        widget=forms.TextInput(attrs={"size": 60}),
    )
    trust = forms.TypedChoiceField(
        required=False,
        coerce=int,
        choices=HOURS,
        initial=0,
        label=_("Count further bursts of this article at once"),
        help_text=_("Where many readers come honestly. The limit for each network stays."),
    )
    up_to = forms.IntegerField(required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, votes: VoteQuerySet, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.votes = votes

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        given["reason"] = given.get("reason", "").strip()
        confirmed = given.get("confirmed")
        if confirmed and given.get("kind") == Kind.VOIDED and not given["reason"]:
            self.add_error("reason", _("Say why these votes are voided."))
        if confirmed and given.get("up_to") is None:
            self.add_error(None, _("Look at the numbers once more."))
        return given

    def chosen(self) -> VoteQuerySet:
        """Return the votes that a valid form is about."""
        given, votes = self.cleaned_data, self.votes
        if given["network"] == held.ERASED:
            votes = votes.filter(network=None)
        elif given["network"]:
            votes = votes.filter(network=given["network"])
        if given["begin"]:
            votes = votes.filter(voted_at__gte=given["begin"])
        if given["end"]:
            votes = votes.filter(voted_at__lt=given["end"])
        if given["choice"]:
            votes = votes.filter(choice=given["choice"])
        if given["up_to"] is not None:
            votes = votes.filter(pk__lte=given["up_to"])
        return votes

    def numbers(self) -> dict[str, Any]:
        """Return how many votes it is about, and the last of them."""
        return self.chosen().aggregate(**held.SIDES, total=Count("pk"), up_to=Max("pk"))

    def settle(self, article_id: int, staff: Staff) -> int:
        """Do it; return how many votes it was."""
        given = self.cleaned_data
        kind = Kind(given["kind"])
        settled = self.chosen().settle(article_id, kind, staff, given["reason"])
        if kind == Kind.RELEASED and given["trust"]:  # hours
            until = timezone.now() + datetime.timedelta(hours=given["trust"])
            Tally.objects.trust(article_id, until)
        return settled
