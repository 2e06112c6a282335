"""Which version of the code runs: another name for every change of what makes pages."""

from hashlib import blake2b
from pathlib import Path

from django.conf import settings

PARTS = ["newsroom", "articles", "feedback", "templates", "requirements.txt"]
SUFFIXES = {".py", ".html", ".mo", ".txt", ".json"}


def release() -> str:
    """Return a digest of the code, the templates and the catalogues, as they lie on the disk."""
    digest = blake2b(digest_size=8)
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    for part in (*(settings.BASE_DIR / name for name in PARTS), manifest):
        for path in [part] if part.is_file() else sorted(part.rglob("*")):
            if path.suffix in SUFFIXES and path.is_file():
                digest.update(f"{path.name}\0{path.stat().st_size}\0".encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
