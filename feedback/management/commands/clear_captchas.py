from typing import Any

from django.core.management.base import BaseCommand

from feedback import captcha


class Command(BaseCommand):
    help = "Delete the captcha challenges that have expired."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = 0
        while rows := captcha.sweep(captcha.SWEEP_ROWS):
            deleted += rows
        self.stdout.write(f"{deleted} expired challenges deleted.")
