from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles.models import Image
from articles.renditions import RenditionError
from articles.tasks import make_renditions


class Command(BaseCommand):
    help = (
        "Enqueue every photo whose renditions are neither there nor waited for. Run it before "
        "each start of the worker: a task whose worker was killed is never taken up again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", action="store_true", help="Make the renditions in this process instead."
        )

    def handle(self, *args: Any, now: bool, **options: Any) -> None:
        lacking = list(Image.objects.lacking_renditions().values_list("pk", flat=True))
        if now:
            self.make(lacking)
        else:
            self.enqueue(lacking)

    def make(self, lacking: list[int]) -> None:
        failed = 0
        for image in Image.objects.filter(pk__in=lacking).order_by("pk").iterator():
            try:
                image.make_what_is_lacking()
            except RenditionError as error:
                self.stderr.write(str(error))
                failed += 1
        self.stdout.write(f"{len(lacking) - failed} photos made ready.")
        if failed:
            raise CommandError(f"{failed} photos could not be made ready.")

    def enqueue(self, lacking: list[int]) -> None:
        ready = DBTaskResult.objects.filter(
            task_path=make_renditions.module_path, status=TaskResultStatus.READY
        )
        waiting = {tasks["args"][0] for tasks in ready.values_list("args_kwargs", flat=True)}
        enqueued = [make_renditions.enqueue(pk) for pk in lacking if pk not in waiting]
        self.stdout.write(f"{len(enqueued)} photos enqueued.")
