import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.prepared import prepared
from articles.statements import Statement, change, together
from feedback import headlines


class TallyQuerySet(models.QuerySet["Tally"]):
    def of(self, article_id: int) -> "Tally":
        """Return the article's tally, an unsaved one of zeros where nobody has voted."""
        return _of.first(article=article_id) or Tally(article_id=article_id)

    def lock(self, article_id: int) -> "Tally":
        """Return the article's tally, made where there is none, held until the transaction ends.

        Whoever casts or settles votes of the article takes it first: that makes the counts on
        which a decision rests exact. SQLite has one writer at a time anyway.
        """
        return self.lock_and_ask(article_id)[0]

    def lock_and_ask(self, article_id: int, *questions: Statement[Any]) -> list[Any]:
        """Lock the article's tally; return it, and the answers as they are under that lock."""
        asked = [_locked.asked(article=article_id), *questions]
        found, *answers = together(*asked)
        if not found:
            _made, found, *answers = together(_make(article_id), *asked)
        return [found[0], *answers]

    def trust(self, article_id: int, until: datetime.datetime) -> None:
        """Count bursts of an article too up to that instant, and weigh its usual pace anew."""
        self.filter(article=article_id).update(trusted_until=until, baseline_at=None)


@prepared
def _of(article: int) -> TallyQuerySet:
    return Tally.objects.filter(article=article).order_by()


def _make(article_id: int) -> Statement[int]:
    return change(
        "INSERT INTO feedback_tally (article_id, liked, disliked, held, baseline)"
        " VALUES (%s, 0, 0, 0, 0) ON CONFLICT (article_id) DO NOTHING",
        article_id,
    )


@prepared
def _locked(article: int) -> TallyQuerySet:
    return Tally.objects.filter(article=article).order_by().select_for_update()


class Tally(models.Model):
    """How many readers like an article and how many do not, and how many votes are held.

    It follows from the ledger. What comes after the figures serves the limit on bursts.
    """

    FIGURES = ("liked", "disliked", "held")

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, verbose_name=_("article")
    )
    liked = models.PositiveIntegerField(_("liked"), default=0)
    disliked = models.PositiveIntegerField(_("disliked"), default=0)
    held = models.PositiveIntegerField(_("held"), default=0)
    baseline = models.PositiveIntegerField(default=0, editable=False)
    baseline_at = models.DateTimeField(null=True, editable=False)
    trusted_until = models.DateTimeField(_("bursts count until"), null=True, editable=False)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-article"]
        indexes = [models.Index(fields=["-held", "-article"], name="tally_held")]

    def __str__(self) -> str:
        return headlines.one(self.article_id)

    @property
    def total(self) -> int:
        return self.liked + self.disliked

    @property
    def liked_percent(self) -> int:
        """The share in whole percent; together with ``disliked_percent`` 100 if anybody voted."""
        return (200 * self.liked + self.total) // (2 * self.total) if self.total else 0

    @property
    def disliked_percent(self) -> int:
        return 100 - self.liked_percent if self.total else 0

    def moving(self, steps: Mapping[str, int]) -> Statement[int]:
        """Add to the figures of a tally that is locked; return the statement that saves them."""
        for figure in self.FIGURES:
            setattr(self, figure, getattr(self, figure) + steps.get(figure, 0))
        return change(
            "UPDATE feedback_tally SET liked = %s, disliked = %s, held = %s WHERE article_id = %s",
            *(self.liked, self.disliked, self.held, self.article_id),
        )
