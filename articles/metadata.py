"""The words that photographers and agencies write into a photo's file: IPTC, XMP and EXIF.

Where several say something, XMP goes before IPTC, and IPTC before EXIF: the newer format holds
more, and any script. Nothing of the camera or of the place is read. What is malformed is passed
over: no photo is refused for its metadata.

Names and data sets: IPTC Photo Metadata Standard 2023.2, IPTC-IIM 4.2, EXIF 2.32.
"""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import ExifTags
from PIL.ImageFile import ImageFile

MOST_XMP = 1024 * 1024  # bytes
# What the columns of the library hold (see ``Image``).
LONGEST = {
    "alt": 300,
    "caption": 2000,
    "headline": 300,
    "credit": 150,
    "creator": 200,
    "copyright_notice": 300,
}
# What cameras write of their own accord tells nobody anything.
BOILERPLATE = {"olympus digital camera", "sony dsc", "digital camera", "dcim", "default"}


@dataclass(frozen=True)
class Words:
    """What a file says of its photo. ``taken_on`` is the day by the photographer's own clock."""

    alt: str = ""
    caption: str = ""
    headline: str = ""
    credit: str = ""
    creator: str = ""
    copyright_notice: str = ""
    taken_on: datetime.date | None = None

    def or_else(self, other: "Words") -> "Words":
        """Return these words, with the other ones in the empty places."""
        names = [field.name for field in fields(self)]
        return Words(**{name: getattr(self, name) or getattr(other, name) for name in names})


def read(photo: ImageFile) -> Words:
    """Return the words in the file of a photo that was opened, but never raise."""
    found = Words()
    for source in (_xmp, _iptc, _exif):
        try:
            found = found.or_else(source(photo))
        except Exception:  # noqa: S112  (whatever the parsers raise: the next source may be whole)
            continue
    # A credit line is what readers see; where the file has none, its photographer is the credit.
    return found if found.credit else replace(found, credit=found.creator[: LONGEST["credit"]])


def _words(texts: Mapping[str, str], date: datetime.date | None) -> Words:
    return Words(
        **{name: _fit(_clean(texts.get(name, "")), most) for name, most in LONGEST.items()},
        taken_on=date,
    )


def _clean(text: str) -> str:
    """Return text that any database takes: composed, in one line, without control characters."""
    known = (char for char in text if unicodedata.category(char) not in {"Cs", "Cn"})
    plain = "".join(" " if unicodedata.category(char) == "Cc" else char for char in known)
    words = " ".join(unicodedata.normalize("NFC", plain).split())
    return "" if words.casefold() in BOILERPLATE else words


def _fit(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return (text[:most].rpartition(" ")[0] or text[: most - 1]) + "…"


def _date(text: str) -> datetime.date | None:
    """Return the day in ``2026-05-03T…``, ``20260503`` or ``2026:05:03 …``; a month is no day."""
    found = re.match(r"\s*([0-9]{4})[-:]?([0-9]{2})[-:]?([0-9]{2})(?![0-9])", text)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


# XMP

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
EXIF = "{http://ns.adobe.com/exif/1.0/}"
IPTC_CORE = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
XMP = {
    "alt": f"{IPTC_CORE}AltTextAccessibility",
    "caption": f"{DC}description",
    "headline": f"{PHOTOSHOP}Headline",
    "credit": f"{PHOTOSHOP}Credit",
    "creator": f"{DC}creator",
    "copyright_notice": f"{DC}rights",
}
XMP_DATES = (f"{PHOTOSHOP}DateCreated", f"{EXIF}DateTimeOriginal")


def _xmp(photo: ImageFile) -> Words:
    packet = photo.info.get("xmp") or b""
    if not packet or len(packet) > MOST_XMP:
        return Words()
    try:
        root = fromstring(packet.strip(b"\x00 \r\n\t"))
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return Words()
    said: dict[str, str] = {}
    for description in root.iter(f"{RDF}Description"):
        for name, value in description.attrib.items():
            said.setdefault(name, value)
        for part in description:
            said.setdefault(part.tag, _value(part))
    date = next(filter(None, (_date(said.get(name, "")) for name in XMP_DATES)), None)
    return _words({name: said.get(tag, "") for name, tag in XMP.items()}, date)


def _value(part: Element) -> str:
    """Return the text of a property: of its default language, or of all its values in order."""
    items = list(part.iter(f"{RDF}li"))
    if not items:
        return part.text or ""
    if part.find(f"{RDF}Alt") is not None:
        default = [item for item in items if item.get(LANGUAGE, "").lower() == "x-default"]
        return (default or items)[0].text or ""
    return ", ".join(text for item in items if (text := (item.text or "").strip()))


# IPTC-IIM: records in a block of Photoshop's, as bytes that may or may not say their encoding

IIM_BLOCK = 0x0404
CHARSET = (1, 90)
UTF_8 = (b"\x1b%G", b"\x1b%/")  # ISO 2022 escapes
IIM = {
    "caption": (2, 120),
    "headline": (2, 105),
    "credit": (2, 110),
    "creator": (2, 80),
    "copyright_notice": (2, 116),
}
IIM_DATE = (2, 55)


def _iptc(photo: ImageFile) -> Words:
    block = photo.info.get("photoshop", {}).get(IIM_BLOCK, b"")
    said: dict[tuple[int, int], list[bytes]] = {}
    for place, value in _data_sets(block):
        said.setdefault(place, []).append(value)
    marked = said.get(CHARSET, [b""])[0].startswith(UTF_8)
    texts = {
        name: ", ".join(_decode(value, marked) for value in said.get(place, []))
        for name, place in IIM.items()
    }
    return _words(texts, _date(_decode(said.get(IIM_DATE, [b""])[0], marked)))


def _data_sets(block: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    place = 0
    while place + 5 <= len(block) and block[place] == 0x1C:
        length = int.from_bytes(block[place + 3 : place + 5])
        start = place + 5
        if length & 0x8000:  # the length of the length
            size = length & 0x7FFF
            if size > 4:
                return
            length = int.from_bytes(block[start : start + size])
            start += size
        yield (block[place + 1], block[place + 2]), block[start : start + length]
        place = start + length


def _decode(value: bytes, is_utf_8: bool) -> str:
    """Return the text of bytes that are UTF-8 where they say so or could be, else Latin-1.

    What Windows calls Latin-1 has quotation marks and dashes where the standard has controls.
    """
    if is_utf_8:
        return value.decode("utf-8", "replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return value.decode("latin-1")


# EXIF

XP_TITLE, XP_COMMENT, XP_AUTHOR = 0x9C9B, 0x9C9C, 0x9C9D  # Windows' own: UTF-16, little-endian


def _exif(photo: ImageFile) -> Words:
    data = photo.getexif()
    texts = {
        "caption": _ascii(data.get(ExifTags.Base.ImageDescription)) or _wide(data.get(XP_COMMENT)),
        "headline": _wide(data.get(XP_TITLE)),
        "creator": _ascii(data.get(ExifTags.Base.Artist)) or _wide(data.get(XP_AUTHOR)),
        "copyright_notice": _ascii(data.get(ExifTags.Base.Copyright)),
    }
    taken = data.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.DateTimeOriginal)
    return _words(texts, _date(_ascii(taken)))


def _ascii(value: Any) -> str:
    """Return the text of a tag that should be ASCII, and in practice is anything."""
    if isinstance(value, str):  # Pillow read it as Latin-1
        value = value.encode("latin-1", "ignore")
    if not isinstance(value, bytes):
        return ""
    # The photographer's copyright and the editor's are parted by a zero byte.
    parts = (_decode(part, is_utf_8=False).strip() for part in value.split(b"\0"))
    return ", ".join(filter(None, parts))


def _wide(value: Any) -> str:
    if isinstance(value, tuple) and all(isinstance(each, int) for each in value):
        value = bytes(each & 0xFF for each in value)
    if not isinstance(value, bytes):
        return ""
    return value.decode("utf-16-le", "ignore").partition("\0")[0]
