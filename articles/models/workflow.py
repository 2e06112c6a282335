"""The way of a text from its first draft to readers: its stage, its people, its due time.

The rules of who may see and change which article stand here and nowhere else.
"""

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision
from articles.models.stage import Stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff

else:
    Staff = AbstractBaseUser

Anybody = Staff | AnonymousUser

# Permissions that are asked for by name. ``Article.Meta`` declares them.
CHANGE = "articles.change_article"
PUBLISH = "articles.publish_article"
REVIEW = "articles.review_article"
EDIT_ANY = "articles.edit_any_article"

LONGEST_COMMENT = 2000  # characters


def sees_all(user: Anybody) -> bool:
    """Return whether other people's unpublished work is open to a person."""
    return user.has_perm(EDIT_ANY) or user.has_perm(REVIEW)


class ArticleQuerySet(models.QuerySet["Article"]):
    def own(self, user: Anybody) -> Self:
        """Return what a person began, or what is assigned to them."""
        return self.filter(Q(created_by=user.pk) | Q(assigned_to=user.pk))

    def visible_to(self, user: Anybody, at: datetime.datetime | None = None) -> Self:
        """Return what a person may see of the working copies.

        Whoever does not see everybody's sees their own, and those that say no more than readers
        have at that instant (default: now).
        """
        if sees_all(user):
            return self.all()
        latest = Revision.objects.filter(article=OuterRef("pk"), number=OuterRef("version"))
        known = Exists(latest.live(at or timezone.now()))
        return self.filter(Q(created_by=user.pk) | Q(assigned_to=user.pk) | known)

    def editable_by(self, user: Anybody) -> Self:
        """Return what a person may change; ``Article.is_editable_by`` says the same of one."""
        if not user.has_perm(CHANGE):
            return self.none()
        rows = self.all() if user.has_perm(EDIT_ANY) else self.own(user)
        return rows if user.has_perm(REVIEW) else rows.exclude(stage=Stage.APPROVED)


class Workflow(models.Model):
    stage = models.CharField(
        _("stage"), max_length=9, choices=Stage, default=Stage.DRAFT, editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
        verbose_name=_("begun by"),
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    class Meta:
        abstract = True

    def is_own(self, user: Anybody) -> bool:
        return user.pk is not None and user.pk in (self.created_by_id, self.assigned_to_id)

    def is_open_to(self, user: Anybody) -> bool:
        """Return whether a person may see all of it: drafts, comments, its whole history."""
        return sees_all(user) or self.is_own(user)

    def is_visible_to(self, user: Anybody) -> bool:
        rows = type(self)._default_manager.filter(pk=self.pk)
        return self.is_open_to(user) or rows.visible_to(user).exists()  # type: ignore[attr-defined]

    def is_editable_by(self, user: Anybody) -> bool:
        """Who approves texts may change an approved one; its writer may not any more."""
        return (
            user.has_perm(CHANGE)
            and (user.has_perm(EDIT_ANY) or self.is_own(user))
            and (self.stage != Stage.APPROVED or user.has_perm(REVIEW))
        )


class WorkflowStep(models.Model):
    """One step of a text on its way: kept for good, with what was said about it.

    A step between equal stages is a change of who has it.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="steps")
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    before = models.CharField(_("from stage"), max_length=9, choices=Stage)
    after = models.CharField(_("to stage"), max_length=9, choices=Stage)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    revision = models.PositiveIntegerField(_("revision"))
    comment = models.TextField(_("comment"), max_length=LONGEST_COMMENT, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "-id"], name="step_of_article")]

    def __str__(self) -> str:
        return f"{self.get_before_display()} → {self.get_after_display()}"
