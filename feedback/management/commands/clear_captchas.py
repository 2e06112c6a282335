from typing import Any

from django.core.management.base import BaseCommand

from feedback import captcha
from feedback.models import SpentProof


class Command(BaseCommand):
    help = "Delete the captcha challenges and the used proofs of work that have expired."

    def handle(self, *args: Any, **options: Any) -> None:
        deleted = 0
        while rows := captcha.sweep(captcha.SWEEP_ROWS):
            deleted += rows
        proofs = 0
        while rows := SpentProof.objects.sweep(captcha.SWEEP_ROWS):
            proofs += rows
        self.stdout.write(f"{deleted} expired challenges and {proofs} used proofs deleted.")
