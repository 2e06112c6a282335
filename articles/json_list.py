"""Rows of another table as one value of a query: a list of objects."""

from typing import Any

from django.db.models import Aggregate, F, JSONField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject


class JSONList(Aggregate):
    """Collect values as a JSON list, in no order."""

    function = "JSONB_AGG"
    output_field = JSONField()

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **more)


def listed(rows: QuerySet[Any], by: str, **fields: str) -> Any:
    """Return an expression: those rows whose ``by`` is the outer row, as objects of ``fields``."""
    each = JSONObject(**{name: F(field) for name, field in fields.items()})
    grouped = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(all=JSONList(each))
    return Coalesce(Subquery(grouped.values("all")), Value([], JSONField()))
