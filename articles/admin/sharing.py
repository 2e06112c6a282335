"""The fields for search engines and shared links, with a card that shows what they make."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.forms.choices import is_id
from articles.models import Article, Section
from articles.models.sharing import TITLE_LIMIT
from articles.plain_text import in_line
from articles.publish_checks import LONG_DESCRIPTION, LONG_HEADLINE, LONG_STANDFIRST
from articles.social_card import Card

ELSEWHERE: Any = (
    _("Search results and shared links"),
    {"classes": ["side", "collapse"], "fields": ["seo_title", "seo_description", "social_image"]},
)
LONGEST_HEADLINE = Article._meta.get_field("headline").max_length
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

    def get_urls(self) -> list[URLPattern]:
        drawn = self.admin_site.admin_view(require_safe(self.drawn_card))
        return [path("drawn-card/", drawn, name="articles_article_drawn_card"), *super().get_urls()]

    def drawn_card(self, request: HttpRequest) -> HttpResponse:
        """Draw a headline as networks will show it where there is no photo."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        number = request.GET.get("section", "")
        section = Section.objects.filter(pk=number).first() if is_id(number) else None
        language = section.language if section else settings.LANGUAGE_CODE
        headline = in_line(request.GET.get("headline", ""))[:LONGEST_HEADLINE]
        card = Card.of(language, headline, section.name if section else "")
        if card is None:
            return redirect(static("newsroom/card.png"))
        return HttpResponse(card.draw(), content_type="image/png")

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
            "drawn": reverse("admin:articles_article_drawn_card"),
            "address": (settings.SITE_URL or request.build_absolute_uri("/")).rstrip("/") + front,
        }
        return super().render_change_form(request, context, *args, **kwargs)
