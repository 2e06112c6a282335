"""``manage.py first_user``: the account with which a new installation is taken over."""

import secrets
from itertools import count
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand

# Without letters and digits that look alike.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = (
        "Makes the superuser “editor” with a password of its own if there is no superuser yet. "
        "Prints the name, and the password when it was made just now: it is kept nowhere."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects
        present = users.filter(is_superuser=True, is_active=True).order_by("pk").first()
        if present is not None:
            self.stdout.write(f"User: {present.get_username()}")
            return
        name, password = free_name(), new_password()
        users.create_superuser(name, password=password)
        self.stdout.write(f"User: {name}")
        self.stdout.write(f"Password: {password}")


def free_name() -> str:
    taken = set(
        User.objects.filter(username__startswith="editor").values_list("username", flat=True)
    )
    return next(name for n in count(1) if (name := f"editor{n if n > 1 else ''}") not in taken)


def new_password() -> str:
    """Return four groups of four characters, about 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
