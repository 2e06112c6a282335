"""Work done outside requests, by ``manage.py db_worker``."""

from django_tasks import task

from articles.models import Image


@task()
def make_renditions(image_id: int) -> None:
    """Make what readers get of a photo, unless it is there or the photo is gone."""
    image = Image.objects.filter(pk=image_id).first()
    if image is not None and not image.ready:
        image.make_renditions()
