"""Watches what is written to the database: after a change of what readers see, pages are old.

Every statement that Django sends passes by here, those of bulk updates and of other processes
(commands, the worker) too, so that no code has to remember it. What writes a table past Django
shows after ``PAGE_CACHE_SECONDS`` at the latest.
"""

import re
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from articles.generation import generation

WRITE = re.compile(
    r"\s*(?P<act>INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE)"
    r"\s+(?P<table>\"[^\"]+\"|\w+)",
    re.IGNORECASE,
)
# Tables of which no reader's page is made; each application names its own.
_unseen = {
    "articles_article",  # the working copy
    "articles_article_topics",
    "articles_articleauthor",
    "articles_editing",
    "articles_photo_search",
    "articles_preferences",
    "articles_search",
    "articles_sharedlink",
    "articles_workflowstep",
}
# Tables in which a new row is not seen before an update makes it so.
SEEN_LATER = {
    "articles_earlierfile",
    "articles_image",
    "articles_revision",
    "articles_revisionauthor",
    "articles_revisionimage",
    "articles_revisiontopic",
    "articles_translationset",
}


def unseen(*tables: str) -> None:
    """Declare that writing these tables changes no reader's page."""
    _unseen.update(tables)


def watch() -> None:
    """Watch every connection that is opened from now on."""
    connection_created.connect(_begin, dispatch_uid="articles.writes")


def pages_change(*, taken: bool = False, using: str | None = None) -> None:
    """Make what is kept of pages old as soon as the transaction is through, once for all of it.

    ``taken``: a text is taken back or replaced, and no copy of it may stand in for a page either.
    """
    for waiting in connections[using or DEFAULT_DB_ALIAS].run_on_commit:
        act: Any = waiting[1]
        if isinstance(act, _Move):
            act.taken |= taken
            return
    _when_through(_Move(taken), using)


class _Move:
    """What is done at the end of a transaction that changed pages."""

    def __init__(self, taken: bool) -> None:
        self.taken = taken

    def __call__(self) -> None:
        generation.move(taken=self.taken)


def _when_through(act: Callable[[], None], using: str | None) -> None:
    transaction.on_commit(act, using=using)


def _begin(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if _note not in connection.execute_wrappers:
        connection.execute_wrappers.append(_note)


def _note(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    result = execute(sql, params, many, context)
    # Several statements may come together.
    if seen := [each for each in sql.split(";") if _is_seen(each)]:
        taken = any(each.lstrip()[:6].upper() == "DELETE" for each in seen)
        pages_change(taken=taken, using=context["connection"].alias)
    return result


def _is_seen(sql: str) -> bool:
    found = WRITE.match(sql)
    if found is None:
        return False
    table = found["table"].strip('"')
    added = found["act"][:6].upper() == "INSERT"
    return table not in _unseen and not (added and table in SEEN_LATER)
