from django.contrib import admin

from articles.admin.lists import ListAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(ListAdmin):
    list_display = ["name", "language", "slug"]
    list_filter = ["language"]
    search_fields = ["name", "slug"]
    ordering = ["language", "name"]
    fields = ["language", "name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
