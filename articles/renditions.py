"""The names and sizes of the files that readers get of a photo."""

# File ending and media type of each format, best first.
FORMATS = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
WIDTHS = (320, 480, 640, 960, 1280, 1920)  # pixels


def name(digest: str, width: int, end: str) -> str:
    """Return where the rendition of an original lies in the default storage."""
    return f"renditions/{digest[:32]}/{width}.{end}"


def fallback_name(digest: str) -> str:
    """Return where the JPEG lies that is there from the upload on."""
    return f"renditions/{digest[:32]}/fallback.jpg"
