import datetime
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

WINDOW = datetime.timedelta(minutes=15)
HOUR = datetime.timedelta(hours=1)
MOST_FROM_ONE_PLACE = 5  # for one name, from one network or one known browser, in the window
MOST_FOR_ONE_NAME = 20  # from networks where nobody signed in with it before, in an hour
MOST_OF_ONE_NETWORK = 50  # for any names, in the window


class Refused(Exception):  # noqa: N818  (it tells of a state, not of a mistake)
    """Too many attempts; whether the password was right was not looked at."""


def hash_of(name: str) -> str:
    return salted_hmac("newsroom.attempt", name.casefold(), algorithm="sha256").hexdigest()


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def begin(self, name: str, network: str, browser: str | None) -> "Attempt":
        """Write an attempt down before it is made, so that none of many at once goes uncounted.

        ``browser`` is the token of one in which this very name has signed in before: it has an
        account of its own, so that strangers cannot lock out who works there. Raises ``Refused``.
        """
        now = timezone.now()
        self.filter(at__lt=now - 24 * HOUR).delete()
        source = browser or network
        attempt = self.create(name=hash_of(name), source=source, known=bool(browser), at=now)
        if self._is_too_many(attempt, now):
            attempt.delete()
            raise Refused
        return attempt

    def _is_too_many(self, attempt: "Attempt", now: datetime.datetime) -> bool:
        lately = self.filter(at__gt=now - WINDOW, source=attempt.source)
        if (
            lately.filter(name=attempt.name)[: MOST_FROM_ONE_PLACE + 1].count()
            > MOST_FROM_ONE_PLACE
        ):
            return True
        if attempt.known:
            return False
        if lately[: MOST_OF_ONE_NETWORK + 1].count() > MOST_OF_ONE_NETWORK:
            return True
        anywhere = self.filter(at__gt=now - HOUR, name=attempt.name, known=False)
        return anywhere[: MOST_FOR_ONE_NAME + 1].count() > MOST_FOR_ONE_NAME

    def of(self, name: str) -> Self:
        return self.filter(name=hash_of(name))

    def locks(self, name: str) -> bool:
        """Return whether anybody is locked out of that account just now."""
        now, mine = timezone.now(), self.of(name)
        by_source = mine.filter(at__gt=now - WINDOW).values("source").order_by()
        crowded = by_source.annotate(n=models.Count("pk")).filter(n__gte=MOST_FROM_ONE_PLACE)
        anywhere = mine.filter(at__gt=now - HOUR, known=False)
        return crowded.exists() or anywhere.count() >= MOST_FOR_ONE_NAME


class Attempt(models.Model):
    """An attempt to sign in that failed, or that is being made.

    Holds no name and no address: hashes of the name that was typed, whether somebody has it or
    not, and of the network, which leads to nothing after two days.
    """

    name = models.CharField(max_length=64)
    source = models.CharField(max_length=64)
    known = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt to sign in")
        verbose_name_plural = _("attempts to sign in")
        default_permissions = ()
        indexes = [
            models.Index(fields=["source", "at"], name="attempt_source"),
            models.Index(fields=["name", "at"], name="attempt_name"),
        ]

    def __str__(self) -> str:
        return f"{self.source[:8]}, {self.at:%H:%M}"

    def fills_the_limit(self) -> bool:
        """Return whether the next attempt for this name from here would be refused."""
        rows = Attempt.objects.filter(
            at__gt=self.at - WINDOW, source=self.source, name=self.name, pk__lte=self.pk
        )
        return rows.count() == MOST_FROM_ONE_PLACE
