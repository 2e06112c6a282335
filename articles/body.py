"""The body of an article: HTML that is cleaned on the way in, with photos resolved on the way out.

A photo stands in the body as ``<figure data-photo="12" data-size="wide"></figure>``; what readers
see of it (file, caption, credit) comes from the photo itself.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeVar

import nh3
from django.utils.safestring import SafeString, mark_safe

Photo = TypeVar("Photo")

SIZES = ("text", "wide")
TAGS = {
    "a", "blockquote", "br", "em", "figure", "h2", "h3", "li", "ol", "p", "strong", "sub", "sup",
    "ul",
}  # fmt: skip
# What the editor offers; ``clean`` decides what is kept.
EXTENSIONS: dict[str, object] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},  # they would not be kept
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "HardBreak": True,
    "History": True,
    "NoSpellCheck": False,
}
LEVELS = {"h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
HEADING = re.compile(r"<(/?)(h[1456])\b", re.IGNORECASE)
FIGURE = re.compile(r"<figure\b([^>]*)>")
FIGURE_END = "</figure>"
PHOTO = re.compile(r'data-photo="([0-9]{1,18})"')
SIZE = re.compile(r'data-size="(\w+)"')
EMPTY = re.compile(r"<p>\s*</p>")
PASSES = 10  # two or three settle anything but what was made to be odd


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "data-photo":
        return value if re.fullmatch("[1-9][0-9]{0,17}", value) else None
    if attribute == "data-size":
        return value if value in SIZES else None
    # An address that looks like a tag would be taken for one by the patterns above.
    return value.replace("<", "%3C").replace(">", "%3E")


_cleaner = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "title"},
    attributes={"*": set(), "a": {"href"}, "figure": {"data-photo", "data-size"}},
    attribute_filter=_keep,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener",
)


def clean(html: str) -> str:
    """Return ``html`` with nothing but the tags and attributes that a body may hold.

    Headings of other levels become the nearest allowed one, so that their line stays a line.
    Paragraphs without text go. Cleaning what is clean changes nothing.
    """
    levelled = HEADING.sub(lambda found: f"<{found[1]}{LEVELS[found[2].lower()]}", html)
    cleaned = _pass(levelled.replace("\x00", ""))
    for _again in range(PASSES):
        before, cleaned = cleaned, _pass(cleaned)
        if cleaned == before:
            return cleaned
    # Markup that never settles was not written by an editor: its words stay.
    return nh3.clean(cleaned, tags=set())


def _pass(html: str) -> str:
    cleaned = _cleaner.clean(html).replace(FIGURE_END, "")
    return EMPTY.sub("", FIGURE.sub(_canonical, cleaned)).strip()


def _canonical(figure: re.Match[str]) -> str:
    photo, size = PHOTO.search(figure[1]), SIZE.search(figure[1])
    if photo is None:
        return ""
    shown = size[1] if size else SIZES[0]
    return f'<figure data-photo="{photo[1]}" data-size="{shown}">{FIGURE_END}'


def photo_ids(html: str) -> list[int]:
    """Return the ids of the photos in a cleaned body, in order, repeats included."""
    return [int(photo) for figure in FIGURE.findall(html) for photo in PHOTO.findall(figure)]


def render(html: str, photos: Mapping[int, Photo], draw: Callable[[Photo, str], str]) -> SafeString:
    """Return a cleaned body with each photo drawn by ``draw(photo, size)``.

    A photo that is not in ``photos`` leaves no trace.
    """

    def figure(found: re.Match[str]) -> str:
        photo, size = PHOTO.search(found[1]), SIZE.search(found[1])
        known = photos.get(int(photo[1])) if photo else None
        return draw(known, size[1] if size else SIZES[0]) if known is not None else ""

    return mark_safe(FIGURE.sub(figure, html.replace(FIGURE_END, "")))  # noqa: S308  (cleaned when saved)
