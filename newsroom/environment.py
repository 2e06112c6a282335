"""Typed readers of environment variables that fail loudly.

Every reader raises ``ImproperlyConfigured`` naming the variable and what it should hold.
An empty variable counts as not set.
"""

import ipaddress
import os
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
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


def choice(name: str, default: str, options: Sequence[str]) -> str:
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(options)}.")
    return value


def words(name: str, default: Sequence[str] = ()) -> list[str]:
    """Read a list separated by commas; spaces around its items do not count."""
    value = text(name)
    if not value:
        return list(default)
    return [item.strip() for item in value.split(",") if item.strip()]


def proxies(name: str) -> list[str]:
    """Read addresses and networks (CIDR); the word ``unix`` stands for a socket file."""
    found = words(name)
    for item in found:
        try:
            item == "unix" or ipaddress.ip_network(item)
        except ValueError:
            raise ImproperlyConfigured(
                f"{name} must list addresses, networks as in 10.0.0.0/8, or unix; not “{item}”."
            ) from None
    return found


def database(name: str, default: str) -> dict[str, Any]:
    try:
        return dict(dj_database_url.parse(text(name, default)))
    except ValueError as error:
        # The address itself may hold a password: it is not repeated.
        raise ImproperlyConfigured(f"{name} is not the address of a database.") from error


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name} must name a time zone, as in Europe/Berlin; there is no “{value}”."
        ) from None
    return value


def with_package(name: str, module: str) -> str:
    """Read a text that asks for a package which not every installation has."""
    value = text(name)
    if value and find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{name} is set, but its package is missing: pip install -r requirements-cloud.txt"
        )
    return value
