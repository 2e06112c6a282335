"""The files that readers get of a photo: their names, and how they are made.

Names begin with the digest of the original, so a file at an address never becomes another photo,
and may be cached for ever.
"""

import io
import os
import secrets
from pathlib import Path
from typing import IO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image as Pillow

from articles import pixels

# File ending and media type of each format, best first.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
WIDTHS = (320, 480, 640, 960, 1280, 1920)  # pixels
FALLBACK_WIDTH = 1280
# Pixels of what is cut around the focal point: the picture that networks show of a link, and the
# three shapes that search engines choose from.
CUTS = {"card": (1200, 630), "16x9": (1200, 675), "4x3": (1200, 900), "1x1": (1200, 1200)}
FOR_SEARCH_ENGINES = ("16x9", "4x3", "1x1")
HIGHEST = 4096  # pixels: what is taller is narrower, too

ENCODERS: dict[str, dict[str, object]] = {
    "avif": {"format": "AVIF", "quality": 60, "speed": 8},
    "webp": {"format": "WEBP", "quality": 80, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}


Focus = tuple[int, int]  # tenths from the left and from the top
Box = tuple[float, float, float, float]  # pixels: left, top, right, bottom


class RenditionError(Exception):
    """The renditions of a photo could not be made; says of which one, and why."""


def name(digest: str, width: int, end: str) -> str:
    """Return where the rendition of an original lies in the default storage."""
    return f"renditions/{digest[:32]}/{width}.{end}"


def fallback_name(digest: str) -> str:
    """Return where the JPEG lies that is there from the upload on."""
    return f"renditions/{digest[:32]}/fallback.jpg"


def cut_name(digest: str, shape: str, focus: Focus) -> str:
    """Return where one of ``CUTS`` lies that was cut around a point, in tenths."""
    return f"renditions/{digest[:32]}/{shape}-{focus[0]}-{focus[1]}.jpg"


def make(original: IO[bytes], digest: str, focus: Focus) -> list[int]:
    """Write every rendition of a photo and return their widths, the smallest first.

    Nothing is enlarged: a photo narrower than all ``WIDTHS`` has its own. Seconds of CPU: never in
    a request. Raises ``ValidationError`` where the original cannot be read.
    """
    largest, whole = _largest(original)
    _write_cuts(largest, digest, focus)
    widths = [width for width in WIDTHS if width <= largest.width] or [largest.width]
    for width in reversed(widths):
        height = max(1, round(whole[1] * width / whole[0]))
        picture = largest.resize((width, height), Pillow.Resampling.LANCZOS, reducing_gap=3)
        for end in FORMATS:
            write(name(digest, width, end), encode(picture, end), FORMATS[end])
    return widths


def make_cuts(original: IO[bytes], digest: str, focus: Focus) -> None:
    """Write what is cut around the focal point alone. Raises as ``make`` does."""
    _write_cuts(_largest(original)[0], digest, focus)


def _write_cuts(largest: Pillow.Image, digest: str, focus: Focus) -> None:
    for shape in CUTS:
        picture = encode(cut(largest, focus, shape), "jpg")
        write(cut_name(digest, shape, focus), picture, FORMATS["jpg"])


def _largest(original: IO[bytes]) -> tuple[Pillow.Image, pixels.Size]:
    return pixels.decode(pixels.open_photo(original), (max(WIDTHS), HIGHEST))


def cut(picture: Pillow.Image, focus: Focus, shape: str) -> Pillow.Image:
    """Cut a picture to one of ``CUTS`` as browsers do by ``object-fit`` and ``-position``.

    Nothing is enlarged: what is too small has the shape, and fewer pixels.
    """
    wanted = CUTS[shape]
    box = box_around(focus, picture.size, wanted)
    width, height = box[2] - box[0], box[3] - box[1]
    size = wanted if width >= wanted[0] else (round(width), round(height))
    return picture.resize(size, Pillow.Resampling.LANCZOS, box, reducing_gap=3)


def box_around(focus: Focus, whole: pixels.Size, shape: pixels.Size) -> Box:
    """Return the largest box of a shape within a picture, moved towards its focal point."""
    scale = max(shape[0] / whole[0], shape[1] / whole[1])
    width, height = min(shape[0] / scale, whole[0]), min(shape[1] / scale, whole[1])
    left, top = (whole[0] - width) * focus[0] / 10, (whole[1] - height) * focus[1] / 10
    return left, top, min(left + width, whole[0]), min(top + height, whole[1])


def encode(picture: Pillow.Image, end: str) -> bytes:
    """Return the file of a picture that has no metadata; it gets none."""
    file = io.BytesIO()
    picture.save(file, **ENCODERS[end])  # type: ignore[arg-type]  # a number or a flag each
    return file.getvalue()


def write(name: str, content: bytes, media_type: str) -> None:
    """Put a file into the default storage: whole or not at all, over one of the same name."""
    if not isinstance(default_storage, FileSystemStorage):  # an object store writes whole files
        file = ContentFile(content)
        file.content_type = media_type  # type: ignore[attr-defined]  # for the storage
        default_storage.save(name, file)
        return
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with draft.open("xb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        draft.chmod(settings.FILE_UPLOAD_PERMISSIONS)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
