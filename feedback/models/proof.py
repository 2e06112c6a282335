"""Proofs of work that were used."""

import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SpentProofQuerySet(models.QuerySet["SpentProof"]):
    def claim(self, nonce: str, expires_at: int) -> bool:
        """Tell whether nobody has used the nonce before. ``expires_at`` is in Unix time.

        Commits by itself: a rollback would let it be used again.
        """
        until = datetime.datetime.fromtimestamp(expires_at, datetime.UTC)
        try:
            with transaction.atomic(durable=True):
                self.create(nonce=nonce, expires_at=until)
        except IntegrityError:
            return False
        return True

    def sweep(self, most: int) -> int:
        """Delete at most that many that would be refused for their age; return how many."""
        expired = self.filter(expires_at__lte=timezone.now()).order_by("expires_at")
        return self.filter(pk__in=list(expired.values_list("pk", flat=True)[:most])).delete()[0]


class SpentProof(models.Model):
    """A proof of work that was used, kept until it would have expired."""

    nonce = models.CharField(_("nonce"), max_length=32, primary_key=True)
    expires_at = models.DateTimeField(_("expires"), db_index=True)

    objects = SpentProofQuerySet.as_manager()

    class Meta:
        verbose_name = _("used proof of work")
        verbose_name_plural = _("used proofs of work")
        ordering = ["expires_at"]

    def __str__(self) -> str:
        return self.nonce
