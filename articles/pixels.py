"""The pixels of a photo whose file nobody vouches for: upright, in sRGB, and nothing else of it.

Whatever is wrong with a file ends in a ``ValidationError`` with a message for the person who sent
it. One photo is decoded at a time in each process, so that several uploads at once do not add up
their memory.
"""

import io
import threading
import warnings
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, ImageCms
from PIL import Image as Pillow
from PIL.ImageFile import ImageFile

# What is read, and the file ending of each. Pillow calls a JPEG that carries more pictures (depth,
# another exposure) MPO; its first one is the photo. Vectors, PostScript and animations are not.
ENDS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
LEAST_SIDE = 16  # pixels
GREATEST_RATIO = 8  # of the long side to the short one
# Each pass over a progressive JPEG costs as much as the first; cameras and editors write about ten.
MOST_SCANS = 64
START_OF_SCAN = b"\xff\xda"

TURNS = {
    2: Pillow.Transpose.FLIP_LEFT_RIGHT,
    3: Pillow.Transpose.ROTATE_180,
    4: Pillow.Transpose.FLIP_TOP_BOTTOM,
    5: Pillow.Transpose.TRANSPOSE,
    6: Pillow.Transpose.ROTATE_270,
    7: Pillow.Transpose.TRANSVERSE,
    8: Pillow.Transpose.ROTATE_90,
}
LYING = {5, 6, 7, 8}  # orientations whose width and height change places

Size = tuple[int, int]

_decoding = threading.Lock()
warnings.simplefilter("error", Pillow.DecompressionBombWarning)


def open_photo(file: IO[bytes]) -> ImageFile:
    """Read the header of a photo, and refuse what cannot or need not be decoded."""
    try:
        photo = Pillow.open(file, formats=["JPEG", "PNG", "WEBP", "AVIF"])
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # decoders raise whatever they like; the file is no photo all the same
        raise ValidationError(
            _("This is not a photo in one of the formats JPEG, PNG, WebP and AVIF."),
            code="format",
        ) from None
    _check_size(photo)
    _check_frames(photo, file)
    return photo


def _check_size(photo: ImageFile) -> None:
    size = photo.size
    if size[0] * size[1] > _most_pixels(photo.format):
        raise _too_many_pixels(photo.format)
    if min(size) < LEAST_SIDE:
        raise ValidationError(
            _("The photo is only %(width)s × %(height)s pixels. Send a larger one."),
            code="too_small",
            params={"width": size[0], "height": size[1]},
        )
    if max(size) > GREATEST_RATIO * min(size):
        raise ValidationError(
            _("One side of the photo is more than %(ratio)s times the other. Crop it first."),
            code="ratio",
            params={"ratio": GREATEST_RATIO},
        )


def _most_pixels(photo_format: str | None) -> int:
    """Only a JPEG can be decoded at a fraction of its size; others take 8 to 16 bytes a pixel."""
    jpeg = photo_format in {"JPEG", "MPO"}
    return settings.MAX_UPLOAD_PIXELS if jpeg else settings.MAX_UPLOAD_PIXELS // 2


def _too_many_pixels(photo_format: str | None = None) -> ValidationError:
    return ValidationError(
        _("The photo has more than %(most)s megapixels. Send a smaller one."),
        code="too_many_pixels",
        params={"most": _most_pixels(photo_format) // 1_000_000},
    )


def _check_frames(photo: ImageFile, file: IO[bytes]) -> None:
    if photo.format != "MPO" and getattr(photo, "is_animated", False):
        raise ValidationError(
            _("This is an animation. Send a photo that stands still."), code="animated"
        )
    if photo.info.get("progressive") and _count(file, START_OF_SCAN) > MOST_SCANS:
        raise _unreadable()


def _count(file: IO[bytes], mark: bytes) -> int:
    place = file.tell()
    file.seek(0)
    count = file.read().count(mark)
    file.seek(place)
    return count


def _unreadable() -> ValidationError:
    return ValidationError(
        _("The file is damaged or incomplete: the photo in it cannot be read to its end."),
        code="damaged",
    )


def decode(photo: ImageFile, box: Size) -> tuple[Pillow.Image, Size]:
    """Return an opened photo no larger than ``box``, and the size that all of it has.

    Both are as a reader sees them, turned upright. The picture is opaque (white shows where it was
    not), in sRGB, and carries no metadata. Never enlarged.
    """
    try:
        with _decoding:
            return _decode(photo, box)
    except Exception:  # as above: a decoder gave up on the file
        raise _unreadable() from None


def _decode(photo: ImageFile, box: Size) -> tuple[Pillow.Image, Size]:
    whole, orientation = photo.size, _orientation(photo)
    lying = orientation in LYING
    target = _fit(whole, (box[1], box[0]) if lying else box)
    photo.draft(None, target)  # a JPEG is read to its end, but decoded at a fraction of its size
    photo.load()
    small = _direct(photo).resize(target, Pillow.Resampling.LANCZOS, reducing_gap=3)
    picture = _to_srgb(_opaque(small), photo.info.get("icc_profile"))
    if orientation in TURNS:
        picture = picture.transpose(TURNS[orientation])
    picture.info = {}
    return picture, (whole[1], whole[0]) if lying else whole


def _orientation(photo: ImageFile) -> Any:
    try:
        return photo.getexif().get(ExifTags.Base.Orientation, 1)
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, OSError):
        return 1  # the metadata are broken, which is no reason to refuse the photo


def _fit(size: Size, box: Size) -> Size:
    share = min(1, box[0] / size[0], box[1] / size[1])
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _direct(photo: Pillow.Image) -> Pillow.Image:
    """Return a picture whose numbers are colours, 8 bits each; the same one where they are."""
    if photo.mode == "I;16":
        return photo.point(lambda value: value / 256).convert("L")
    grey = photo.mode in {"1", "L", "LA"}
    if photo.has_transparency_data:
        mode = "LA" if grey else "RGBA"
    else:
        mode = "CMYK" if photo.mode == "CMYK" else "L" if grey else "RGB"
    return photo if photo.mode == mode else photo.convert(mode)


def _opaque(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode not in {"LA", "RGBA"}:
        return picture
    solid = picture.mode.removesuffix("A")
    paper = Pillow.new(solid, picture.size, "white")
    paper.paste(picture.convert(solid), mask=picture.getchannel("A"))
    return paper


def _to_srgb(picture: Pillow.Image, profile: bytes | None) -> Pillow.Image:
    """Convert by the embedded profile; one that is broken or of another mode is not believed."""
    try:
        converted = profile and ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        converted = None
    return converted or picture.convert("RGB")
