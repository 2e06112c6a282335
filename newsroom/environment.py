"""Typed readers of environment variables that fail loudly.

Every reader raises ``ImproperlyConfigured`` naming the variable and what it should hold.
An empty variable counts as not set.
"""

import os
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1, true, yes, on, 0, false, no, off.")


def integer(name: str, default: int, *, least: int = 0) -> int:
    value = text(name)
    if not value:
        return default
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number.") from None
    if number < least:
        raise ImproperlyConfigured(f"{name} must be at least {least}.")
    return number


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Read a list separated by commas; spaces around its items do not count."""
    value = text(name)
    if not value:
        return list(default)
    return [item.strip() for item in value.split(",") if item.strip()]
