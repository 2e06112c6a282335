"""Connections to a SQLite file stay open from request to request, as long as it is the same file.

To open one costs as much as to make half a page. But a connection outlives its file: were that
replaced, or lost, readers would go on getting what nobody can find any more.
"""

from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from django.core.signals import request_started
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

# Device and number of the file that each connection was opened on.
_opened: WeakKeyDictionary[BaseDatabaseWrapper, tuple[int, int] | None] = WeakKeyDictionary()


def watch() -> None:
    connection_created.connect(_note, dispatch_uid="newsroom.database_file")
    request_started.connect(_look, dispatch_uid="newsroom.database_file")


def _note(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        _opened[connection] = _identity(connection)


def _look(**_signal: Any) -> None:
    for connection in connections.all(initialized_only=True):
        if connection.vendor != "sqlite" or connection.connection is None:
            continue
        if not connection.in_atomic_block and _opened.get(connection) != _identity(connection):
            connection.close()


def _identity(connection: BaseDatabaseWrapper) -> tuple[int, int] | None:
    try:
        status = Path(str(connection.settings_dict["NAME"])).stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
