"""Choosing photos from the image library: as the lead photo, and within the body."""

from typing import Any

from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media, Script

from articles.forms.choices import is_id
from articles.models import Image


def description(image: Image) -> dict[str, str]:
    """Return what a picker shows of a photo."""
    return {
        "src": image.thumbnail,
        "alt": image.alt,
        "caption": image.caption or str(image),
        "credit": image.credit,
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


class BodyEditor(AdminProseEditorWidget):
    """The rich-text editor with the project's own photo node, in the editor's language."""

    @property
    def media(self) -> Media:
        ours = [Script("articles/admin/editor.js", type="module")]
        return super().media + Media(js=ours, css={"all": ["articles/admin/editor.css"]})

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        config["extensions"] |= {"Photo": _photo_options(), "Field": {"labels": _labels()}}
        config["extensions"]["Link"] = {**config["extensions"]["Link"], "words": _link_words()}
        config["extensions"]["Menu"] = {"groups": [{"group": group} for group in MENU]}
        config["js_modules"] = [static("articles/admin/editor.js")]
        return config


MENU = ["headings", "marks", "lists", "nodes -blockType", "link", "photo", "history"]


def _photo_options() -> dict[str, Any]:
    return {
        "library": reverse("admin:articles_image_changelist"),
        "photos": reverse("admin:articles_image_photos"),
        "sizes": {"text": _("As wide as the text"), "wide": _("Wide")},
        "labels": {
            "insert": _("Insert a photo"),
            "photo": _("Photo %s"),
            "size": _("Size of the photo"),
            "remove": _("Remove the photo"),
            "missing": _("The image library has no photo %s."),
        },
    }


def _link_words() -> dict[str, str]:
    return {"title": _("Link"), "address": _("Address"), "set": _("Set the link")}


def _labels() -> dict[str, str]:
    """Return the names of the toolbar's buttons by the editor's names for them."""
    return {
        "toolbar": _("Formatting"),
        "heading2": _("Subhead"),
        "heading3": _("Smaller subhead"),
        "bold": _("Bold"),
        "italic": _("Italic"),
        "subscript": _("Subscript"),
        "superscript": _("Superscript"),
        "bulletList": _("List"),
        "orderedList": _("Numbered list"),
        "blockquote": _("Quotation"),
        "link": _("Link"),
        "unlink": _("Remove the link"),
        "history:undo": _("Undo"),
        "history:redo": _("Redo"),
    }
