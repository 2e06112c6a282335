"""Photos that the library has already, told when they are sent once more."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Image
from articles.resemblance import Look

MOST_ALIKE = 3  # photos that are shown beside a new one


class Known(NamedTuple):
    """Photos of the library that a new one repeats: the very file, and others that look like it."""

    same: Image | None
    alike: list[Image]


def known(digest: str, look: Look, besides: int | None = None) -> Known:
    """Return what the library has of a file already, one photo (by its id) left out."""
    others = Image.objects.exclude(pk=besides or 0)
    same = others.filter(digest=digest).order_by("pk").first()
    alike = [image for image in others.resembling(look) if image.digest != digest]
    return Known(same, alike[:MOST_ALIKE])


def already_there(image: Image) -> ValidationError:
    words = _("The library has this photo already: %s. Use that one, or choose the file again.")
    return ValidationError(format_html(words.replace("%s", "{}"), _link(image)), code="known")


def looks_alike(images: list[Image]) -> SafeString:
    """Say of a photo that was added which others show the same, with links to them."""
    words = _("The library has photos that look like this one: %s.")
    links = format_html_join(", ", "{}", ((_link(image),) for image in images))
    return format_html(words.replace("%s", "{}"), links)


def _link(image: Image) -> SafeString:
    address = reverse("admin:articles_image_change", args=[image.pk])
    return format_html('<a href="{}" dir="auto">{}</a>', address, image)
