"""``manage.py prepare``: everything a release needs before it serves, in one process.

Safe to repeat, quick when there is nothing to do; several machines of one site may run it at once.
"""

import hashlib
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

# Any number will do, as long as nothing else in the database takes it as an advisory lock.
LOCK = 0x6E657773


class Command(BaseCommand):
    help = "Migrates, collects static files and writes the first house pages, where that is needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--first-user", action="store_true", help="also make a superuser if there is none"
        )
        parser.add_argument(
            "--demo", action="store_true", help="also fill an empty site with the demo newsroom"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        collect()
        try:
            with one_at_a_time():
                migrate()
                call_command("house_pages", verbosity=0, stdout=self.stderr)
                if options["demo"]:
                    call_command("demo", if_empty=True, stdout=self.stderr)
                if options["first_user"]:
                    call_command("first_user", stdout=self.stdout)
        except DatabaseError as error:
            raise CommandError(f"The database does not answer as it should: {error}") from error


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait for another machine that prepares the same PostgreSQL database."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def migrate() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)


def collect() -> None:
    """Collect static files unless those of this very release have been collected."""
    root = Path(settings.STATIC_ROOT)
    stamp, state = root / ".collected", static_state()
    if stamp.is_file() and stamp.read_text() == state:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state)


def static_state() -> str:
    """Return a digest of the name, size and age of every static file there is to collect."""
    digest = hashlib.sha256(django.get_version().encode())
    for finder in get_finders():
        for name, storage in finder.list(None):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
