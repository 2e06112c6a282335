from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from feedback import ledger


class Command(BaseCommand):
    help = (
        "Prove that the published results are the sum of the votes and of the ledger. "
        "Exits with 1 where they differ."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--article", type=int, help="Only the article with this number.")
        parser.add_argument(
            "--repair", action="store_true", help="Make votes and results follow from the ledger."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found, wrong = 0, 0
        for difference in ledger.differences(options["article"]):
            found += 1
            self.stdout.write(str(difference))
            if not options["repair"]:
                wrong += 1
                continue
            after = ledger.repair(difference.article_id)
            wrong += not after.agrees
            self.stdout.write("  repaired" if after.agrees else f"  not repaired: {after}")
        if wrong:
            raise CommandError(f"{wrong} articles differ.", returncode=1)
        self.stdout.write(f"{found} articles repaired." if found else "All results are right.")
