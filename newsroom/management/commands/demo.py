from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.demo import build


class Command(BaseCommand):
    help = "Fill an empty site with the demo newsroom: sections, articles, photos, votes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Do nothing on a site that holds anything."
        )

    def handle(self, *, if_empty: bool = False, **options: Any) -> None:
        if not build.is_empty():
            if if_empty:
                return
            raise CommandError("This site is not empty; the demo is for an empty one.")
        build.build()
        self.stdout.write("The demo newsroom is ready.")
