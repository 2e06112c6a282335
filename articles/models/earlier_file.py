from django.db import models
from django.utils import timezone

from articles.models.image import Image
from articles.models.photo_file import PhotoFile, PhotoFileQuerySet


class EarlierFile(PhotoFile):
    """A file that a photo of the library had, kept for the revisions that were frozen with it."""

    kind = "earlier file"

    image = models.ForeignKey(Image, models.CASCADE, related_name="earlier_files")
    replaced_at = models.DateTimeField(default=timezone.now)

    objects: PhotoFileQuerySet["EarlierFile"] = PhotoFileQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() hides its type

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.image} ({self.pk})"
