"""The state of a photo's sizes, on its own page and in the list; another try where they failed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from articles.admin.photo_pages import PhotoPages
from articles.models import Image
from articles.models.sizes import Sizes
from articles.tasks import try_again


class FailedFilter(admin.SimpleListFilter):
    title = _("sizes")
    parameter_name = "sizes"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("failed", _("Could not be made"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image]:
        if self.value() != "failed":
            return queryset
        return queryset & Image.objects.could_not_be_made()


class SizesAdmin(PhotoPages):
    """``sizes_state`` is for the page of a photo, ``sizes_badge`` for the list."""

    readonly_fields = ["sizes_state", "sizes_words"]

    @property
    def media(self) -> Media:
        return super().media + Media(js=["articles/admin/sizes.js"])

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Leave the sizes out until there is a photo, and the button to those who may press it."""
        shown = "sizes_state" if self.has_change_permission(request, obj) else "sizes_words"
        names = {"sizes_state": shown if obj else ""}
        fields = super().get_fields(request, obj)
        named = [names.get(field, field) if isinstance(field, str) else field for field in fields]
        return [field for field in named if field]

    def get_urls(self) -> list[URLPattern]:
        again = require_POST(self.make_sizes_again)
        return [
            self.page("<path:object_id>/sizes.json", require_GET(self.sizes), "sizes"),
            self.page("<path:object_id>/sizes/again/", again, "sizes_again"),
            *super().get_urls(),
        ]

    @admin.display(description=_("sizes"))
    def sizes_state(self, image: Image) -> SafeString:
        return render_to_string(
            "admin/articles/image/_sizes.html",
            {"image": image, "words": told(image), "failed": image.sizes == Sizes.FAILED},
        )

    @admin.display(description=_("sizes"))
    def sizes_words(self, image: Image) -> Any:
        return told(image)

    @admin.display(description=_("sizes"))
    def sizes_badge(self, image: Image) -> SafeString:
        state = image.sizes
        return format_html('<span class="state is-{}">{}</span>', state, state.label)

    def sizes(self, request: HttpRequest, object_id: str) -> JsonResponse:
        image = self.photo(request, object_id)
        return JsonResponse({"state": image.sizes, "words": str(told(image))})

    def make_sizes_again(self, request: HttpRequest, object_id: str) -> HttpResponse:
        image = self.photo(request, object_id, change=True)
        if try_again(image):
            self.log_change(request, image, gettext("Had the sizes made again."))
        else:
            messages.info(request, _("There was nothing to make again."))
        return redirect("admin:articles_image_change", image.pk)


def told(image: Image) -> Any:
    if image.sizes == Sizes.READY:
        return _("Ready: readers get the size that fits their screen.")
    if image.sizes == Sizes.FAILED:
        return image.get_failure_display()
    return _("Being made. Readers get one size until then; you can publish.")
