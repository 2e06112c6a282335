"""The byline and the corrections below the article form."""

from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.forms.byline import BylineFormSet, PublicRevisionField
from articles.forms.choices import OneOf
from articles.models import Article, ArticleAuthor, Correction


class BylineInline(admin.TabularInline):
    side = True  # stands beside the text
    model = ArticleAuthor
    formset = BylineFormSet
    fields = ["author", "position"]
    ordering = ["position", "pk"]

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        """Take a byline as a whole from those alone to whom the form shows it to be changed."""
        if not self.has_change_permission(request, obj):
            kwargs["formset"] = forms.BaseInlineFormSet
        return super().get_formset(request, obj, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj else 1

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "author":
            kwargs["widget"] = OneOf(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CorrectionInline(admin.StackedInline):
    """Notes on what readers had; a published note is replaced by another, or stays as it is."""

    model = Correction
    fields = ["kind", "corrected", "text", "supersedes"]
    ordering = ["published_at", "pk"]
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name == "text":
            field.widget.attrs |= {"rows": 3, "dir": "auto"}
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "corrected":
            kwargs["form_class"] = PublicRevisionField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj is not None and "corrected" in formset.form.base_fields:
            seen = obj.revisions.filter(live_from__lte=timezone.now()).order_by("-live_from")
            field = cast(PublicRevisionField, formset.form.base_fields["corrected"])
            field.queryset, field.initial = seen, seen.first()
            standing = obj.corrections.filter(superseded_by=None)
            notes = cast(forms.ModelChoiceField, formset.form.base_fields["supersedes"])
            notes.queryset, notes.empty_label = standing, _("no earlier note")
        return formset
