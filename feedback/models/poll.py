import datetime

from django.conf import settings
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article
from articles.prepared import prepared
from feedback import headlines


class Openness(models.TextChoices):
    """Whether readers can vote, only see the result, or see nothing of a poll."""

    OPEN = "open", pgettext_lazy("poll", "Open")
    CLOSED = "closed", pgettext_lazy("poll", "Closed")
    HIDDEN = "hidden", pgettext_lazy("poll", "Hidden")


class PollQuerySet(models.QuerySet["Poll"]):
    def of(self, article_id: int) -> "Poll":
        """Return what was decided about an article's poll; no query where the site hides all."""
        if settings.POLL == Openness.HIDDEN:
            return Poll(article_id=article_id)
        return _of_article.first(article=article_id) or Poll(article_id=article_id)

    def openness(
        self, article_id: int, published_at: datetime.datetime | None, at: datetime.datetime
    ) -> Openness:
        """Return how open an article's poll is at an instant.

        The stricter of the site's setting and the article's own decides.
        """
        return self.of(article_id).openness(published_at, at)


@prepared
def _of_article(article: int) -> PollQuerySet:
    return Poll.objects.filter(article=article).order_by()


class Poll(models.Model):
    """What the editors decided about one article's poll. An article without a row has an open one.

    A poll closes by the clock: at ``closes_at`` or, without it, ``POLL_DAYS`` days after the
    article was first published.
    """

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="poll", verbose_name=_("article")
    )
    state = models.CharField(
        _("poll"),
        max_length=6,
        choices=Openness,
        default=Openness.OPEN,
        help_text=_("Closed: readers see the result. Hidden: they see nothing of the poll."),
    )
    closes_at = models.DateTimeField(_("closes by itself"), null=True, blank=True)

    objects = PollQuerySet.as_manager()

    class Meta:
        verbose_name = _("poll")
        verbose_name_plural = _("polls")
        ordering = ["-article"]

    def __str__(self) -> str:
        return self.headline or headlines.number(self.article_id)

    @cached_property
    def headline(self) -> str:
        """The headline that readers had last; empty where they have had none."""
        return headlines.of([self.article_id]).get(self.article_id, "")

    def closing_time(self, published_at: datetime.datetime | None) -> datetime.datetime | None:
        """Return when the clock closes it; ``None`` if it does not."""
        if self.closes_at is None and published_at is not None and settings.POLL_DAYS:
            return published_at + datetime.timedelta(days=settings.POLL_DAYS)
        return self.closes_at

    def openness(self, published_at: datetime.datetime | None, at: datetime.datetime) -> Openness:
        if Openness.HIDDEN in (settings.POLL, self.state):
            return Openness.HIDDEN
        closing = self.closing_time(published_at)
        over = closing is not None and closing <= at
        closed = over or Openness.CLOSED in (settings.POLL, self.state)
        return Openness.CLOSED if closed else Openness.OPEN
