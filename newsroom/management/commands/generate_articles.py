"""``manage.py generate_articles 1000000``: a large archive of made-up articles, for measuring."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom import archive

BAR = 30  # characters


class Command(BaseCommand):
    help = (
        "Publishes made-up articles until there are TOTAL of them, over the last ten years. "
        "Broken off, it goes on where it stopped. Not for a site with readers."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("total", type=int)
        parser.add_argument(
            "--language",
            action="append",
            choices=[code for code, _ in settings.LANGUAGES],
            help="of the articles; may be given several times (default: every language)",
        )

    def handle(self, *args: Any, total: int, language: list[str] | None, **options: Any) -> None:
        if not 0 < total <= 100_000_000:
            raise CommandError("TOTAL must be from 1 to 100,000,000.")
        if settings.PUBLIC_HOSTS:
            raise CommandError("This site has readers (ALLOWED_HOSTS names hosts).")
        codes = language or [code for code, _ in settings.LANGUAGES]
        begun, first = time.monotonic(), archive.last_made()
        made = first
        for made in archive.fill([archive.shelf(code) for code in codes], total):
            self._tell(made, total, (made - first) / (time.monotonic() - begun))
        self.stdout.write(f"\n{made - first} articles made, {made} in all.")

    def _tell(self, made: int, total: int, pace: float) -> None:
        """Draw the bar over the last one."""
        full = BAR * made // total
        left = (total - made) / pace if pace else 0
        bar = f"[{'#' * full}{'.' * (BAR - full)}]"
        text = f"\r{bar} {made:,} of {total:,} · {pace:,.0f}/s · {left:,.0f} s left "
        self.stdout.write(text, ending="")
        self.stdout.flush()
