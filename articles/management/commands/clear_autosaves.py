from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Editing, SharedLink


class Command(BaseCommand):
    help = (
        "Delete what was typed into article forms, never saved, and not touched for a month, "
        "and share links that ended a month ago."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{Editing.objects.tidy()} rows deleted.")
        self.stdout.write(f"{SharedLink.objects.tidy()} share links deleted.")
