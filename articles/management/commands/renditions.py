from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tasks import TaskResultStatus
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from articles.models import EarlierFile, Image
from articles.renditions import RenditionError
from articles.tasks import make_earlier_renditions, make_renditions

KINDS: list[tuple[Any, Task]] = [
    (Image, make_renditions),
    (EarlierFile, make_earlier_renditions),
]


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
        if now:
            self.make()
        else:
            enqueued = sum(self.enqueue(model, task) for model, task in KINDS)
            self.stdout.write(f"{enqueued} photos enqueued.")

    def make(self) -> None:
        made = failed = 0
        for model, _ in KINDS:
            for file in model.objects.filter(pk__in=lacking(model)).order_by("pk").iterator():
                try:
                    file.make_what_is_lacking()
                    made += 1
                except RenditionError as error:
                    self.stderr.write(str(error))
                    failed += 1
        self.stdout.write(f"{made} photos made ready.")
        if failed:
            raise CommandError(f"{failed} photos could not be made ready.")

    def enqueue(self, model: Any, task: Task) -> int:
        """Return how many were enqueued."""
        ready = DBTaskResult.objects.filter(
            task_path=task.module_path, status=TaskResultStatus.READY
        )
        waiting = {tasks["args"][0] for tasks in ready.values_list("args_kwargs", flat=True)}
        return len([task.enqueue(pk) for pk in lacking(model) if pk not in waiting])


def lacking(model: Any) -> list[int]:
    return list(model.objects.lacking_renditions().values_list("pk", flat=True))
