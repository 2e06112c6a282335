"""The form in which a page of the house is written."""

import hashlib
from typing import Any, cast

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorFormField

from articles import body, languages
from articles.forms.body_editor import BodyEditor
from articles.models.content import BODY_LIMIT, problems_in
from articles.people import name_of
from newsroom.house import FIXED, Place
from newsroom.models import HousePage

LONGEST_SLUG = 80  # an address of the longest language still fits its column
FREE = ""  # in the choice of places


class LanguageSelect(forms.Select):
    """Tells the editor of the text which language each choice is."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-language"] = str(value)
        return option


class HousePageForm(forms.ModelForm):
    """Changes title and text; the address of a page stays what it was made as.

    ``version`` tells what the form was filled from. If somebody else saved meanwhile, the form is
    invalid and keeps all its text; sent once more it replaces what they saved.
    """

    body = ProseEditorFormField(
        label=_("Text"),
        extensions=body.EXTENSIONS,
        sanitize=body.clean,
        validators=[MaxLengthValidator(BODY_LIMIT)],
        widget=BodyEditor(attrs={"dir": "auto", "spellcheck": "true"}),
    )
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = HousePage
        fields = ["title"]
        widgets = {"title": forms.TextInput({"class": "vLargeTextField", "dir": "auto"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["body"] = self.instance.content
            self.initial["version"] = _version(self.instance)

    def clean_body(self) -> str:
        text: str = self.cleaned_data["body"]
        if not text:
            raise ValidationError(_("A page needs a text."))
        if errors := list(problems_in(text)):
            raise ValidationError(errors)
        return text

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        now = HousePage.objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        if now is not None and cleaned.get("version") != _version(now):
            sent = cast(QueryDict, self.data).copy()
            sent["version"] = _version(now)
            self.data = sent
            self.add_error(None, _stale(now))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        self.instance.content = self.cleaned_data["body"]
        return super().save(commit)


class NewHousePageForm(HousePageForm):
    """Makes a page: its language and its address are chosen here, once."""

    language = forms.ChoiceField(
        label=_("Language"), choices=languages.choices, widget=LanguageSelect
    )
    where = forms.ChoiceField(label=_("Where it stands"), required=False)
    slug = forms.SlugField(
        label=_("Last word of the address"),
        max_length=LONGEST_SLUG,
        required=False,
        allow_unicode=True,
        help_text=_(
            "For another page: letters, digits and hyphens. The same word in two languages makes "
            "two pages that lead to each other. It cannot be changed later."
        ),
        widget=forms.TextInput({"dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "where" in self.fields:
            fixed = [(slug, f"{label} (/…/{slug}/)") for slug, label in FIXED.items()]
            where = cast(forms.ChoiceField, self.fields["where"])
            where.choices = [(FREE, _("Another page (/…/pages/…/)")), *fixed]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not {"language", "where", "slug"} <= cleaned.keys():
            return cleaned
        fixed, slug = cleaned["where"], cleaned["slug"]
        if not fixed and not slug:
            self.add_error("slug", _("Another page needs a word for its address."))
            return cleaned
        address = str(Place(cleaned["language"], fixed or slug, bool(fixed)))
        if HousePage.objects.filter(url=address).exists():
            field = "where" if fixed else "slug"
            text = _("There is a page at %(address)s already: change that one.")
            self.add_error(field, ValidationError(text, params={"address": address}))
        self.instance.url = address
        return cleaned


def _version(page: HousePage) -> str:
    return hashlib.sha256(f"{page.title}\0{page.content}".encode()).hexdigest()


def _stale(page: HousePage) -> Any:
    kind = ContentType.objects.get_for_model(HousePage, for_concrete_model=False)
    lines = LogEntry.objects.filter(content_type=kind, object_id=str(page.pk))
    last = lines.select_related("user").first()
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>',
        _(
            "%(name)s saved this page after you opened it. Your text is not saved yet: it is still "
            "in the form. Save once more to replace what was saved."
        )
        % {"name": name_of(last.user) if last else _("Somebody")},
        page.get_absolute_url(),
        _("Look at the page as it is now"),
    )
