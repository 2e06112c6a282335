"""``manage.py import_redirects FILE``: where the pages of many old addresses stand now."""

import csv
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from newsroom import legacy

BATCH = 500
MOST_SHOWN = 20


class Command(BaseCommand):
    help = (
        "Reads a CSV file in UTF-8, each line an old address and the new one (none: the page is "
        "gone). What was noted for an old address before is replaced. If any line is wrong, "
        "nothing is imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open(encoding="utf-8-sig", newline="") as lines:
                rows, wrong = _read(csv.reader(lines))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{options['file']} cannot be read: {error}") from error
        if wrong:
            raise CommandError(_listed(wrong))
        with transaction.atomic():
            _write(rows)
            if wrong := [
                f"{old}: {rows[old]} is redirected itself" for old in legacy.circles(rows.items())
            ]:
                raise CommandError(_listed(wrong))
        self.stdout.write(f"{len(rows)} old addresses lead to where their pages stand now.")


def _read(lines: Iterable[list[str]]) -> tuple[dict[str, str], list[str]]:
    """Return the new address of each old one, and what is wrong with which line."""
    rows: dict[str, str] = {}
    wrong = []
    for number, line in enumerate(lines, 1):
        if not any(line):
            continue
        old, new = [*line[:2], ""][:2]
        try:
            if len(line) > 2 and any(line[2:]):
                raise ValidationError("There are more than two columns.")
            rows[legacy.old_address(old)] = legacy.target(new)
        except ValidationError as error:
            wrong.append(f"Line {number}: {' '.join(error.messages)}")
    return rows, wrong


def _write(rows: dict[str, str]) -> None:
    for part in _parts(rows.items()):
        Redirect.objects.bulk_create(
            [Redirect(site_id=settings.SITE_ID, old_path=old, new_path=new) for old, new in part],
            update_conflicts=True,
            unique_fields=["site", "old_path"],
            update_fields=["new_path"],
        )


def _parts(rows: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    left = iter(rows)
    while part := list(islice(left, BATCH)):
        yield part


def _listed(wrong: list[str]) -> str:
    more = [f"… and {len(wrong) - MOST_SHOWN} more."] if len(wrong) > MOST_SHOWN else []
    return "\n".join(["Nothing was imported.", *wrong[:MOST_SHOWN], *more])
