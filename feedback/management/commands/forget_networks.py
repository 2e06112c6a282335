from typing import Any

from django.core.management.base import BaseCommand

from feedback import networks
from feedback.models import NetworkKey


class Command(BaseCommand):
    help = "Destroy the expired keys of networks, and erase the pseudonyms made with them."

    def handle(self, *args: Any, **options: Any) -> None:
        erased = 0
        while rows := NetworkKey.objects.forget(networks.SWEEP_ROWS):
            erased += rows
        self.stdout.write(f"{erased} pseudonyms of networks erased.")
