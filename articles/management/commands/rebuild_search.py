"""``manage.py rebuild_search``: fill the indexes of the search anew, of revisions and photos."""

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.db.models import QuerySet

from articles.models import Image, Revision
from articles.search import index, photos

BATCH = 500


class Command(BaseCommand):
    help = "Fills the indexes of the search anew, newest rows first; the site may run meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = Revision.objects.indexed().prefetch_related("contributions", "topics")
        index.empty()
        done = fill(rows, lambda batch: index.write([index.Text.of(row) for row in batch]))
        self.stdout.write(f"{done} revisions can be found.")
        photos.TABLE.empty()
        self.stdout.write(f"{fill(Image.objects.all(), photos.write)} photos can be found.")


def fill(rows: QuerySet, write: Callable[[list], None]) -> int:
    rows = rows.order_by("-pk")
    done, last = 0, None
    while batch := list((rows.filter(pk__lt=last) if last else rows)[:BATCH]):
        with transaction.atomic():
            write(batch)
        done, last = done + len(batch), batch[-1].pk
    return done
