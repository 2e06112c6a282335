import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    Staff = AbstractBaseUser


class StaffSessionQuerySet(models.QuerySet["StaffSession"]):
    def open_of(self, user: Staff) -> "list[StaffSession]":
        """Return a person's sessions that still open the admin; forget those that do not."""
        rows = list(self.filter(user=user).order_by("-seen_at"))
        keys = [row.session_key for row in rows]
        alive = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
        open_keys = set(alive.values_list("session_key", flat=True))
        self.filter(pk__in=[row.pk for row in rows if row.session_key not in open_keys]).delete()
        return [row for row in rows if row.session_key in open_keys]

    @transaction.atomic
    def end(self) -> int:
        """End these sessions: the next request of each finds nobody signed in."""
        keys = list(self.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        self.delete()
        return len(keys)


class StaffSession(models.Model):
    """One browser in which somebody is signed in, as that person and an administrator see it.

    Neither an address nor the browser's whole name is kept.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_sessions"
    )
    session_key = models.CharField(max_length=40, unique=True, editable=False)
    browser = models.CharField(_("browser"), max_length=60)
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)

    objects = StaffSessionQuerySet.as_manager()

    # How long "last seen" may lag behind: it costs two writes.
    STEP = datetime.timedelta(minutes=5)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.browser
