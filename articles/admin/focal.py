"""The focal point, set on the photo itself, with the crops that readers get of it."""

from typing import Any

from django.contrib import admin
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.admin.own_files import show_own_files
from articles.models import Image

SCRIPT = "articles/admin/focal.js"
STYLES = ["articles/admin/focal.css", "articles/admin/focal_classes.css"]


class FocalPointAdmin(admin.ModelAdmin):
    """``focal_point`` among the read-only fields shows the photo; the script makes it clickable.

    It does so only where the two numbers can be typed, too: they are what is saved.
    """

    @property
    def media(self) -> Media:
        return super().media + Media(js=[SCRIPT], css={"all": STYLES})

    @admin.display(description=_("focal point"))
    def focal_point(self, image: Image) -> SafeString:
        return render_to_string("admin/articles/image/_focal.html", {"image": image})

    def render_change_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response: HttpResponse = super().render_change_form(request, *args, **kwargs)
        show_own_files(response)
        return response
