import datetime
import secrets
from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.prepared import prepared
from feedback.models.day_tally import day_of
from feedback.models.vote import Vote

DAY = datetime.timedelta(days=1)


def new_secret() -> bytes:
    return secrets.token_bytes(32)


class NetworkKeyQuerySet(models.QuerySet["NetworkKey"]):
    def pair(self, at: datetime.datetime) -> tuple[bytes, bytes | None]:
        """Return the key of that day (UTC), made now if there is none, and that of the day before.

        The second lets the limits look back over midnight.
        """
        today = day_of(at)
        found = dict(_secrets(days=[today, today - DAY]))
        if today not in found:
            found[today] = self.get_or_create(day=today)[0].secret
        yesterday = found.get(today - DAY)
        return bytes(found[today]), bytes(yesterday) if yesterday is not None else None

    @transaction.atomic
    def forget(self, most: int) -> int:
        """Destroy every expired key, and at most that many pseudonyms made with one.

        Return how many pseudonyms it were.
        """
        oldest = day_of(timezone.now()) - DAY
        self.filter(day__lt=oldest).delete()
        midnight = datetime.datetime.combine(oldest, datetime.time(), datetime.UTC)
        expired = (
            Vote.objects.select_for_update(skip_locked=True)
            .filter(network__isnull=False, voted_at__lt=midnight)
            .order_by("voted_at")
            .values_list("pk", flat=True)[:most]
        )
        return Vote.objects.filter(pk__in=list(expired)).update(network=None)


@prepared
def _secrets(days: Sequence[datetime.date]) -> "models.QuerySet[NetworkKey, Any]":
    return NetworkKey.objects.filter(day__in=days).order_by().values_list("day", "secret")


class NetworkKey(models.Model):
    """The key of a day (UTC) under which networks are hashed.

    It is destroyed a day after its own day has ended: nobody can tell then which network a
    pseudonym stood for, nor find the same network on another day.
    """

    day = models.DateField(_("day"), unique=True)
    secret = models.BinaryField(max_length=32, default=new_secret, editable=False)

    objects = NetworkKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("network key")
        verbose_name_plural = _("network keys")
        ordering = ["-day"]

    def __str__(self) -> str:
        return str(self.day)
