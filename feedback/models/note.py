import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article, Author
from feedback.models.choice import Choice
from feedback.models.vote import Vote

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    from django.contrib.auth.models import AbstractBaseUser as Staff

LONGEST_NOTE = 1500  # characters


class NoteQuerySet(models.QuerySet["Note"]):
    def leave(self, vote: Vote, text: str) -> "Note | None":
        """Keep what a reader wrote with a vote; nothing where nothing was written."""
        if not text:
            return None
        return self.create(vote=vote, article_id=vote.article_id, choice=vote.choice, text=text)

    def open(self, by: Staff) -> int:
        """Mark those that are new as read by ``by``; return how many they were."""
        return self.filter(status=Note.Status.NEW).update(
            status=Note.Status.READ, handled_by=by, handled_at=timezone.now()
        )


class Note(models.Model):
    """What a reader told the newsroom with a vote. Staff see it; no public page ever holds it.

    ``choice`` is the vote's as it stood when the note was written. The text of an erased note is
    gone; that there was one stays.
    """

    class Status(models.TextChoices):
        NEW = "new", pgettext_lazy("reader’s note", "New")
        READ = "read", pgettext_lazy("reader’s note", "Read")
        PASSED_ON = "passed", pgettext_lazy("reader’s note", "Passed on")
        CLOSED = "closed", pgettext_lazy("reader’s note", "Closed")

    vote = models.ForeignKey(
        Vote, models.CASCADE, related_name="notes", editable=False, verbose_name=_("vote")
    )
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="notes", editable=False, verbose_name=_("article")
    )
    choice = models.CharField(_("vote"), max_length=7, choices=Choice, editable=False)
    text = models.TextField(_("note"), max_length=LONGEST_NOTE, blank=True, editable=False)
    created_at = models.DateTimeField(_("received"), default=timezone.now, editable=False)
    status = models.CharField(_("state"), max_length=7, choices=Status, default=Status.NEW)
    assigned_to = models.ForeignKey(
        Author,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("assigned to"),
        help_text=_("One of the article’s authors."),
    )
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("last handled by"),
    )
    handled_at = models.DateTimeField(_("last handled"), null=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note from a reader")
        verbose_name_plural = _("notes from readers")
        ordering = ["-pk"]
        permissions = [("erase_note", "Can erase the text of notes from readers")]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(text=""), name="note_erased_holds_no_text"
            )
        ]
        indexes = [
            models.Index(fields=["status", "-id"], name="note_inbox"),
            models.Index(fields=["article", "-id"], name="note_of_article"),
        ]

    def __str__(self) -> str:
        # Stands in logs and histories: it never repeats the text.
        return _("Note %(number)s") % {"number": self.pk}

    def clean(self) -> None:
        """Raise ``ValidationError`` if it is assigned to somebody who did not write the article."""
        author = self.assigned_to_id
        if author and not self.article.contributions.filter(author=author).exists():
            raise ValidationError({"assigned_to": _("Choose one of the article’s authors.")})

    def handle(self, by: Staff, at: datetime.datetime | None = None) -> None:
        """Note who dealt with it last; saved by whoever calls."""
        self.handled_by, self.handled_at = by, at or timezone.now()

    def erase(self, by: Staff) -> bool:
        """Forget the text for good; return whether there was any left."""
        now = timezone.now()
        return bool(
            Note.objects.filter(pk=self.pk, erased_at=None).update(
                text="", erased_at=now, handled_by=by, handled_at=now
            )
        )
