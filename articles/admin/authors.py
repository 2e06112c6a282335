from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.counterparts import CounterpartField
from articles.admin.lists import ListAdmin
from articles.forms.photo import PhotoInput
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(CounterpartField, ListAdmin):
    list_display = ["name", "language", "kind", "slug"]
    list_filter = ["language", "kind"]
    search_fields = ["name", "slug"]
    ordering = ["language", "name"]
    fields = ["language", "kind", "name", "slug", "bio", "photo", "counterpart_of"]
    prepopulated_fields = {"slug": ["name"]}

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "photo":
            may_send = request.user.has_perm("articles.add_image")
            kwargs["widget"] = PhotoInput(db_field.remote_field, self.admin_site, may_send=may_send)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
