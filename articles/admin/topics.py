from django.contrib import admin

from articles.admin.counterparts import CounterpartField
from articles.admin.lists import ListAdmin
from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(CounterpartField, ListAdmin):
    list_display = ["name", "language", "slug"]
    list_filter = ["language"]
    search_fields = ["name", "slug"]
    ordering = ["language", "name"]
    fields = ["language", "name", "slug", "counterpart_of"]
    prepopulated_fields = {"slug": ["name"]}
