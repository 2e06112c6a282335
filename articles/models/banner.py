import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import languages
from articles.models.article import Article
from articles.models.revision import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    Staff = AbstractBaseUser

HOURS = 6  # for which a banner stands unless its editor says otherwise


def in_some_hours() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=HOURS)


class BannerQuerySet(models.QuerySet["Banner"]):
    def up(self, language: str, at: datetime.datetime) -> Self:
        """Return what stands above the pages at that instant, what was put up last first.

        With each comes, in the same query, where its article is, if readers have that.
        """
        live = Revision.objects.live(at).filter(article=OuterRef("article"))
        return (
            self.filter(language=language, starts_at__lte=at, ends_at__gt=at)
            .annotate(
                live_language=Subquery(live.values("language")[:1]),
                live_section=Subquery(live.values("section__slug")[:1]),
                live_slug=Subquery(live.values("slug")[:1]),
            )
            .order_by("-starts_at", "-pk")
        )


class Banner(models.Model):
    """A line above the pages of a language while something breaks; it ends by itself.

    What readers saw stays as they saw it: other words are another banner from then on.
    """

    class Kind(models.TextChoices):
        BREAKING = "breaking", _("Breaking news")
        LIVE = "live", _("Live now")
        NOTICE = "notice", _("Notice")

    class Where(models.TextChoices):
        EVERYWHERE = "everywhere", _("On all pages")
        FRONT = "front", _("On the front page")

    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.BREAKING)
    text = models.CharField(_("text"), max_length=140)
    article = models.ForeignKey(
        Article,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="banners",
        verbose_name=_("article"),
        help_text=_("Readers are led to it as long as it is public, wherever its address moves."),
    )
    where = models.CharField(_("where"), max_length=10, choices=Where, default=Where.EVERYWHERE)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(_("until"), default=in_some_hours)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("put up by"),
    )

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["-starts_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="banner_ends_after_it_begins",
                violation_error_message=_("It would end before it begins."),
            )
        ]
        indexes = [
            models.Index(fields=["language", "ends_at"], name="banner_of_language"),
            models.Index(fields=["starts_at"], name="banner_begins"),
            models.Index(fields=["ends_at"], name="banner_ends"),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        article = self.article if self.article_id else None
        if article and self.language and article.language != self.language:
            raise ValidationError(
                {"article": _("That article is in another language.")}, code="other_language"
            )

    @property
    def link(self) -> str | None:
        """The address of its article, of a row that ``up`` read; ``None`` if readers lack it."""
        row: dict[str, Any] = vars(self)
        if row["live_slug"] is None:
            return None
        parts = [row["live_language"], row["live_section"], self.article_id, row["live_slug"]]
        return reverse("articles:article", args=parts)

    def has_begun(self, at: datetime.datetime) -> bool:
        return self.starts_at <= at

    def has_ended(self, at: datetime.datetime) -> bool:
        return self.ends_at <= at

    def take_down(self, at: datetime.datetime) -> None:
        self.ends_at = at
        self.save(update_fields=["ends_at"])

    @transaction.atomic
    def replace(self, by: Staff) -> None:
        """Let the words that this instance holds follow now on those that readers have had."""
        now = timezone.now()
        Banner.objects.filter(pk=self.pk).update(ends_at=now)
        self.pk, self.starts_at, self.created_by = None, now, by
        self.save(force_insert=True)
