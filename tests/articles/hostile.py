"""Files that are no usable photos, and the words with which each is refused."""

from collections.abc import Callable

from PIL import Image as Picture

from tests.articles import photos
from tests.articles.photos import saved


def bomb(side: int = 12_000) -> bytes:
    return saved(Picture.new("1", (side, side)), "PNG")


def half(kind: str) -> bytes:
    content = saved(photos.noisy(200, 150), kind)
    return content[: len(content) // 2]


def repeated_scans() -> bytes:
    """Return a progressive JPEG whose last pass comes a hundred times."""
    content = saved(photos.noisy(64, 48), progressive=True)
    last = content[content.rindex(b"\xff\xc4", 0, content.rindex(b"\xff\xda")) : -2]
    return content[:-2] + last * 100 + content[-2:]


def moving(kind: str) -> bytes:
    more = [photos.noisy(64, 48), photos.corners(64, 48)]
    return saved(photos.corners(64, 48), kind, save_all=True, append_images=more)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "a jpeg cut short": (lambda: half("JPEG"), "damaged"),
    "a progressive jpeg cut short": (
        lambda: saved(photos.noisy(200, 150), progressive=True)[:3000],
        "damaged",
    ),
    "a jpeg without its last kilobyte": (lambda: saved(photos.noisy(200, 150))[:-1024], "damaged"),
    "a png cut short": (lambda: half("PNG"), "damaged"),
    "a webp cut short": (lambda: half("WEBP"), "not a photo"),
    "an avif cut short": (lambda: half("AVIF"), "not a photo|damaged"),
    "the head of a jpeg": (lambda: saved(photos.noisy(200, 150))[:30], "not a photo"),
    "a bomb": (bomb, "more than 40 megapixels"),
    "a bomb beyond what Pillow itself refuses": (lambda: bomb(16_000), "megapixels"),
    "a jpeg that claims 4 gigapixels": (
        lambda: saved(photos.noisy(64, 48)).replace(
            b"\0\x11\x08\0\x30\0\x40", b"\0\x11\x08\xff\xff\xff\xff"
        ),
        "megapixels",
    ),
    "a jpeg of a hundred passes": (repeated_scans, "damaged"),
    "eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", "not a photo"),
    "eps by Pillow": (lambda: saved(photos.noisy(64, 48), "EPS"), "not a photo"),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", "not a photo"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a photo"),
    "gif": (lambda: saved(photos.noisy(64, 48), "GIF"), "not a photo"),
    "tiff": (lambda: saved(photos.noisy(64, 48), "TIFF"), "not a photo"),
    "bmp": (lambda: saved(photos.noisy(64, 48), "BMP"), "not a photo"),
    "an animated png": (lambda: moving("PNG"), "animation"),
    "an animated webp": (lambda: moving("WEBP"), "animation"),
    "an animated avif": (lambda: moving("AVIF"), "animation"),
    "tiny": (lambda: saved(photos.noisy(15, 64)), "only 15 × 64 pixels"),
    "a ribbon": (lambda: saved(photos.noisy(900, 100)), "more than 8 times the other"),
}
