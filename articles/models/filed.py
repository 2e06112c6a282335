"""Where a revision stands in the lists of its topics and of its authors."""

from django.db import models
from django.db.models import Q


class Filed(models.Model):
    """Ties a revision to what lists it, and repeats what such a list is ordered by.

    ``published_at`` is the revision's, none until it has one (see ``RevisionQuerySet.file``): so a
    page of a list is one look-up in an index, however much the list holds.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="+", db_index=False, editable=False
    )
    published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True


def newest_of(field: str) -> models.Index:
    """Return the index of a list: what was ever public below ``field``, newest first."""
    return models.Index(
        fields=[field, "-published_at", "-article"],
        condition=Q(published_at__isnull=False),
        name=f"revision_{field}_newest",
    )
