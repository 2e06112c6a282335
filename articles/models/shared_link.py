import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    from django.contrib.auth.models import AbstractBaseUser as Staff

KEPT = datetime.timedelta(days=30)  # after the end
MOST_OPEN = 20  # of one article at a time


def _signer() -> signing.Signer:
    return signing.Signer(salt="articles.shared_link", sep=".")


class SharedLinkQuerySet(models.QuerySet["SharedLink"]):
    def open(self, at: datetime.datetime) -> Self:
        """Return those that show their revision at that instant."""
        return self.filter(revoked_at=None, ends_at__gt=at)

    def of(self, article: Article) -> Self:
        return self.filter(revision__article=article)

    def tidy(self) -> int:
        """Delete what ended a month ago or earlier."""
        return self.filter(ends_at__lt=timezone.now() - KEPT).delete()[0]


class SharedLink(models.Model):
    """An address that shows one revision to whoever has it, without an account, until it ends.

    The address holds the row's number and a signature of it. The row says whether it still counts.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="shared_links")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField(db_index=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: SharedLinkQuerySet = SharedLinkQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() hides its type

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        default_permissions = ()
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.revision}: {self.ends_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("articles:shared", args=[_signer().sign(str(self.pk))])

    @staticmethod
    def number_in(signed: str) -> int | None:
        """Return the number of the row that an address names; ``None`` if we did not sign it."""
        try:
            return int(_signer().unsign(signed))
        except signing.BadSignature:
            return None

    def revoke(self, by: Staff) -> bool:
        """End it now; return whether there was anything to end."""
        at = timezone.now()
        row: Any = SharedLink.objects.open(at).filter(pk=self.pk)
        return bool(row.update(revoked_at=at, revoked_by=by))
