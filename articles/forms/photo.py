"""Choosing photos from the image library."""

from typing import Any

from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.urls import reverse

from articles.forms.choices import is_id
from articles.forms.image import ACCEPT
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
    """The number of a photo, with its thumbnail and a link that opens the library.

    Who ``may_send`` can put a new one there without leaving the page.
    """

    template_name = "admin/articles/widgets/photo_input.html"

    class Media:
        css = {"all": ["articles/admin/send_photo.css"]}
        js = [
            "admin/js/jquery.init.js",
            "articles/admin/photo_input.js",
            "articles/admin/fresh_token.js",
            "articles/admin/send_photo.js",
            "articles/admin/new_photo.js",
        ]

    def __init__(self, *args: Any, may_send: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_send = may_send

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        known = Image.objects.filter(pk=value).first() if is_id(value) else None
        return context | {
            "photo": known,
            "photos_url": reverse("admin:articles_image_photos"),
            "may_send": self.may_send,
            "accept": ACCEPT,
        }
