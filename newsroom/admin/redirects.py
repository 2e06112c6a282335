"""Addresses of pages that stood elsewhere, and where these stand now."""

from django.contrib import admin
from django.contrib.redirects import admin as stock  # noqa: F401  (replaced below)
from django.contrib.redirects.models import Redirect
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.lists import ListAdmin
from newsroom import legacy
from newsroom.forms.redirect import RedirectForm

admin.site.unregister(Redirect)


@admin.register(Redirect)
class RedirectAdmin(ListAdmin):
    form = RedirectForm
    fields = ["old_path", "new_path"]
    list_display = ["old", "new"]
    search_fields = ["old_path"]  # get_search_results looks at its beginning
    search_help_text = _("The beginning of an old address.")
    ordering = ["old_path"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redirect]:
        return super().get_queryset(request).defer("site")

    @admin.display(description=_("old address"), ordering="old_path")
    def old(self, redirect: Redirect) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', redirect.old_path)

    @admin.display(description=_("leads to"))
    def new(self, redirect: Redirect) -> SafeString:
        if not redirect.new_path:
            return format_html('<span class="quiet">{}</span>', _("gone"))
        return format_html('<bdi dir="ltr">{}</bdi>', redirect.new_path)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Redirect], search_term: str
    ) -> tuple[QuerySet[Redirect], bool]:
        if not search_term:
            return queryset, False
        beginning = legacy.beginning(search_term)
        return queryset.filter(old_path__startswith=beginning), False
