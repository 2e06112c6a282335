from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles import moves
from articles.admin.counterparts import CounterpartField
from articles.admin.lists import ListAdmin
from articles.models import Section


@admin.register(Section)
class SectionAdmin(CounterpartField, ListAdmin):
    list_display = ["name", "language", "position", "slug"]
    list_filter = ["language"]
    search_fields = ["name", "slug"]
    ordering = ["language", "position", "name"]
    fields = ["language", "name", "slug", "description", "position", "counterpart_of"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request: HttpRequest, obj: Section, form: Any, change: bool) -> None:
        before = Section.objects.get(pk=obj.pk).addresses() if change else []
        super().save_model(request, obj, form, change)
        moves.leave(
            {old: new for old, new in zip(before, obj.addresses(), strict=False) if old != new}
        )
