"""Pages about the house: written like articles, shown at once, with an address that stays."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from articles.admin.lists import ListAdmin
from newsroom.forms.house_page import HousePageForm, NewHousePageForm
from newsroom.models import HousePage

WRITTEN = ["title", "body"]


@admin.register(HousePage)
class HousePageAdmin(ListAdmin):
    form = HousePageForm
    list_display = ["title", "stands_at", "language_name"]
    search_fields = ["title"]
    ordering = ["url"]
    change_form_template = "admin/newsroom/housepage/change_form.html"

    class Media:
        js = ["admin/js/jquery.init.js", "articles/admin/keep.js"]

    # Who may

    def has_delete_permission(self, request: HttpRequest, obj: HousePage | None = None) -> bool:
        """Pages that every site has stay: all pages link to them."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.place.fixed)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Leave out the deletion of many: it would take those that stay along."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    # The list

    @admin.display(description=_("address"), ordering="url")
    def stands_at(self, page: HousePage) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', page.url)

    @admin.display(description=_("language"))
    def language_name(self, page: HousePage) -> str:
        return str(get_language_info(page.language)["name_translated"])

    # The form

    def get_form(
        self,
        request: HttpRequest,
        obj: HousePage | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> Any:
        if obj is None:
            kwargs["form"] = NewHousePageForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: HousePage | None = None) -> Any:
        return ["language", "where", "slug", *WRITTEN] if obj is None else ["stands_at", *WRITTEN]

    def get_readonly_fields(self, request: HttpRequest, obj: HousePage | None = None) -> list[str]:
        return [] if obj is None else ["stands_at"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # django-csp sets it
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, page: HousePage) -> str:
        return page.get_absolute_url()
