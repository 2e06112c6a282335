"""Work done outside requests, by ``manage.py db_worker``."""

from django.contrib.auth.models import User
from django.db import transaction
from django_tasks import task

from articles import notices
from articles.models import EarlierFile, Image, WorkflowStep


@task()
def make_renditions(image_id: int) -> None:
    """Make what readers get of a photo, unless it is there or the photo is gone."""
    image = Image.objects.filter(pk=image_id).first()
    if image is not None:
        image.make_what_is_lacking()


@task()
def make_earlier_renditions(file_id: int) -> None:
    """Make them of a file that was replaced before they were there: revisions still show it."""
    earlier = EarlierFile.objects.filter(pk=file_id).first()
    if earlier is not None:
        earlier.make_what_is_lacking()


@transaction.atomic
def try_again(image: Image) -> bool:
    """Enqueue a photo of which no renditions could be made; return whether it was one."""
    failed = Image.objects.filter(pk=image.pk).could_not_be_made()
    if not failed.update(failure=""):
        return False
    make_renditions.enqueue(image.pk)
    return True


@task()
def send_notice(step_id: int, person_id: int, address: str) -> None:
    """Tell somebody of a step by e-mail, unless they want none, or either is gone."""
    step = WorkflowStep.objects.select_related("article", "by").filter(pk=step_id).first()
    person = User.objects.filter(pk=person_id).first()
    if step is not None and person is not None and notices.wants_mail(person):
        notices.notice(step, person, address).send()
