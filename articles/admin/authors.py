from django.contrib import admin

from articles.admin.counterparts import CounterpartField
from articles.admin.lists import ListAdmin
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(CounterpartField, ListAdmin):
    list_display = ["name", "language", "kind", "slug"]
    list_filter = ["language", "kind"]
    search_fields = ["name", "slug"]
    ordering = ["language", "name"]
    fields = ["language", "kind", "name", "slug", "bio", "counterpart_of"]
    prepopulated_fields = {"slug": ["name"]}
