"""The choice of related stories in the article form."""

from copy import deepcopy
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.forms.choices import InOrderField, InOrderOf
from articles.models import Article, Revision


class RelatedStories(admin.ModelAdmin):
    class Media:
        css = {"all": ["articles/admin/in-order.css"]}
        js = ["admin/js/jquery.init.js", "articles/admin/in-order.js"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        field: Any = deepcopy(form.base_fields.get("related"))
        if not isinstance(field, InOrderField):  # only looked at
            return form
        form.base_fields["related"] = field
        # What is chosen stays chosen, whoever may see it; who may not reads its number alone.
        seen = Article.objects.visible_to(request.user)
        chosen = obj.related if obj else []
        field.queryset = seen | Article.objects.filter(pk__in=chosen)
        named = set(seen.filter(pk__in=chosen).values_list("pk", flat=True)) if chosen else set()
        field.unnamed = set(chosen) - named
        # The search of articles hangs on a relation to them: a revision has one.
        field.widget = InOrderOf(Revision._meta.get_field("article"), self.admin_site)
        field.widget.choices = field.choices
        return form
