"""What the pages below a photo of the library have in common."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import path
from django.urls.resolvers import URLPattern
from django.views.decorators.cache import never_cache

from articles.forms.choices import is_id
from articles.models import Image


class PhotoPages(admin.ModelAdmin):
    def page(self, route: str, view: Any, name: str) -> URLPattern:
        """Return a path of the library, or below a photo: for staff only, never cached."""
        staff_only = self.admin_site.admin_view(never_cache(view))
        return path(route, staff_only, name=f"articles_image_{name}")

    def photo(self, request: HttpRequest, object_id: str, *, change: bool = False) -> Image:
        """Raises ``Http404``, or ``PermissionDenied`` for who may not see it or change it."""
        image = Image.objects.filter(pk=object_id).first() if is_id(object_id) else None
        if image is None:
            raise Http404("no such photo")
        may = self.has_change_permission if change else self.has_view_permission
        if not may(request, image):
            raise PermissionDenied
        return image
