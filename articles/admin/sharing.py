"""The fields for search engines and shared links, with a card that shows what they make."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models.sharing import TITLE_LIMIT
from articles.publish_checks import LONG_DESCRIPTION, LONG_HEADLINE, LONG_STANDFIRST

ELSEWHERE: Any = (
    _("Search results and shared links"),
    {"classes": ["side", "collapse"], "fields": ["seo_title", "seo_description", "social_image"]},
)
# How many characters are best at most, for the counters below the fields.
BEST = {
    "headline": LONG_HEADLINE,
    "standfirst": LONG_STANDFIRST,
    "seo_title": TITLE_LIMIT,
    "seo_description": LONG_DESCRIPTION,
}


class SharingFields(admin.ModelAdmin):
    class Media:
        js = ["admin/js/jquery.init.js", "articles/admin/elsewhere.js"]
        css = {"all": ["articles/admin/elsewhere.css", "articles/admin/focal_classes.css"]}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "seo_description":
            kwargs["widget"] = forms.Textarea({"rows": 3})
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and db_field.name in BEST:
            field.widget.attrs |= {"dir": "auto", "data-best": BEST[db_field.name]}
        widget = field.widget if field is not None else None
        if db_field.name == "social_image" and isinstance(widget, RelatedFieldWidgetWrapper):
            widget.can_add_related = widget.can_change_related = widget.can_view_related = False
        return field

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        original = context["original"]
        language = original.language if original else get_language()
        front = reverse("articles:front", args=[language])
        context["elsewhere"] = {
            "site": settings.SITE_NAME,
            "address": (settings.SITE_URL or request.build_absolute_uri("/")).rstrip("/") + front,
        }
        return super().render_change_form(request, context, *args, **kwargs)
