"""The byline and the corrections below the article form."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles.models import Article, ArticleAuthor, Revision
from articles.models.content import languages_differ

MOST_ROWS = 100
COUNT = re.compile("[0-9]{1,9}")
POSTED = ["author", "position", DELETION_FIELD_NAME]


class BylineFormSet(forms.BaseInlineFormSet):
    """A byline as a whole: what is saved is exactly what the form says.

    Rows are told apart by their author, not by their id. So authors can change places, and a
    byline that somebody else replaced meanwhile can be saved over.
    """

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        if data is not None:
            prefix = kwargs.get("prefix") or self.get_default_prefix()
            data = _keyed_by_author(data, prefix, kwargs["instance"])
        super().__init__(data, **kwargs)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            # The heads of the table's columns are no labels.
            if field.label:
                widget = getattr(field.widget, "widget", field.widget)
                widget.attrs["aria-label"] = capfirst(field.label)

    def clean(self) -> None:
        super().clean()
        if not self.instance.section_id:
            return  # the form says so already
        authors = [
            form.cleaned_data["author"]
            for form in self.forms
            if form.is_valid() and form.cleaned_data.get("author")
        ]
        if other := languages_differ(self.instance.section.language, authors):
            raise ValidationError(
                _("Not written in the section’s language: %(names)s."),
                params={"names": ", ".join(other)},
            )

    def save(self, commit: bool = True) -> Any:
        kept = [form.instance.author_id for form in self.initial_forms]
        self.instance.contributions.exclude(author__in=kept).delete()
        return super().save(commit)


def _keyed_by_author(data: QueryDict, prefix: str, article: Article) -> QueryDict:
    """Return the posted rows with the ids of the rows that hold these authors, such rows first."""
    ids = {
        str(author): pk
        for pk, author in ArticleAuthor.objects.filter(article=article.pk or 0).values_list(
            "pk", "author_id"
        )
    }
    rewritten = data.copy()
    count = data.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")
    if not COUNT.fullmatch(count) or int(count) > MOST_ROWS:
        # Without a count there is no telling what the byline is: the formset refuses it.
        rewritten[f"{prefix}-{TOTAL_FORM_COUNT}"] = ""
        return rewritten
    known: list[dict[str, Any]] = []
    new: list[dict[str, Any]] = []
    for row in _rows(data, prefix, int(count)):
        if row.get(DELETION_FIELD_NAME):
            continue
        row["id"] = ids.pop(row.get("author", ""), "")
        (known if row["id"] else new).append(row)
    for place, row in enumerate([*known, *new]):
        for name, value in row.items():
            rewritten[f"{prefix}-{place}-{name}"] = str(value)
    rewritten[f"{prefix}-{TOTAL_FORM_COUNT}"] = str(len(known) + len(new))
    rewritten[f"{prefix}-{INITIAL_FORM_COUNT}"] = str(len(known))
    return rewritten


def _rows(data: QueryDict, prefix: str, count: int) -> list[dict[str, Any]]:
    return [
        {name: data.get(f"{prefix}-{place}-{name}", "") for name in POSTED}
        for place in range(count)
    ]


class PublicRevisionField(forms.ModelChoiceField):
    """Chooses among revisions by number and by when readers had them."""

    def label_from_instance(self, obj: Revision) -> str:
        since = date_format(localtime(obj.live_from), "SHORT_DATETIME_FORMAT")
        return f"{obj.number} · {since} · {obj.headline}"
