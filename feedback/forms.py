"""The poll's form: a choice, and the captcha as one field of three inputs."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from feedback import captcha, proof
from feedback.captcha import Challenge, Verdict
from feedback.models import Choice
from feedback.note_field import NoteField

ANSWER_ATTRIBUTES = {
    "dir": "ltr",
    "inputmode": "text",
    "autocomplete": "off",
    "autocapitalize": "characters",
    "autocorrect": "off",
    "spellcheck": "false",
    "aria-required": "true",
    "data-poll-focus": True,
}
UNPROVEN = _(
    "The check that your browser does in the background was missing or had run out. "
    "It runs again now: press the button once more."
)
# What the captcha's widget takes and gives: a challenge, and what was typed.
Attempt = tuple[Challenge, str]


class CaptchaWidget(forms.Widget):
    """The picture and a labelled box for its letters.

    The key and the answer are named as django-simple-captcha names them (``…_0``, ``…_1``).
    """

    template_name = "feedback/_captcha.html"

    def id_for_label(self, id_: str | None) -> str:
        return f"{id_}_1" if id_ else ""

    def value_from_datadict(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> Attempt:
        key, answer, seal = (data.get(f"{name}_{part}", "") for part in ("0", "1", "seal"))
        return Challenge(key, seal), answer

    def value_omitted_from_data(
        self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return f"{name}_0" not in data

    def format_value(self, value: Attempt | None) -> Any:
        return value

    def get_context(
        self, name: str, value: Attempt | None, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        context["widget"]["attrs"] = {
            **ANSWER_ATTRIBUTES,
            **given,
            "id": self.id_for_label(given.get("id")),
            # Who has to type again finds the cursor there.
            "autofocus": "aria-invalid" in given,
        }
        if value is not None:
            context["challenge"], context["answer"] = value
        return context


class CaptchaField(forms.Field):
    widget = CaptchaWidget
    default_error_messages = {
        "required": _("Type the letters that you see in the picture."),
        "wrong": _("That was not what the picture showed. Here is a new one."),
        "expired": ngettext_lazy(
            "That took longer than %(minutes)d minute, so the picture expired. Here is a new one.",
            "That took longer than %(minutes)d minutes, so the picture expired. Here is a new one.",
            "minutes",
        ),
        "spent": _("That picture was answered already, and each counts once. Here is a new one."),
        "foreign": _("That picture was not made for this form. Here is a new one."),
    }

    def validate(self, value: Attempt) -> None:
        if not value[1].strip():
            raise ValidationError(self.error_messages["required"], code="required")

    def bound_data(self, data: Attempt, initial: Attempt) -> Attempt:
        """Return what is shown: the challenge that the form has drawn, never one that is spent."""
        return initial

    @classmethod
    def refusal(cls, verdict: Verdict) -> ValidationError:
        message = cls.default_error_messages[verdict.value]
        return ValidationError(message, verdict.value, params={"minutes": captcha.MINUTES})


class PollForm(forms.Form):
    """A vote for or against. ``holder`` names the article and the reader it was made for.

    A challenge is spent by validation, and only once everything else is in order. So is a proof of
    work, which a form ``by_script`` has to bring, before it: a vote without one costs no picture.
    """

    use_required_attribute = False

    choice = forms.ChoiceField(
        label=_("Do you like this article?"),
        choices=Choice.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the two."),
            "invalid_choice": _("Choose one of the two."),
        },
    )
    note = NoteField()
    captcha = CaptchaField(
        label=_("Type the letters in the picture"),
        help_text=format_lazy(
            _("{length} letters and digits. Small letters will do."), length=captcha.LENGTH
        ),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        holder: str,
        initial: dict[str, Any] | None = None,
        by_script: bool = False,
        asks_picture: bool = True,
    ) -> None:
        super().__init__(data, auto_id="poll-%s", initial=initial)
        self.holder = holder
        self.by_script = by_script
        self.asks_picture = asks_picture
        self.challenge: Challenge | None = None
        if not asks_picture:
            del self.fields["captcha"]

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        # Without script nothing fills that input, and the captcha stands alone.
        if self.by_script and not proof.spend(self.data.get("proof", ""), self.holder):
            raise ValidationError(UNPROVEN, code="unproven")
        if "captcha" in self.fields:
            challenge, answer = self.cleaned_data["captcha"]
            verdict = challenge.spend(self.holder, answer)
            if verdict is not Verdict.RIGHT:
                self.add_error("captcha", CaptchaField.refusal(verdict))
        return self.cleaned_data

    def chosen(self) -> Choice | None:
        """Return the choice as it stands, whatever else is wrong."""
        return Choice.named(self["choice"].value())

    @property
    def is_new(self) -> bool:
        """Whether there is nothing in it that a reader has sent."""
        return not self.is_bound and not self.initial.get("note")

    def draw_challenge(self) -> None:
        """Make sure that the form shows a challenge that can be answered.

        The one that came back stays if it is still open, with what was typed; else a new one.
        """
        self.sum = proof.issue(self.holder)
        if "captcha" not in self.fields:
            return
        sent: Attempt | None = (
            self["captcha"].data if self.is_bound else self.initial.get("captcha")
        )
        if sent is None or not sent[0].is_open(self.holder):
            sent = captcha.issue(self.holder), ""
        self.initial["captcha"] = sent
        self.challenge = sent[0]
        self.seconds = sent[0].seconds_left()
        self.minutes = max(1, round(self.seconds / 60))
