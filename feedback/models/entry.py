from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article
from articles.statements import Statement, change
from feedback.models.choice import Choice, State

LONGEST_REASON = 200  # characters


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what stands in the ledger."""


class EntryQuerySet(models.QuerySet["Entry"]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError("entries of the ledger are not changed")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("entries of the ledger are not deleted")


class Entry(models.Model):
    """A line of the ledger: what happened to a vote, when, why, and by whose decision.

    ``liked``, ``disliked`` and ``held`` say by how much it moved the article's figures, so that the
    sum of an article's entries is its tally. Nothing here is ever changed or deleted, save
    together with the article itself: saving or deleting an entry that exists raises
    ``AppendOnlyError``. ``staff`` is empty where the reader or the site itself acted.
    """

    class Kind(models.TextChoices):
        CAST = "cast", pgettext_lazy("what happened to a vote", "Cast and counted")
        CHANGED = "changed", pgettext_lazy("what happened to a vote", "Changed by the reader")
        QUARANTINED = "quarantined", pgettext_lazy("what happened to a vote", "Held")
        RELEASED = "released", pgettext_lazy("what happened to a vote", "Released")
        VOIDED = "voided", pgettext_lazy("what happened to a vote", "Voided")

    vote = models.ForeignKey(
        "feedback.Vote", models.CASCADE, related_name="entries", verbose_name=_("vote")
    )
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="+", verbose_name=_("article")
    )
    kind = models.CharField(_("event"), max_length=11, choices=Kind)
    choice = models.CharField(_("choice"), max_length=7, choices=Choice)
    state = models.CharField(_("state"), max_length=11, choices=State)
    reason = models.CharField(_("reason"), max_length=LONGEST_REASON, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("by"),
        db_index=False,  # see ``entry_by_staff``
    )
    liked = models.SmallIntegerField(_("liked"), default=0)
    disliked = models.SmallIntegerField(_("disliked"), default=0)
    held = models.SmallIntegerField(_("held"), default=0)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("ledger")
        ordering = ["-pk"]
        indexes = [
            # Readers' own entries, nearly all, have nobody there.
            models.Index(fields=["staff"], name="entry_by_staff", condition=Q(staff__isnull=False))
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="voided", reason=""), name="entry_voided_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_choice_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("entries of the ledger are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError("entries of the ledger are not deleted")

    def entering(self) -> Statement[int]:
        """Return the statement that enters it, right after its vote has been written."""
        return change(
            "INSERT INTO feedback_entry (vote_id, article_id, kind, choice, state, reason, at,"
            " staff_id, liked, disliked, held)"
            " SELECT id, article_id, %s, %s, %s, %s, %s, %s, %s, %s, %s"
            " FROM feedback_vote WHERE article_id = %s AND reader = %s",
            *(self.kind, self.choice, self.state, self.reason, self.at, self.staff_id),
            *(self.liked, self.disliked, self.held),
            *(self.article_id, self.vote.reader),
        )
