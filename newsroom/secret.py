"""The secret key of an installation that was given none."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key


def read_or_make(path: Path) -> str:
    """Return the secret in ``path``; make one that only the owner can read if there is none.

    Several processes may start at once: the file appears whole, and the first one wins.
    Raise ``ImproperlyConfigured`` where its folder cannot be made or written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _make(path)
        return path.read_text().strip()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ImproperlyConfigured(
            f"DATA_DIR cannot be used: {path.parent}: {reason}. "
            "Set DATA_DIR to a folder that this user may write."
        ) from error


def _make(path: Path) -> None:
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(get_random_secret_key())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
