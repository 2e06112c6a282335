import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self, at: datetime.datetime) -> Self:
        return self.filter(published_at__lte=at)


class Correction(models.Model):
    """A dated public note that says what the article got wrong, and in which revision."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    corrected = models.ForeignKey(
        Revision, models.PROTECT, related_name="corrections", verbose_name=_("corrected revision")
    )
    text = models.TextField(
        _("correction"),
        max_length=1000,
        help_text=_("Readers see it below the article as soon as it is saved."),
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["published_at", "pk"]
        indexes = [models.Index(fields=["article", "published_at"], name="correction_of_article")]

    def __str__(self) -> str:
        return self.text[:80]
