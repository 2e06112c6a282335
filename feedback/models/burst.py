import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from feedback import headlines

LULL = datetime.timedelta(hours=1)  # after which what is held begins another burst


class BurstQuerySet(models.QuerySet["Burst"]):
    def extend(self, article_id: int, at: datetime.datetime) -> "Burst":
        """Add one held vote to the burst under way, or to a new one; the tally must be locked."""
        burst = self.filter(article=article_id, last_at__gte=at - LULL).first()
        if burst is None:
            return self.create(article_id=article_id, begun_at=at, last_at=at, held=1)
        burst.last_at, burst.held = at, burst.held + 1
        burst.save(update_fields=["last_at", "held"])
        return burst


class Burst(models.Model):
    """Votes on one article that came faster than its own pace allows, and were held.

    ``held`` is how many were held in all, whatever staff decided about them afterwards.
    """

    article = models.ForeignKey(
        Article,
        models.CASCADE,
        related_name="+",
        verbose_name=_("article"),
        db_index=False,  # ``burst_of_article`` begins with it
    )
    begun_at = models.DateTimeField(_("begun"))
    last_at = models.DateTimeField(_("last vote"))
    held = models.PositiveIntegerField(_("held"), default=0)

    objects = BurstQuerySet.as_manager()

    class Meta:
        verbose_name = _("burst of votes")
        verbose_name_plural = _("bursts of votes")
        ordering = ["-last_at"]
        indexes = [models.Index(fields=["article", "last_at"], name="burst_of_article")]

    def __str__(self) -> str:
        return f"{headlines.one(self.article_id)}: {self.held}"
