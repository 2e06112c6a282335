"""Photos as cameras and editing programs write them, made by code."""

import io
import struct
from typing import Any

from PIL import ExifTags
from PIL import Image as Picture

# Words that stand in the metadata of ``camera_jpeg`` and may stand in no file for readers.
PLANTED = [b"PLANTED-ARTIST", b"PLANTED-XMP", b"PLANTED-IPTC", b"PLANTED-COMMENT", b"PLANTED-ICC"]


def noisy(width: int, height: int) -> Picture.Image:
    """Return a picture that compresses about as badly as a photo does."""
    falling = Picture.linear_gradient("L").resize((width, height))
    round_ = Picture.radial_gradient("L").resize((width, height))
    grain = Picture.effect_noise((width, height), 40)
    return Picture.merge("RGB", [falling, Picture.blend(round_, grain, 0.5), round_])


def corners(width: int = 96, height: int = 64) -> Picture.Image:
    """Return a picture whose left half is blue and whose right half green, its top left red."""
    picture = Picture.new("RGB", (width, height), (0, 0, 255))
    picture.paste((0, 255, 0), (width // 2, 0, width, height))
    picture.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    return picture


def saved(picture: Picture.Image, kind: str = "JPEG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def opened(content: bytes) -> Picture.Image:
    picture = Picture.open(io.BytesIO(content))
    picture.load()
    return picture


def exif(orientation: int = 1) -> Picture.Exif:
    data = Picture.Exif()
    data[ExifTags.Base.Orientation] = orientation
    data[ExifTags.Base.Artist] = "PLANTED-ARTIST"
    gps = {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (52.0, 31.0, 12.0)}
    data.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return data


def iptc(words: bytes) -> bytes:
    """Return a JPEG segment in which Photoshop keeps a caption (record 2, data set 120)."""
    record = b"\x1c\x02\x78" + struct.pack(">H", len(words)) + words
    record += b"\0" * (len(record) % 2)
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record
    content = b"Photoshop 3.0\0" + block
    return b"\xff\xed" + struct.pack(">H", len(content) + 2) + content


def camera_jpeg(width: int, height: int, orientation: int = 6) -> bytes:
    """Return a JPEG with everything in it that must not reach readers."""
    return saved(
        noisy(width, height),
        quality=90,
        exif=exif(orientation),
        xmp=b"<x:xmpmeta>PLANTED-XMP</x:xmpmeta>",
        icc_profile=adobe_rgb(),
        comment=b"PLANTED-COMMENT",
        extra=iptc(b"PLANTED-IPTC"),
    )


def adobe_rgb() -> bytes:
    """Return a profile (ICC.1:2001-04) with the primaries and the gamma of Adobe RGB (1998)."""
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, 0x0233) + b"\0\0"
    text = b"PLANTED-ICC\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", len(text)) + text + b"\0" * 80
    tags = {
        b"desc": description,
        b"cprt": b"text\0\0\0\0" + text,
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.60974, 0.31111, 0.01947),
        b"gXYZ": _xyz(0.20528, 0.62567, 0.06087),
        b"bXYZ": _xyz(0.14919, 0.06322, 0.74457),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    return _profile(b"RGB ", tags)


def _xyz(*values: float) -> bytes:
    return b"XYZ \0\0\0\0" + struct.pack(">3i", *(round(value * 65536) for value in values))


def _profile(space: bytes, tags: dict[bytes, bytes]) -> bytes:
    table, data = b"", b""
    start = 128 + 4 + 12 * len(tags)
    for signature, content in tags.items():
        table += signature + struct.pack(">2I", start + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    body = struct.pack(">I", len(tags)) + table + data
    header = struct.pack(">I4sI", 128 + len(body), b"lcms", 0x02400000)
    header += b"mntr" + space + b"XYZ " + struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp"
    header += b"\0" * 28 + _xyz(0.9642, 1.0, 0.8249)[8:]
    return header.ljust(128, b"\0") + body


def near(colour: Any, expected: tuple[int, int, int], by: int = 6) -> bool:
    return all(abs(one - other) <= by for one, other in zip(colour, expected, strict=True))
