"""Putting photos into the library as a form does, and looking at what it kept."""

from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture

from articles import renditions
from articles.forms.image import ImageForm
from articles.models import Image
from tests.articles.photos import opened

WORDS = {"alt": "Rain on a quay", "caption": "", "credit": "Pell Aubrey"}
WORDS |= {"focal_x": "0.5", "focal_y": "0.25"}


def form_for(
    content: bytes | None, name: str = "photo.jpg", instance: Image | None = None, **words: str
) -> ImageForm:
    files = {} if content is None else {"original": SimpleUploadedFile(name, content)}
    return ImageForm(WORDS | words, files, instance=instance)


def added(content: bytes, name: str = "photo.jpg") -> Image:
    form = form_for(content, name)
    assert form.is_valid(), form.errors
    return form.save()


def originals() -> set[str]:
    place = storages["originals"]
    if not place.exists(""):  # no test before this one has stored any
        return set()
    months = [
        f"{year}/{month}" for year in place.listdir("")[0] for month in place.listdir(year)[0]
    ]
    return {f"{month}/{name}" for month in months for name in place.listdir(month)[1]}


def fallback(image: Image) -> Picture.Image:
    with default_storage.open(renditions.fallback_name(image.digest)) as file:
        return opened(file.read())


def enqueued() -> list[int]:
    return [task.args_kwargs["args"][0] for task in DBTaskResult.objects.order_by("enqueued_at")]
