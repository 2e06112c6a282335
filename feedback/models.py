"""Votes, one for each reader and article, and what they add up to."""

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article


class Choice(models.TextChoices):
    LIKE = "like", pgettext_lazy("verb on a button", "Like")
    DISLIKE = "dislike", pgettext_lazy("verb on a button", "Dislike")

    @classmethod
    def named(cls, value: str | None) -> "Choice | None":
        return cls(value) if value and value in cls.values else None

    @property
    def other(self) -> "Choice":
        return Choice.DISLIKE if self is Choice.LIKE else Choice.LIKE


class TallyQuerySet(models.QuerySet["Tally"]):
    def of(self, article_id: int) -> "Tally":
        """Return the article's tally, an unsaved one of zeros where nobody has voted."""
        return self.filter(article=article_id).first() or Tally(article_id=article_id)

    def shift(self, article_id: int, **steps: int) -> None:
        """Add ``liked`` and ``disliked`` to an article's figures, inside the vote's transaction."""
        self.get_or_create(article_id=article_id)
        moved = {figure: F(figure) + step for figure, step in steps.items()}
        self.filter(article=article_id).update(**moved)


class Tally(models.Model):
    """How many readers like an article and how many do not; it follows from the votes."""

    FIGURES = {Choice.LIKE: "liked", Choice.DISLIKE: "disliked"}

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, verbose_name=_("article")
    )
    liked = models.PositiveIntegerField(_("liked"), default=0)
    disliked = models.PositiveIntegerField(_("disliked"), default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name = _("result")
        verbose_name_plural = _("results")
        ordering = ["-article"]

    def __str__(self) -> str:
        return f"{self.liked} : {self.disliked}"

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


class VoteQuerySet(models.QuerySet["Vote"]):
    @transaction.atomic
    def cast(self, article_id: int, reader: str, choice: Choice) -> None:
        """Count a reader's vote, or change the one that the reader has.

        Exact whatever happens at the same time: the database refuses a second row, and a change
        counts only if the row did change.
        """
        now = timezone.now()
        vote, first = self.get_or_create(
            article_id=article_id, reader=reader, defaults={"choice": choice, "voted_at": now}
        )
        gains, loses = Tally.FIGURES[choice], Tally.FIGURES[choice.other]
        if first:
            Tally.objects.shift(article_id, **{gains: 1})
        elif self.filter(pk=vote.pk, choice=choice.other).update(choice=choice, changed_at=now):
            Tally.objects.shift(article_id, **{gains: 1, loses: -1})

    def choice_of(self, article_id: int, reader: str) -> Choice | None:
        found = self.filter(article=article_id, reader=reader).values_list("choice", flat=True)
        return next(map(Choice, found), None)


class Vote(models.Model):
    """What one reader thinks of one article.

    ``reader`` is a hash of the random token in the reader's cookie, different for each article:
    it leads to nobody, and two votes of one person cannot be told from those of two.
    """

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"))
    reader = models.CharField(_("reader’s pseudonym"), max_length=64, editable=False)
    choice = models.CharField(_("choice"), max_length=7, choices=Choice)
    voted_at = models.DateTimeField(_("voted"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True)

    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "reader"], name="vote_once"),
            models.CheckConstraint(
                condition=Q(choice__in=["like", "dislike"]), name="vote_like_or_dislike"
            ),
        ]

    def __str__(self) -> str:
        return self.get_choice_display()
