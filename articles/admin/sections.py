from django.contrib import admin

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
