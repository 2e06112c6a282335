"""Statements for requests that many readers send: their SQL is made once, or by hand.

Django makes SQL out of a model or a query set anew each time, which takes it far longer than the
database takes to answer. For reading see ``articles.prepared``.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from django.db.models.sql import InsertQuery

Result = TypeVar("Result")
Row = TypeVar("Row", bound=models.Model)


@dataclass(frozen=True)
class Statement(Generic[Result]):
    """SQL that both databases understand, and what becomes of the database's answer."""

    sql: str
    values: Sequence[Any]  # as the driver gets them
    read: Callable[[Any], Result]  # is given the cursor

    def run(self) -> Result:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self.sql, self.values)
            return self.read(cursor)


def together(*statements: Statement[Any]) -> list[Any]:
    """Run statements one after the other; return their results.

    PostgreSQL gets them in one message, for what takes time there is the way to and fro, all the
    more while a row is locked. Each of them sees what others have committed before it.
    """
    results: list[Any] = []
    if not statements:
        return results
    connection = connections[DEFAULT_DB_ALIAS]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sql = "; ".join(statement.sql for statement in statements)
            cursor.execute(sql, [value for each in statements for value in each.values])
            for statement in statements:
                results.append(statement.read(cursor))
                cursor.nextset()
        else:
            for statement in statements:
                cursor.execute(statement.sql, statement.values)
                results.append(statement.read(cursor))
    return results


def change(sql: str, *values: Any) -> Statement[int]:
    """Return a statement made by hand; its result is how many rows it changed."""
    return Statement(sql, [as_sent(value) for value in values], _changed)


def _changed(cursor: Any) -> int:
    return int(cursor.rowcount)


class Insert(Generic[Row]):
    """Saves new rows of a model, as ``save(force_insert=True)`` would, but sends no signals."""

    def __init__(self, model: type[Row]) -> None:
        self.model = model
        self._sql = ""

    def __call__(self, row: Row) -> Statement[Row]:
        """Return the statement; its result is the row, with the key that the database chose."""
        key, *fields = self.model._meta.concrete_fields
        connection = connections[DEFAULT_DB_ALIAS]
        values = [
            field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields
        ]
        if not self._sql:
            self._sql = self._made(row, key, fields)

        def read(cursor: Any) -> Row:
            setattr(row, key.attname, cursor.fetchone()[0])
            row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
            return row

        return Statement(self._sql, values, read)

    @staticmethod
    def _made(row: Row, key: Any, fields: list[Any]) -> str:
        query = InsertQuery(type(row))
        query.insert_values(fields, [row])
        compiler: Any = query.get_compiler(DEFAULT_DB_ALIAS)
        compiler.returning_fields = [key]
        [(sql, _values)] = compiler.as_sql()
        return str(sql)


def ensure_no_transaction() -> None:
    """Raise ``RuntimeError`` within a transaction, for what must not be rolled back with it.

    That which a test stands in does not count, as for ``atomic(durable=True)``.
    """
    connection: Any = transaction.get_connection()
    if connection.in_atomic_block and not connection.atomic_blocks[-1]._from_testcase:
        raise RuntimeError("this must be committed by itself, not within a transaction")


def as_sent(value: Any) -> Any:
    """Return a value as the database's driver gets it."""
    if not isinstance(value, datetime.date):  # of which an instant is one, too
        return value
    operations = connections[DEFAULT_DB_ALIAS].ops
    if isinstance(value, datetime.datetime):
        return operations.adapt_datetimefield_value(value)
    return operations.adapt_datefield_value(value)
