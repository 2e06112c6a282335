"""The picture that stands for the site's name: a small SVG or PNG from the installation's disk."""

import hashlib
import io
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings
from PIL import Image

MOST_BYTES = 200_000
MOST_PIXELS = 4000 * 2000
SVG = "{http://www.w3.org/2000/svg}"
# What loads or runs something. A picture in a page does neither, but its address can be opened.
ACTIVE = {"script", "foreignObject", "iframe", "image", "a", "animate", "set"}
LOADS = re.compile(r"""@import|url\((?!\s*["']?#)""", re.IGNORECASE)
NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
TYPES = {"svg": "image/svg+xml", "png": "image/png"}


class LogoError(Exception):
    """The file is no logo; says why."""


@dataclass(frozen=True)
class Logo:
    """``width`` and ``height`` say its proportions; it is drawn at a height of the stylesheet's."""

    content: bytes
    kind: Literal["svg", "png"]
    width: int
    height: int

    @property
    def name(self) -> str:
        return f"{hashlib.sha256(self.content).hexdigest()[:16]}.{self.kind}"


@cache
def read(path: str) -> Logo:
    """Read a file; a path that is not absolute lies in ``DATA_DIR``. Raises ``LogoError``."""
    file = Path(settings.DATA_DIR) / path
    try:
        if file.stat().st_size > MOST_BYTES:
            raise LogoError(f"it has more than {MOST_BYTES} bytes")
        content = file.read_bytes()
    except OSError as error:
        raise LogoError(error.strerror or "it cannot be read") from None
    if content.startswith(b"\x89PNG"):
        return _png(content)
    return _svg(content)


def _png(content: bytes) -> Logo:
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise LogoError(f"it has more than {MOST_PIXELS} pixels")
            picture.verify()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise LogoError("it is a broken PNG") from None
    return Logo(content, "png", width, height)


def _svg(content: bytes) -> Logo:
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise LogoError("it is neither an SVG nor a PNG") from None
    if root.tag != f"{SVG}svg":
        raise LogoError("it is neither an SVG nor a PNG")
    for element in root.iter():
        _refuse_active(element)
    width, height = _size(root)
    return Logo(content, "svg", width, height)


def _refuse_active(element: Element) -> None:
    name = str(element.tag).rpartition("}")[2]
    if name in ACTIVE:
        raise LogoError(f"it holds <{name}>")
    for attribute, value in element.attrib.items():
        kind = attribute.rpartition("}")[2].lower()
        if kind.startswith("on") or (kind == "href" and not value.startswith("#")):
            raise LogoError(f"it holds the attribute {kind}")
    words = [element.text or "", *element.attrib.values()]
    if any(LOADS.search(each) for each in words):
        raise LogoError("its styles load something")


def _size(root: Element) -> tuple[int, int]:
    box = [float(each) for each in NUMBER.findall(root.get("viewBox", ""))]
    sides = [NUMBER.match(root.get(name, "")) for name in ("width", "height")]
    found = box[2:] if len(box) == 4 else [float(each[0]) for each in sides if each]
    if len(found) != 2 or min(found) <= 0:
        raise LogoError("it names neither a viewBox nor its width and height")
    # Whole numbers for the page's attributes, large enough to keep the proportions.
    scale = 1000 / max(found)
    return max(1, round(found[0] * scale)), max(1, round(found[1] * scale))
