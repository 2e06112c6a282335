from django.contrib import admin

from articles.admin.lists import ListAdmin
from articles.models import Section


@admin.register(Section)
class SectionAdmin(ListAdmin):
    list_display = ["name", "language", "position", "slug"]
    list_filter = ["language"]
    search_fields = ["name", "slug"]
    ordering = ["language", "position", "name"]
    fields = ["language", "name", "slug", "description", "position"]
    prepopulated_fields = {"slug": ["name"]}
