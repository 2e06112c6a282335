import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from articles import languages
from articles.models.article import Article
from articles.models.revision import Revision


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self, at: datetime.datetime) -> Self:
        return self.filter(published_at__lte=at)

    def of_public_articles(self, at: datetime.datetime) -> Self:
        """Return the public notes of what readers have at that instant, in its own language."""
        live = Revision.objects.live(at)
        same = live.filter(article=OuterRef("article"), language=OuterRef("language"))
        return self.public(at).filter(Exists(same))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def older_than(self, published_at: datetime.datetime, pk: int) -> Self:
        """Return what comes after that place in ``newest_first``."""
        return self.filter(
            Q(published_at__lt=published_at) | Q(pk__lt=pk), published_at__lte=published_at
        )


class Correction(models.Model):
    """A dated public note on what the article said, and in which revision it said so.

    What was published stays as it was. A note that is wrong itself is replaced by another, and
    readers see both. ``language`` repeats the corrected revision's, for the index of all notes.
    """

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    language = models.CharField(max_length=10, choices=languages.choices, editable=False)
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.CORRECTION)
    corrected = models.ForeignKey(
        Revision, models.PROTECT, related_name="corrections", verbose_name=_("corrected revision")
    )
    text = models.TextField(
        _("correction"),
        max_length=1000,
        help_text=_("Readers see it below the article as soon as it is saved."),
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("replaces"),
        help_text=_("An earlier note that was wrong: readers see it struck out, with a link here."),
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
        indexes = [
            models.Index(fields=["article", "published_at"], name="correction_of_article"),
            models.Index(fields=["language", "-published_at", "-id"], name="correction_newest"),
        ]

    def __str__(self) -> str:
        return f"{date_format(localtime(self.published_at))} · {self.text[:80]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.language = self.corrected.language
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.supersedes and self.supersedes.article_id != self.article_id:
            raise ValidationError(
                {"supersedes": _("A note replaces one of the same article.")}, code="other_article"
            )
