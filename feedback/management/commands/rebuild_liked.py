from typing import Any

from django.core.management.base import BaseCommand

from feedback import liked


class Command(BaseCommand):
    help = "Make the figures behind “Readers liked” anew from the ledger; tell what differed."

    def handle(self, *args: Any, **options: Any) -> None:
        differing = liked.rebuild()
        for line in differing:
            self.stdout.write(line)
        self.stdout.write(f"{len(differing)} differences; the ledger's figures stand now.")
