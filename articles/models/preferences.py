import zoneinfo
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


@cache
def zones() -> list[tuple[str, str]]:
    """Return the time zones of the world by name, those of a city and UTC."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    shown = [name for name in names if not name.startswith(("Etc/", "SystemV/", "US/", "posix"))]
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in shown)]


class Preferences(models.Model):
    """What one member of staff chose for themselves; without a row all is as it comes."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preferences"
    )
    time_zone = models.CharField(
        _("my time zone"),
        max_length=64,
        blank=True,
        help_text=_("Times on the desk are shown in it, beside the site’s."),
    )
    mail = models.BooleanField(
        _("send me e-mail"),
        default=True,
        help_text=_("When an article is assigned to me, submitted to me, or comes back to me."),
    )

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)

    @classmethod
    def of(cls, user: Any) -> "Preferences":
        return cls.objects.filter(user=user.pk).first() or cls(user_id=user.pk)

    @property
    def zone(self) -> zoneinfo.ZoneInfo | None:
        """The time zone of this person; ``None`` where it is the site's, or no zone any more."""
        if self.time_zone in ("", settings.TIME_ZONE):
            return None
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            return None
