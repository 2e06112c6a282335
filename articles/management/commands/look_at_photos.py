import io
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand
from PIL import Image as Pillow

from articles import renditions
from articles.models import Image
from articles.models.image import QUARTERS
from articles.resemblance import look_of

BATCH = 500  # photos


class Command(BaseCommand):
    help = (
        "Note how each photo looks that came before photos were recognised. Can be stopped: it "
        "goes on where it was."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        looked, last = 0, 0
        lacking = Image.objects.filter(quarter_1=None).order_by("pk")
        while batch := list(lacking.filter(pk__gt=last)[:BATCH]):
            looked += sum(self.look_at(image) for image in batch)
            last = batch[-1].pk
            self.stdout.write(f"{looked} photos looked at.")

    def look_at(self, image: Image) -> bool:
        name = renditions.fallback_name(image.digest)
        try:
            with (
                default_storage.open(name) as file,
                Pillow.open(io.BytesIO(file.read()), formats=["JPEG"]) as picture,
            ):
                image.look = look_of(picture)
        except OSError as error:
            self.stderr.write(f"Photo {image.pk}: {error}")
            return False
        quarters = {name: getattr(image, name) for name in QUARTERS}
        Image.objects.filter(pk=image.pk, digest=image.digest).update(**quarters)
        return True
