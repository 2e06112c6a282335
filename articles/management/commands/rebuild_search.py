"""``manage.py rebuild_search``: fill the index of the search anew from the revisions."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.models import Revision
from articles.search import index

BATCH = 500


class Command(BaseCommand):
    help = "Fills the index of the search anew, newest revisions first; the site may run meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        index.empty()
        rows = Revision.objects.indexed().prefetch_related("contributions", "topics")
        rows = rows.order_by("-pk")
        done, last = 0, None
        while batch := list((rows.filter(pk__lt=last) if last else rows)[:BATCH]):
            with transaction.atomic():
                index.write([index.Text.of(revision) for revision in batch])
            done, last = done + len(batch), batch[-1].pk
        self.stdout.write(f"{done} revisions can be found.")
