import datetime
from typing import Any

from django.db import models
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from articles.models import Article


def day_of(instant: datetime.datetime) -> datetime.date:
    """Return the day of UTC under which a vote cast at that instant is kept."""
    return instant.astimezone(datetime.UTC).date()


class DayTallyQuerySet(models.QuerySet["DayTally"]):
    def shift(
        self, article_id: int, day: datetime.date, counted: models.QuerySet[Any], **steps: int
    ) -> None:
        """Add to ``liked`` and ``disliked`` of a day, inside the transaction of the votes.

        ``counted`` are the article's counted votes as they now stand: where the day has no row, or
        one that cannot be right, they are added up anew.
        """
        moved = {figure: F(figure) + step for figure, step in steps.items() if step}
        enough = {f"{figure}__gte": -step for figure, step in steps.items()}
        rows = self.filter(article=article_id, day=day)
        if moved and not rows.filter(**enough).update(**moved):
            begin = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
            end = begin + datetime.timedelta(days=1)
            rows.delete()
            of_day = counted.filter(voted_at__gte=begin, voted_at__lt=end)
            DayTally.objects.bulk_create(self.counted(of_day))

    def counted(self, votes: models.QuerySet[Any]) -> list["DayTally"]:
        """Return what the votes given add up to, by article and day; nothing is saved."""
        sums = (
            votes.order_by()
            .values("article", cast_on=TruncDate("voted_at", tzinfo=datetime.UTC))
            .annotate(
                likes=Count("pk", filter=Q(choice="like")),
                dislikes=Count("pk", filter=Q(choice="dislike")),
            )
        )
        return [
            DayTally(
                article_id=row["article"],
                day=row["cast_on"],
                liked=row["likes"],
                disliked=row["dislikes"],
            )
            for row in sums
        ]


class DayTally(models.Model):
    """An article's counted votes by the day (UTC) on which they were first cast.

    It follows from the ledger, as the article's tally does: a change of mind moves the figures of
    the day of the vote. ``manage.py rebuild_liked`` makes it anew.
    """

    article = models.ForeignKey(
        Article, models.CASCADE, related_name="day_tallies", verbose_name=_("article")
    )
    day = models.DateField(_("day"))
    liked = models.PositiveIntegerField(_("liked"), default=0)
    disliked = models.PositiveIntegerField(_("disliked"), default=0)

    objects = DayTallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("day’s result")
        verbose_name_plural = _("day’s results")
        ordering = ["-day", "article"]
        constraints = [models.UniqueConstraint(fields=["article", "day"], name="day_tally_once")]
        indexes = [
            # All that the ranking of a window reads, from the index alone.
            models.Index(fields=["day", "article", "liked", "disliked"], name="day_tally_window")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.liked} : {self.disliked}"
