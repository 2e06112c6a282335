"""The form in which an article is written."""

import re
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import InOrderField, is_id
from articles.forms.conflict import Conflict, conflict, with_theirs
from articles.forms.workflow import WorkflowForm
from articles.models import Article, Revision, Section
from articles.models.article import StaleError
from articles.models.content import MOST_RELATED, languages_differ
from articles.models.translating import LANGUAGE_TAKEN

GREATEST_VERSION = 2**31 - 1
SLUG_LENGTH = 120
JOINERS = re.compile("[\u200b\u200c\u2010-\u2015_/|:.]+")  # parted words, not joined ones


def slug_of(headline: str) -> str:
    """Return the headline as the last words of an address, in its own script."""
    words = slugify(JOINERS.sub(" ", headline), allow_unicode=True)
    if len(words) <= SLUG_LENGTH:
        return words
    return words[: SLUG_LENGTH + 1].rpartition("-")[0] or words[:SLUG_LENGTH]


class ArticleForm(WorkflowForm):
    """Validates a working copy; a POST must be validated inside the transaction that saves it.

    ``version`` is the revision that the form was filled from. If another was saved meanwhile the
    form is invalid, keeps all its text, and ``stale`` says who saved what; ticking ``save_over``
    then saves over that revision (its number stands in ``told``) and no later one.
    """

    version = forms.IntegerField(
        required=False, min_value=0, max_value=GREATEST_VERSION, widget=forms.HiddenInput
    )
    told = forms.IntegerField(
        required=False, min_value=0, max_value=GREATEST_VERSION, widget=forms.HiddenInput
    )
    save_over = forms.BooleanField(required=False)
    translation_of = forms.ModelChoiceField(
        Article.objects.all(),
        required=False,
        label=_("Translation of"),
        help_text=_("The article of another language that tells this story."),
    )
    related = InOrderField(
        Article.objects.all(),
        most=MOST_RELATED,
        required=False,
        label=_("Related stories"),
        help_text=Article._meta.get_field("related").help_text,
    )
    stale: Revision | None = None
    conflict: Conflict | None = None
    typed: QueryDict | None = None  # what to fill in, beyond what the row says

    class Meta:
        model = Article
        fields = ["section", "headline", "slug", "standfirst", "lead_image", "body", "topics"]
        fields += ["seo_title", "seo_description", "social_image", "related"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # a form that is only looked at has no fields
            self.fields["slug"].required = False
        if self.instance.pk:
            self.initial["version"] = self.instance.version
            if self.instance.has_slug_of_source():
                self.initial["slug"] = ""  # to be made from the headline, once that is translated
            if self.instance.translation_set_id:
                tied = Article.objects.filter(translation_set=self.instance.translation_set_id)
                self.initial["translation_of"] = tied.exclude(pk=self.instance.pk).first()

        if self.instance.pk and self.data.get("save_over"):
            told = self.data.get("told", "")
            if is_id(told) and int(told) <= GREATEST_VERSION:
                self.data = with_theirs(self.instance, int(told), cast(QueryDict, self.data))
        if self.typed is not None:
            self._fill_in(self.typed)

    def _fill_in(self, typed: QueryDict) -> None:
        """Show what was typed. What says what it was before (see ``WorkflowForm``) stays."""
        for name, field in self.fields.items():
            widget = field.widget
            there = name in typed or not widget.value_omitted_from_data(typed, {}, name)
            if there and not field.show_hidden_initial:
                self.initial[name] = widget.value_from_datadict(typed, {}, name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._claim(cleaned)
        if section := cleaned.get("section"):
            self._check_language(section, cleaned)
        if not cleaned.get("slug") and "slug" not in self.errors:
            cleaned["slug"] = slug_of(cleaned.get("headline", ""))
            if not cleaned["slug"] and cleaned.get("headline"):
                self.add_error("slug", _("The headline has no words for an address: write a slug."))
        return cleaned

    def _claim(self, cleaned: dict[str, Any]) -> None:
        base = cleaned.get("told") if cleaned.get("save_over") else cleaned.get("version")
        try:
            self.instance.claim(base or 0)
        except StaleError as stale:
            self.stale = stale.latest
            sent = cast(QueryDict, self.data).copy()
            if stale.latest:
                self.conflict = conflict(self.instance, base or 0, stale.latest, sent, cleaned)
                for name, value in self.conflict.taken.items():
                    sent[name] = value
            sent["told"] = str(stale.latest.number) if stale.latest else ""
            self.data = sent
            self.add_error(None, _stale_message(stale.latest))
        else:
            self.instance.version = base

    def _check_language(self, section: Section, cleaned: dict[str, Any]) -> None:
        if other := languages_differ(section.language, cleaned.get("topics") or ()):
            self.add_error(
                "topics",
                ValidationError(
                    _("Not written in the section’s language: %(names)s."),
                    params={"names": ", ".join(other)},
                ),
            )
        self._check_related(section.language, cleaned.get("related") or [])
        original = cleaned.get("translation_of")
        if original is not None and original.pk == self.instance.pk:
            self.add_error("translation_of", _("An article is no translation of itself."))
        elif original is not None and self.instance.language_taken(section.language, original):
            self.add_error("translation_of", LANGUAGE_TAKEN)

    def _check_related(self, language: str, numbers: list[int]) -> None:
        if self.instance.pk in numbers:
            self.add_error("related", _("An article is not related to itself."))
        rows = Article.objects.filter(pk__in=numbers).exclude(language=language) if numbers else ()
        if other := [str(row.pk) for row in rows]:
            self.add_error(
                "related",
                ValidationError(
                    _("Not written in the section’s language: %(names)s."),
                    params={"names": ", ".join(other)},
                ),
            )

    def save_translation(self) -> None:
        """Tie the saved article to the one that ``translation_of`` names, or to none."""
        if "translation_of" not in self.changed_data:
            return
        if original := self.cleaned_data["translation_of"]:
            self.instance.link_translation(original)
            self.instance.keep_up_with(original)
        else:
            self.instance.unlink_translation()


def _stale_message(latest: Revision | None) -> Any:
    if latest is None:
        return _("This article was deleted meanwhile. Your text is still in the form.")
    return _(
        "%(name)s saved revision %(number)s on %(when)s, after you opened this form. "
        "Your text is not saved yet: it is still in the form."
    ) % {
        "name": latest.created_by or _("Somebody"),
        "number": latest.number,
        "when": date_format(localtime(latest.created_at), "DATETIME_FORMAT"),
    }
