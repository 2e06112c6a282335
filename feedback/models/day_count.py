import datetime
from collections.abc import Iterable
from itertools import chain

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import languages
from articles.models import Article
from articles.statements import Statement, change

PLACES = "(%s, %s, %s, %s, %s, {:d})"


class Stage(models.TextChoices):
    """How far a reader came in the poll. Submissions are counted, not readers.

    How often the question was shown is an estimate: a few readers speak for all.
    """

    SHOWN = "shown", pgettext_lazy("stage of the poll", "Question shown")
    OPENED = "opened", pgettext_lazy("stage of the poll", "Form opened")
    CHALLENGED = "challenged", pgettext_lazy("stage of the poll", "Challenge answered")
    PASSED = "passed", pgettext_lazy("stage of the poll", "Challenge passed")
    COUNTED = "counted", pgettext_lazy("stage of the poll", "Vote counted")
    QUARANTINED = "quarantined", pgettext_lazy("stage of the poll", "Vote quarantined")


class Path(models.TextChoices):
    SCRIPT = "script", pgettext_lazy("way to vote", "In the article")
    PLAIN = "plain", pgettext_lazy("way to vote", "Without script")


class DayCountQuerySet(models.QuerySet["DayCount"]):
    def adding(
        self,
        article_id: int,
        language: str,
        path: str,
        stages: Iterable[Stage],
        *,
        day: datetime.date | None = None,
        times: int = 1,
    ) -> Statement[int]:
        """Return what adds to an article's stages of a day (UTC), today unless told otherwise."""
        day = day or timezone.now().astimezone(datetime.UTC).date()
        wanted = sorted({str(stage) for stage in stages})  # in one order: nobody waits in a circle
        rows = [(article_id, day, language, path, stage) for stage in wanted]
        # Only whole numbers go into the statement itself (hence the noqa): together with the others
        # of a vote it has no more than the fifty values up to which psycopg remembers its parts.
        return change(
            "INSERT INTO feedback_daycount (article_id, day, language, path, stage, n) VALUES "  # noqa: S608
            + ", ".join([PLACES.format(times)] * len(rows))
            + " ON CONFLICT (article_id, day, language, path, stage)"
            " DO UPDATE SET n = feedback_daycount.n + excluded.n",
            *chain.from_iterable(rows),
        )


class DayCount(models.Model):
    """How often a stage of an article's poll was reached in a day of UTC. It knows no reader."""

    article = models.ForeignKey(
        Article,
        models.CASCADE,
        related_name="poll_days",
        verbose_name=_("article"),
        db_index=False,  # the constraint's index begins with it
    )
    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    path = models.CharField(_("way"), max_length=6, choices=Path)
    stage = models.CharField(_("stage"), max_length=11, choices=Stage)
    # Wide enough for whoever feeds the estimate from a thousand networks.
    n = models.PositiveBigIntegerField(_("times"), default=0)

    objects = DayCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("day’s count")
        verbose_name_plural = _("day’s counts")
        ordering = ["-day", "article"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "language", "path", "stage"], name="day_count_once"
            )
        ]
        indexes = [models.Index(fields=["day"], name="day_count_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.stage}: {self.n}"
