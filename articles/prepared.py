"""Queries whose SQL is made once in a process: afterwards only the values in it are others.

Making SQL out of a query set takes Django ten times as long as SQLite takes to answer it. A page
that nobody keeps is mostly that. So the queries of readers' pages are written as functions that
return a query set, and are called with the values that differ from call to call::

    @prepared
    def photos(revision: int) -> QuerySet[RevisionImage]:
        return RevisionImage.objects.filter(revision=revision)

    photos(revision=7)  # a list of rows

For the first call of a shape the function is called with stand-ins, which are then looked for
among the parameters of the SQL. It must use each of its values as a value in the query, and must
not look at it.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from functools import update_wrapper
from itertools import count
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler

from articles.statements import Statement, as_sent

Row = TypeVar("Row")  # an instance, or what ``values()`` makes of it
Value = int | str | datetime.datetime | datetime.date
MOST_SHAPES = 64  # of one query that are remembered
# Nothing that a site stores comes near these.
FIRST_NUMBER = 9_100_000_000_000_000_000
FIRST_INSTANT = datetime.datetime(9000, 1, 1, tzinfo=datetime.UTC)
FIRST_DAY = datetime.date(9100, 1, 1)


class Prepared(Generic[Row]):
    """A query made by a function; constants are given by place, values by name, alone or as lists.

    A list is filled up to a power of two by repeating its last value, so that lists of all lengths
    need few shapes: it must make no difference that a value is there twice.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self._made: dict[Any, Shape[Row]] = {}
        update_wrapper(self, build)

    def __call__(self, *constants: Any, **values: Value | Sequence[Value]) -> list[Row]:
        return self.asked(*constants, **values).run()

    def first(self, *constants: Any, **values: Value | Sequence[Value]) -> Row | None:
        """Return the first row, if there is any; for queries that find one or a few."""
        return next(iter(self(*constants, **values)), None)

    def asked(self, *constants: Any, **values: Value | Sequence[Value]) -> Statement[list[Row]]:
        """Return the query as a statement, to be run together with others."""
        given = {
            name: value if isinstance(value, Value) else _filled_up(value)
            for name, value in values.items()
        }
        name = constants, *((name, _shape(value)) for name, value in given.items())
        shape = self._made.get(name)
        if shape is None:
            if len(self._made) >= MOST_SHAPES:
                self._made.clear()
            shape = self._made[name] = Shape(self.build, constants, given)
        return Statement(shape.sql, shape.values(given), shape.read)


class Shape(Generic[Row]):
    """The SQL of one shape, and which of its parameters stand for which value."""

    def __init__(
        self,
        build: Callable[..., QuerySet[Any, Row]],
        constants: Sequence[Any],
        given: dict[str, Any],
    ) -> None:
        stand_ins, found = _StandIns(), {}
        for name, value in given.items():
            found[name] = (
                tuple(stand_ins.one_for(each) for each in value)
                if isinstance(value, tuple)
                else stand_ins.one_for(value)
            )
        rows = build(*constants, **found)
        self.made_by: Any = rows._iterable_class
        self.query = rows.query
        self.compiler: SQLCompiler = self.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, parameters = self.compiler.as_sql()
        places = {
            as_sent(stand_in): (name, place)
            for name, value in found.items()
            for place, stand_in in enumerate(value if isinstance(value, tuple) else [value])
        }
        self.parameters = list(parameters)
        self.slots = [
            (index, *places[parameter], type(parameter))
            for index, parameter in enumerate(self.parameters)
            if _is_hashable(parameter) and parameter in places
        ]
        if missing := set(places.values()) - {(name, place) for _, name, place, _ in self.slots}:
            raise ValueError(f"the query does not use {sorted(missing)}")

    def values(self, given: dict[str, Any]) -> list[Any]:
        parameters = self.parameters.copy()
        for index, name, place, kind in self.slots:
            value = given[name]
            value = value[place] if isinstance(value, tuple) else value
            parameters[index] = as_sent(value) if isinstance(value, datetime.date) else kind(value)
        return parameters

    def read(self, cursor: Any) -> list[Row]:
        rows = cursor.fetchall()
        compiler: Any = copy(self.compiler)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        if compiler.has_extra_select:
            rows = [row[: compiler.col_count] for row in rows]
        compiler.execute_sql = lambda *_more, **_named: [rows]
        return list(self.made_by(_Asked(self.query, compiler)))


class _Asked:
    """What Django's iterables want to know of a query set, and of its query."""

    db = DEFAULT_DB_ALIAS
    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, query: Query, compiler: SQLCompiler) -> None:
        self._query, self.compiler = query, compiler

    @property
    def query(self) -> "_Asked":
        return self

    def get_compiler(self, using: str) -> SQLCompiler:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._query, name)


class _StandIns:
    def __init__(self) -> None:
        self._numbers: Iterator[int] = count(1)

    def one_for(self, value: Value) -> Value:
        """Return a value of the same type that occurs nowhere else."""
        number = next(self._numbers)
        if isinstance(value, int):
            return FIRST_NUMBER + number
        if isinstance(value, str):
            return f"\N{REPLACEMENT CHARACTER}stand-in {number}"
        if isinstance(value, datetime.datetime):
            return FIRST_INSTANT + datetime.timedelta(seconds=number)
        return FIRST_DAY + datetime.timedelta(days=number)


def _filled_up(values: Sequence[Value]) -> tuple[Value, ...]:
    if not values:
        raise ValueError("an empty list has no shape: leave the value out")
    length = 1 << (len(values) - 1).bit_length()
    return (*values, *[values[-1]] * (length - len(values)))


def _shape(value: Any) -> Any:
    return (len(value), type(value[0])) if isinstance(value, tuple) else type(value)


def _is_hashable(value: Any) -> bool:
    return isinstance(value, int | str | datetime.date)


prepared = Prepared  # as a decorator of functions that return a query set
