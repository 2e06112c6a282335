"""``manage.py on_change``: runs a program whenever readers' pages have changed."""

import subprocess
import time
from argparse import REMAINDER, ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.generation import generation

STEP = 0.2  # seconds between two looks


class Command(BaseCommand):
    help = (
        "Runs a program each time that something readers see has changed, such as one that tells "
        "a CDN to let go of its copies. Changes that come while it runs are one more run. Goes on "
        "until it is stopped; a run that fails is said and tried again with the next change."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "program", nargs=REMAINDER, help="with its words, as in: curl -X POST https://…"
        )

    def handle(self, *_words: Any, program: list[str], **_options: Any) -> None:
        if not program:
            raise CommandError("Say which program to run.")
        known = generation.now()
        while True:
            if (marks := generation.now()) != known:
                known = marks
                self._run(program)
            time.sleep(STEP)

    def _run(self, program: list[str]) -> None:
        try:
            done = subprocess.run(program, check=False)  # noqa: S603  (the program is the caller's)
        except OSError as error:
            self.stderr.write(f"{program[0]}: {error}")
        else:
            if done.returncode:
                self.stderr.write(f"{program[0]} failed ({done.returncode}).")
