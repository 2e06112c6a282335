"""Choosing photos from the image library."""

from typing import Any

from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.urls import reverse

from articles.forms.choices import is_id
from articles.models import Image


def description(image: Image) -> dict[str, str]:
    """Return what a picker shows of a photo."""
    return {
        "src": image.thumbnail,
        "alt": image.alt,
        "caption": image.caption or str(image),
        "credit": image.credit,
        "focus": image.focal_class,
    }


class PhotoInput(ForeignKeyRawIdWidget):
    """The number of a photo, with its thumbnail and a link that opens the library."""

    template_name = "admin/articles/widgets/photo_input.html"

    class Media:
        js = ["admin/js/jquery.init.js", "articles/admin/photo_input.js"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = Image.objects.filter(pk=value).first() if is_id(value) else None
        return context | {
            "photo": known,
            "photos_url": reverse("admin:articles_image_photos"),
        }
