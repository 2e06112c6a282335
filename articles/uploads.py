"""Photos on their way into the library: checked whole, then stored.

Whatever cannot be taken raises ``ValidationError`` with a message for the person who sent it.
"""

import hashlib
import secrets
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from articles import metadata, pixels, renditions
from articles.models import Image
from articles.resemblance import Look, look_of
from articles.tasks import make_renditions


@dataclass(frozen=True)
class Upload:
    """A photo that was read to its end. ``name`` owes nothing to the sender's."""

    file: File
    name: str
    digest: str  # SHA-256, hex
    width: int  # pixels, turned upright
    height: int
    fallback: bytes  # a JPEG without metadata
    look: Look
    words: metadata.Words


def read(file: File) -> Upload:
    """Check a file, and make the JPEG that stands in until its renditions are ready."""
    if not file.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)s."),
            code="too_many_bytes",
            params={"most": filesizeformat(settings.MAX_UPLOAD_BYTES)},
        )
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    photo = pixels.open_photo(file)
    picture, (width, height) = pixels.decode(photo, (renditions.FALLBACK_WIDTH, renditions.HIGHEST))
    name = f"{secrets.token_hex(16)}.{pixels.ENDS[photo.format or '']}"
    fallback = renditions.encode(picture, "jpg")
    return Upload(
        file, name, digest, width, height, fallback, look_of(picture), metadata.read(photo)
    )


def place(upload: Upload, image: Image) -> None:
    """Store a checked file and make the row of ``image``, which is not saved here, its own.

    The files of a photo that stood there before stay: pages that were cached refer to them.
    """
    renditions.write(
        renditions.fallback_name(upload.digest), upload.fallback, renditions.FORMATS["jpg"]
    )
    upload.file.seek(0)
    image.original.save(upload.name, upload.file, save=False)
    image.digest, image.widths = upload.digest, []
    image.card_focus = image.failure = ""
    image.width, image.height = upload.width, upload.height
    image.look = upload.look


def store(
    file: File,
    *,
    alt: str,
    caption: str,
    credit: str,
    by: User | None = None,
    focal: tuple[float, float] = (0.5, 0.5),
) -> Image:
    """Take a photo into the library and enqueue its renditions.

    Raises ``ValidationError`` for the words, too.
    """
    image = Image(alt=alt, caption=caption, credit=credit, uploaded_by=by)
    image.focal_x, image.focal_y = focal
    image.clean_fields(exclude=["original", "digest", "width", "height"])
    place(read(file), image)
    with transaction.atomic():
        image.save()
        make_renditions.enqueue(image.pk)
    return image


class CappedUploads(FileUploadHandler):
    """Let no file grow beyond ``MAX_UPLOAD_BYTES`` on the way in: what follows is dropped.

    The form then finds a file that is too large, and says so.
    """

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        return raw_data if start <= settings.MAX_UPLOAD_BYTES else None

    def file_complete(self, file_size: int) -> None:
        return None
