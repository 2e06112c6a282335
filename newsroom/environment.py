"""Typed readers of environment variables that fail loudly.

Every reader raises ``ImproperlyConfigured`` naming the variable and what it should hold.
An empty variable counts as not set.
"""

import ipaddress
import os
import re
from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import dj_database_url
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
ORIGIN = re.compile(r"https?://(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.I)
MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
FOLDER = re.compile(r"/(?:[\w.~-]+/)+")


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


def languages(name: str, default: Sequence[str]) -> list[str]:
    """Read codes of languages that Django knows, parted by spaces or commas, each once."""
    found = text(name).lower().replace(",", " ").split() or default
    unknown = [code for code in found if "name" not in LANG_INFO.get(code, {})]
    if unknown:
        raise ImproperlyConfigured(
            f"{name} must list languages by their codes, as in en ar fr; not “{unknown[0]}”."
        )
    return list(dict.fromkeys(found))


def by_language(name: str, codes: Sequence[str]) -> dict[str, str]:
    """Read what is set for single languages: of ``SITE_NAME`` that is ``SITE_NAME_AR``."""
    found = {code: text(f"{name}_{code.upper().replace('-', '_')}") for code in codes}
    return {code: value for code, value in found.items() if value}


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


def origin(name: str, default: str = "") -> str:
    """Read a scheme and a host, with a port or without; a slash at the end does not count."""
    value = text(name).removesuffix("/")
    if value and not ORIGIN.fullmatch(value):
        raise ImproperlyConfigured(f"{name} must be like https://news.example.org; not “{value}”.")
    return value or default


def origins(name: str) -> list[str]:
    """Read a list of origins; ``https://*.example.org`` stands for all below a domain."""
    found = words(name)
    for item in found:
        if not ORIGIN.fullmatch(item.replace("://*.", "://", 1)):
            raise ImproperlyConfigured(
                f"{name} must list origins as in https://news.example.org; not “{item}”."
            )
    return found


def folder_url(name: str, default: str, *, taken: Sequence[str]) -> str:
    """Read a path or a whole address that ends in a slash and lies in none of the taken paths."""
    value = text(name, default)
    path, _, rest = value.partition("://")
    if rest:
        fits = path in {"http", "https"} and value.endswith("/")
    else:
        fits = bool(FOLDER.fullmatch(value)) and not value.startswith(tuple(taken))
    if not fits:
        raise ImproperlyConfigured(
            f"{name} must be a path such as /media/, or an address such as "
            f"https://media.example.org/, that ends in a slash and is not the site's own; "
            f"not “{value}”."
        )
    return value


def database(name: str, default: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = dict(dj_database_url.parse(text(name, default)))
    except ValueError as error:
        # The address itself may hold a password: it is not repeated.
        raise ImproperlyConfigured(f"{name} is not the address of a database.") from error
    if "sqlite" in found["ENGINE"] and (not found["NAME"] or ":memory:" in str(found["NAME"])):
        raise ImproperlyConfigured(
            f"{name} must name a file, as in sqlite:////var/lib/newsroom/newsroom.sqlite3: "
            "a database in memory is another one in each process."
        )
    return found


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(
            f"{name} must name a time zone, as in Europe/Berlin; there is no “{value}”."
        ) from None
    return value


def email(name: str) -> SplitResult:
    """Read how mail leaves: smtp, smtp+tls (STARTTLS) or smtps to a host, or ``console:``."""
    value = text(name, "console:")
    if value == "console:":
        return urlsplit(value)
    try:
        parts = urlsplit(value)
        known = parts.scheme in MAIL_PORTS and parts.port != 0 and parts.hostname
    except ValueError:
        known = None
    if not known:
        # The address itself may hold a password: it is not repeated.
        raise ImproperlyConfigured(
            f"{name} must be like smtp+tls://name:password@mail.example.org, or console:."
        )
    return parts


def with_package(name: str, module: str) -> str:
    """Read a text that asks for a package which not every installation has."""
    value = text(name)
    if value and find_spec(module) is None:
        raise ImproperlyConfigured(
            f"{name} is set, but its package is missing: pip install -r requirements-cloud.txt"
        )
    return value
