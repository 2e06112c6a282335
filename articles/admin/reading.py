"""The text of an article as text, for who may look at it and not change it."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import body, source_text
from articles.admin.pages import ArticlePages
from articles.models import Article, Image


class TextToRead(ArticlePages):
    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        shown = {"body": "text_to_read"}
        return [
            (
                name,
                {**options, "fields": [shown.get(str(each), each) for each in options["fields"]]},
            )
            for name, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), "text_to_read"]

    @admin.display(description=_("body"))
    def text_to_read(self, article: Article) -> SafeString:
        photos = Image.objects.filter(pk__in=body.photo_ids(article.body))
        captions = dict(photos.values_list("pk", "caption"))
        parts = source_text.passages(article.body, article.body, captions)
        html = format_html_join("", "{}", ((part.html,) for part in parts))
        return format_html(
            '<div class="text-to-read" lang="{}" dir="auto">{}</div>',
            article.language,
            html,
        )
