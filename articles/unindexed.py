"""A column whose index must not be used: few rows are left of others' choosing."""

from typing import Any

from django.db.models import Func


class Unindexed(Func):
    """SQLite knows nothing of how many rows have a value, and would read half the archive by it.

    A plus before the column tells it to look at the rows that another condition has found.
    PostgreSQL keeps statistics and needs no telling.
    """

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **more)
