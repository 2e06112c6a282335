import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.statements import Statement, change


def day_of(instant: datetime.datetime) -> datetime.date:
    """Return the day of UTC under which a vote cast at that instant is kept."""
    return instant.astimezone(datetime.UTC).date()


class DayTallyQuerySet(models.QuerySet["DayTally"]):
    def shifting(
        self, article_id: int, day: datetime.date, *, liked: int, disliked: int
    ) -> Statement[int]:
        """Return what adds to the figures of a day, inside the transaction of the votes.

        The statement changes nothing where the day has no row, or one that cannot be right: then
        it has to be recounted.
        """
        return change(
            "UPDATE feedback_daytally SET liked = liked + %s, disliked = disliked + %s"
            " WHERE article_id = %s AND day = %s AND liked >= %s AND disliked >= %s",
            *(liked, disliked, article_id, day, -liked, -disliked),
        )

    def recounting(self, article_id: int, day: datetime.date) -> Statement[int]:
        """Return what makes a day's row anew of the article's counted votes as they now stand."""
        begin = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
        return change(
            "INSERT INTO feedback_daytally (article_id, day, liked, disliked)"
            " SELECT article_id, %s, COUNT(*) FILTER (WHERE choice = 'like'),"
            " COUNT(*) FILTER (WHERE choice = 'dislike') FROM feedback_vote"
            " WHERE article_id = %s AND state = 'counted' AND voted_at >= %s AND voted_at < %s"
            " GROUP BY article_id ON CONFLICT (article_id, day)"
            " DO UPDATE SET liked = excluded.liked, disliked = excluded.disliked",
            *(day, article_id, begin, begin + datetime.timedelta(days=1)),
        )

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
        Article,
        models.CASCADE,
        related_name="day_tallies",
        verbose_name=_("article"),
        db_index=False,  # the constraint's index begins with it
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
