"""The rich-text editor with what the project adds to it, in the editor's language."""

from typing import Any

from django.conf import settings
from django.forms import Select
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language_info
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media, Script

from articles import embeds
from articles.body import limits
from articles.forms import editor_words as words
from articles.reading_time import WORDS_A_MINUTE

MENU = ["headings", "marks", "lists", "quotes", "link", "insert", "table", "history"]
MODULES = [
    *("blocks", "count", "dialog", "embed", "facts", "field", "figure_view", "gallery", "library"),
    *("addresses", "link", "office", "paste", "photo", "quote", "table", "toolbar"),
]


class BodyEditor(AdminProseEditorWidget):
    @property
    def media(self) -> Media:
        paths = {f"newsroom/editor/{name}": f"articles/admin/editor/{name}.js" for name in MODULES}
        return super().media + Media(
            importmap=ImportMap(paths),
            js=[Script("articles/admin/editor.js", type="module")],
            css={"all": ["articles/admin/editor.css"]},
        )

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        given = config["extensions"]
        quotation, link, table = given["Blockquote"], given["Link"], given["Table"]
        library = {
            "library": reverse("admin:articles_image_changelist"),
            "photos": reverse("admin:articles_image_photos"),
        }
        given |= {
            "Blockquote": {**_options(quotation), "labels": words.quotations()},
            "Link": {
                **_options(link),
                "labels": words.links(),
                "articles": _search_of_articles(),
                "site": settings.SITE_URL,
            },
            "Table": {
                **_options(table),
                "labels": words.tables(),
                "mostRows": limits.MOST_ROWS,
                "mostColumns": limits.MOST_COLUMNS,
            },
            "Facts": {"labels": words.boxes()},
            "Photo": {**library, "labels": words.photos(), "sizes": words.sizes()},
            "Gallery": {**library, "labels": words.galleries()},
            "Embed": {"labels": words.embeds(), "providers": _providers()},
            "Menu": {"groups": [{"group": group} for group in MENU]},
            "Toolbar": {"labels": words.buttons()},
            "Field": {"languages": _languages()},
            "Count": {"labels": words.count()},
            "Paste": True,
        }
        config["js_modules"] = [static("articles/admin/editor.js")]
        return config


class SectionSelect(Select):
    """Tells the page the language of each section: that of an article is its section's."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if section := getattr(value, "instance", None):
            option["attrs"]["data-language"] = section.language
        return option


def _options(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}


def _search_of_articles() -> dict[str, str]:
    """Return where articles are searched, and by what: as for a revision's relation to them."""
    return {
        "url": reverse("admin:autocomplete"),
        "query": "app_label=articles&model_name=revision&field_name=article",
    }


def _providers() -> list[dict[str, Any]]:
    return [
        {"key": each.key, "name": each.name, "patterns": each.patterns, "page": each.page}
        for each in embeds.PROVIDERS
    ]


def _languages() -> dict[str, dict[str, Any]]:
    return {
        code: {
            "dir": "rtl" if get_language_info(code)["bidi"] else "ltr",
            "rate": WORDS_A_MINUTE.get(code, WORDS_A_MINUTE["en"]),
        }
        for code, _name in settings.LANGUAGES
    }
