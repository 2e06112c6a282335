"""``manage.py staff_link NAME``: a way in for who has lost a password, a phone, or both."""

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from newsroom import audit, lockout
from newsroom.audit import Act
from newsroom.links import link_for
from newsroom.models import StaffSession


class Command(BaseCommand):
    help = (
        "Prints a link with which NAME sets a new password. It works once, for a day. "
        "Lifts a lock-out of the account."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument(
            "--forget-factors",
            action="store_true",
            help="also remove the second factors, and end the sessions",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["name"], is_staff=True, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no active account of staff named “{options['name']}”.")
        lockout.forget(user)
        if options["forget_factors"]:
            for factor in Authenticator.objects.filter(user=user):
                audit.record(user, Act.FACTOR_REMOVED, user, factor=str(factor))
                factor.delete()
            StaffSession.objects.filter(user=user).end()
        audit.record(user, Act.LINK_MADE, user)
        self.stdout.write(f"{settings.SITE_URL or 'http://127.0.0.1:8000'}{link_for(user)}")
