"""The picture that networks show of an article that has no photo fit for it.

It is drawn from the headline, the section and the site's name, beside the photo if there is one
that is too small to stand alone. The font is Vazirmatn (SIL Open Font License 1.1), which has Latin
and Arabic letters; a text in other scripts gets no picture rather than empty boxes.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.translation import get_language_info
from PIL import Image as Pillow
from PIL import ImageColor, ImageDraw, ImageFont

from articles import renditions
from articles.languages import said
from articles.models import PhotoFile

FONT = Path(__file__).parent / "fonts" / "Vazirmatn-Bold.ttf"
DRAWING = 1  # raised when the same words come to look otherwise
WIDTH, HEIGHT = SIZE = renditions.CUTS["card"]
SMALLEST_FIT = WIDTH // 2, HEIGHT // 2  # pixels: what networks still show over the whole width
MARGIN, STRIPE, PANEL = 72, 20, 420  # pixels
SIZES = (76, 68, 60, 52, 46, 40, 34)  # of the headline's type
LEADING = 1.35
ROOM = 356  # pixels for the headline
SMALL = 30
PAPER, INK, MUTED, ACCENT = "#fdfcfa", "#17181a", "#585b60", "#0b5170"


@dataclass(frozen=True)
class Card:
    """What is drawn. ``photo`` is a name in the default storage, with a focal point in tenths."""

    language: str
    rtl: bool
    headline: str
    section: str
    site: str
    accent: str
    photo: str = ""
    focus: renditions.Focus = (5, 5)

    @classmethod
    def of(
        cls, language: str, headline: str, section: str, photo: PhotoFile | None = None
    ) -> "Card | None":
        """Return what is drawn beside a photo or without one; none where a sign is missing."""
        card = cls(
            language=language,
            rtl=get_language_info(language)["bidi"],
            headline=headline,
            section=section,
            site=said(settings.SITE_NAME, settings.SITE_NAMES, language),
            accent=settings.SITE_ACCENT or ACCENT,
            photo=photo.src_name if photo else "",
            focus=photo.focus if photo else (5, 5),
        )
        return card if card.can_be_drawn else None

    @property
    def digest(self) -> str:
        """Names the drawing: an address never comes to show another one."""
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:16]

    @property
    def can_be_drawn(self) -> bool:
        return all(map(_has, set(self.headline + self.section + self.site)))

    def draw(self) -> bytes:
        """Return a PNG file. Some hundredths of a second of CPU."""
        picture = Pillow.new("RGB", SIZE, PAPER)
        panel = self._photo()
        if panel:
            picture.paste(panel, (0 if self.rtl else WIDTH - PANEL, 0))
        pen = ImageDraw.Draw(picture)
        edge = (WIDTH - STRIPE, 0, WIDTH, HEIGHT) if self.rtl else (0, 0, STRIPE, HEIGHT)
        pen.rectangle(edge, fill=ImageColor.getrgb(self.accent))
        width = WIDTH - 2 * MARGIN - STRIPE - (PANEL if panel else 0)
        self._write(pen, MARGIN, [self.section], SMALL, self.accent)
        lines, size = self._fitted(width)
        self._write(pen, MARGIN + 64, lines, size, INK)
        self._write(pen, HEIGHT - MARGIN - SMALL, [self.site], SMALL, MUTED)
        file = io.BytesIO()
        picture.save(file, format="PNG", optimize=True)
        return file.getvalue()

    def _photo(self) -> Pillow.Image | None:
        if not self.photo:
            return None
        try:
            with default_storage.open(self.photo) as file:
                picture = Pillow.open(file, formats=["JPEG"]).convert("RGB")
        except OSError:
            return None  # it went away since
        panel = (PANEL, HEIGHT)
        box = renditions.box_around(self.focus, picture.size, panel)
        return picture.resize(panel, Pillow.Resampling.LANCZOS, box)

    def _fitted(self, width: int) -> tuple[list[str], int]:
        """Return the headline in lines, and the largest size in which they have room."""
        for size in SIZES:
            lines = list(self._lines(size, width))
            if len(lines) * size * LEADING <= ROOM:
                break
        most = int(ROOM // (size * LEADING))
        return [*lines[: most - 1], lines[most - 1] + "…"] if len(lines) > most else lines, size

    def _lines(self, size: int, width: int) -> Iterator[str]:
        line = ""
        for word in self.headline.split():
            longer = f"{line} {word}".strip()
            if line and self._length(longer, size) > width:
                yield line
                longer = word
            line = longer
        yield line

    def _length(self, text: str, size: int) -> float:
        return _font(size).getlength(text, direction=self._direction, language=self.language)

    def _write(
        self, pen: ImageDraw.ImageDraw, top: int, lines: list[str], size: int, colour: str
    ) -> None:
        x, anchor = (WIDTH - STRIPE - MARGIN, "ra") if self.rtl else (STRIPE + MARGIN, "la")
        for place, line in enumerate(lines):
            pen.text(
                (x, top + round(place * size * LEADING)),
                line,
                fill=ImageColor.getrgb(colour),
                font=_font(size),
                anchor=anchor,
                direction=self._direction,
                language=self.language,
            )

    @property
    def _direction(self) -> str:
        return "rtl" if self.rtl else "ltr"


def is_fit(photo: PhotoFile) -> bool:
    """Tell whether a photo can stand for the article alone."""
    return photo.width >= SMALLEST_FIT[0] and photo.height >= SMALLEST_FIT[1]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size)


@cache
def _missing() -> bytes:
    return bytes(_font(SMALL).getmask("\uffff"))


@cache
def _has(sign: str) -> bool:
    return sign.isspace() or bytes(_font(SMALL).getmask(sign)) != _missing()
