from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.date_range import DateRangeFilter
from articles.admin.focal import FocalPointAdmin
from articles.admin.lists import ListAdmin
from articles.admin.many import ManyPhotosAdmin
from articles.admin.sizes import FailedFilter, SizesAdmin
from articles.admin.where_used import WhereUsedAdmin
from articles.duplicates import looks_alike
from articles.forms.choices import is_id
from articles.forms.image import WORDS, ImageForm
from articles.forms.photo import description
from articles.models import Image

MOST_PHOTOS = 200  # asked for at once


@admin.register(Image)
class ImageAdmin(WhereUsedAdmin, FocalPointAdmin, SizesAdmin, ManyPhotosAdmin, ListAdmin):
    """The image library. Its list, as a popup, is where articles choose their photos."""

    form = ImageForm
    list_display = ["thumbnail", "words", "credit", "uploaded_at", "sizes_badge"]
    list_display_links = ["thumbnail", "words"]
    sortable_by = ["uploaded_at"]  # the only order that a million rows have an index for
    list_filter = [
        ("uploaded_at", DateRangeFilter),
        ("taken_on", DateRangeFilter),
        FailedFilter,
    ]
    search_fields = ["caption"]  # see get_search_results
    search_help_text = _(
        "Words of the caption, credit, photographer or alternative text, a day taken (2019-06), "
        "“words that stand together”."
    )
    fields = [
        "original",
        "add_again",
        "sizes_state",
        "focal_point",
        ("focal_x", "focal_y"),
        *WORDS,
        "taken_on",
    ]
    readonly_fields = ["focal_point", *SizesAdmin.readonly_fields]

    class Media:
        css = {"all": ["articles/admin/images.css"]}

    def get_urls(self) -> list[URLPattern]:
        return [self.page("photos.json", self.photos, "photos"), *super().get_urls()]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Put those taken last first where days are asked for: an index has them in that order."""
        days = any(name.startswith("taken_on__") for name in request.GET)
        return ["-taken_on"] * days + ["-uploaded_at", "-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        return (queryset.matching(search_term) if search_term else queryset), False

    def save_model(self, request: HttpRequest, obj: Image, form: Any, change: bool) -> None:
        if not change:
            obj.uploaded_by = request.user  # type: ignore[assignment]  # staff only
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if form.known.alike:
            messages.warning(request, looks_alike(form.known.alike))

    @admin.display(description=_("photo"))
    def thumbnail(self, image: Image) -> SafeString:
        return format_html(
            '<img class="thumbnail {}" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            image.focal_class,
            image.thumbnail,
            image.alt or str(image),
            image.width,
            image.height,
        )

    @admin.display(description=_("caption"))
    def words(self, image: Image) -> SafeString:
        return format_html(
            '<span class="photo-words" dir="auto">{}</span>'
            '<span class="photo-alt" dir="auto">{}</span>',
            str(image),
            image.alt if image.caption else "",
        )

    def photos(self, request: HttpRequest) -> JsonResponse:
        """Describe the photos that ``?ids=`` lists, those left out that the library lacks."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        ids = list(filter(is_id, request.GET.get("ids", "").split(",")))[:MOST_PHOTOS]
        found = Image.objects.in_bulk([int(each) for each in ids])
        return JsonResponse({str(pk): description(image) for pk, image in found.items()})
