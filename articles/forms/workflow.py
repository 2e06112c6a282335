"""Who has an article, until when, and what is said on its way: the panel beside the text."""

import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, WorkflowStep
from articles.models.workflow import LONGEST_COMMENT
from articles.people import name_of

MOST_PEOPLE = 500
YEARS = range(2000, 9000)  # beyond, a change of time zone could leave the calendar
# The buttons that move a text; what is said then belongs to that step.
BUTTONS = ["_submit", "_approve", "_send_back"]


def _zone() -> str:
    return gettext("Time zone: %(zone)s.") % {"zone": timezone.get_current_timezone_name()}


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return name_of(obj)


def people() -> Any:
    """Return those who work in the admin, by name."""
    staff = User.objects.filter(is_staff=True, is_active=True)
    return staff.order_by("first_name", "last_name", "username")[:MOST_PEOPLE]


class WorkflowForm(forms.ModelForm):
    """The fields stand in the article's own row, but are no part of its text: they are saved apart.

    Each also sends what it held when the form was opened. So whoever saves a text later does not
    take back what somebody else decided about it meanwhile.
    """

    assigned_to = PersonField(
        User.objects.filter(is_staff=True, is_active=True),
        required=False,
        label=_("Assigned to"),
        empty_label=_("Nobody"),
        show_hidden_initial=True,
    )
    due_at = forms.DateTimeField(
        required=False,
        label=_("Due"),
        help_text=lazy(_zone, str)(),
        show_hidden_initial=True,
        widget=forms.DateTimeInput(
            {"type": "datetime-local", "step": "60"}, format="%Y-%m-%dT%H:%M"
        ),
    )
    comment = forms.CharField(
        required=False,
        label=_("Comment"),
        max_length=LONGEST_COMMENT,
        help_text=_("For colleagues; readers never see it."),
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("assigned_to", self.instance.assigned_to_id)
        self.initial.setdefault("due_at", self.instance.due_at)
        shown = list(people())
        current = self.instance.assigned_to if self.instance.assigned_to_id else None
        if current is not None and current not in shown:
            shown.append(current)
        names = [(person.pk, name_of(person)) for person in shown]
        self.fields["assigned_to"].widget.choices = [("", _("Nobody")), *names]

    def clean_due_at(self) -> datetime.datetime | None:
        due: datetime.datetime | None = self.cleaned_data["due_at"]
        if due is not None and due.year not in YEARS:
            raise forms.ValidationError(_("That year is too far away."))
        return due

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "_send_back" in self.data and not cleaned.get("comment"):
            self.add_error("comment", _("Say in a comment what is to be done."))
        return cleaned

    def save_workflow(self, by: User) -> WorkflowStep | None:
        """Save what changed of them; return the step if the article changed hands."""
        article: Article = self.instance
        step = None
        if {"assigned_to", "due_at"} & set(self.changed_data):
            article.refresh_from_db(fields=["assigned_to", "due_at"])
            now = {"assigned_to": article.assigned_to, "due_at": article.due_at}
            now |= {name: self.cleaned_data[name] for name in now if name in self.changed_data}
            step = article.hand_to(now["assigned_to"], now["due_at"], by)
        if (comment := self.cleaned_data["comment"]) and not set(BUTTONS) & self.data.keys():
            article.comment(by, comment)
        return step
