"""``manage.py house_pages``: the first texts of the pages that every site has."""

from typing import Any

from django.core.management.base import BaseCommand

from newsroom.models import HousePage


class Command(BaseCommand):
    help = (
        "Writes the pages of the house that are not there yet, in each language of the site for "
        "which the release has a text. What is there stays as it is."
    )

    def handle(self, *args: Any, verbosity: int = 1, **options: Any) -> None:
        written = HousePage.objects.add_missing()
        if verbosity:
            self.stdout.write(f"Pages written: {written}")
