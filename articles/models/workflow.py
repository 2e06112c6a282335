"""The way of a text from its first draft to readers: its stage, its people, its due time.

The rules of who may see and change which article stand here and nowhere else.
"""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision
from articles.models.stage import Stage

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    from django.contrib.auth.models import AbstractBaseUser as Staff

Anybody = Staff | AnonymousUser

# Permissions that are asked for by name. ``Article.Meta`` declares them.
CHANGE = "articles.change_article"
PUBLISH = "articles.publish_article"
REVIEW = "articles.review_article"
EDIT_ANY = "articles.edit_any_article"

LONGEST_COMMENT = 2000  # characters
# From which stages a text can be moved to each.
BEFORE: dict[str, set[str]] = {
    Stage.IN_REVIEW: {Stage.DRAFT},
    Stage.APPROVED: {Stage.DRAFT, Stage.IN_REVIEW},
    Stage.DRAFT: {Stage.IN_REVIEW, Stage.APPROVED},
}


def sees_all(user: Anybody) -> bool:
    """Return whether other people's unpublished work is open to a person."""
    return user.has_perm(EDIT_ANY) or user.has_perm(REVIEW)


def owned_by(user: Anybody) -> Q:
    """Return the condition for what a person began, handed in for review, or has now."""
    return Q(created_by=user.pk) | Q(submitted_by=user.pk) | Q(assigned_to=user.pk)


class ArticleQuerySet(models.QuerySet[Any]):
    def own(self, user: Anybody) -> Self:
        return self.filter(owned_by(user))

    def visible_to(self, user: Anybody, at: datetime.datetime | None = None) -> Self:
        """Return what a person may see of the working copies.

        Whoever does not see everybody's sees their own, and those that say no more than readers
        have at that instant (default: now).
        """
        if sees_all(user):
            return self.all()
        latest = Revision.objects.filter(article=OuterRef("pk"), number=OuterRef("version"))
        return self.filter(owned_by(user) | Exists(latest.live(at or timezone.now())))

    def editable_by(self, user: Anybody) -> Self:
        """Return what a person may change; ``Article.is_editable_by`` says the same of one."""
        if not user.has_perm(CHANGE):
            return self.none()
        rows = self.all() if user.has_perm(EDIT_ANY) else self.own(user)
        return rows if user.has_perm(REVIEW) else rows.exclude(stage=Stage.APPROVED)


def _person(label: Any, **options: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=label,
        **options,
    )


class Workflow(models.Model):
    """``submitted_by`` handed in the text for review last."""

    stage = models.CharField(
        _("stage"), max_length=9, choices=Stage, default=Stage.DRAFT, editable=False
    )
    created_by = _person(_("begun by"), editable=False, db_index=False)
    submitted_by = _person(_("submitted by"), editable=False, db_index=False)
    assigned_to = _person(_("assigned to"), blank=True, db_index=False)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    version: Any  # the article's own
    revisions: Any
    steps: Any

    class Meta:
        abstract = True

    def is_own(self, user: Anybody) -> bool:
        people = (self.created_by_id, self.submitted_by_id, self.assigned_to_id)
        return user.pk is not None and user.pk in people

    def is_open_to(self, user: Anybody) -> bool:
        """Return whether a person may see all of it: drafts, comments, its whole history."""
        return sees_all(user) or self.is_own(user)

    def is_visible_to(self, user: Anybody) -> bool:
        rows: Any = type(self)._default_manager
        return self.is_open_to(user) or rows.visible_to(user).filter(pk=self.pk).exists()

    def is_editable_by(self, user: Anybody) -> bool:
        """Who approves texts may change an approved one; its writer may not any more."""
        return (
            user.has_perm(CHANGE)
            and (user.has_perm(EDIT_ANY) or self.is_own(user))
            and (self.stage != Stage.APPROVED or user.has_perm(REVIEW))
        )

    @transaction.atomic
    def move(self, to: Stage, by: Staff, comment: str = "") -> "WorkflowStep":
        """Submit the latest text, approve it or send it back.

        Submitted, it leaves its writer's hands for those of who sent it back last, or nobody's;
        sent back, it is its writer's again. Raises ``ValidationError`` from a stage that does not
        lead there, and where something is sent back without a word.
        """
        article = type(self)._default_manager.select_for_update().get(pk=self.pk)
        if article.stage not in BEFORE[to]:
            raise ValidationError(_refusal(article.stage))
        if to == Stage.DRAFT and not comment:
            raise ValidationError(_("Say in a comment what is to be done."))
        before, article.stage = article.stage, to
        if to == Stage.IN_REVIEW:
            article.submitted_by = by
            if article.assigned_to_id == by.pk:
                article.assigned_to = article.last_reviewer()
        elif to == Stage.DRAFT:
            article.assigned_to_id = article.submitted_by_id or article.created_by_id
        article.save(update_fields=["stage", "submitted_by", "assigned_to"])
        self.revisions.filter(number=article.version).update(stage=to)
        for name in ("stage", "submitted_by_id", "assigned_to_id"):
            setattr(self, name, getattr(article, name))
        return self._step(by, before, comment)

    def last_reviewer(self) -> Staff | None:
        """Return who sent the text back last, if they still work here."""
        back = self.steps.filter(after=Stage.DRAFT).exclude(before=Stage.DRAFT)
        step = back.select_related("by").first()
        return step.by if step and step.by and step.by.is_active else None

    def hand_to(
        self, person: Staff | None, due_at: datetime.datetime | None, by: Staff
    ) -> "WorkflowStep | None":
        """Set who has the article and until when; return the step if it changes hands."""
        changed = person != self.assigned_to
        self.assigned_to, self.due_at = person, due_at
        type(self)._default_manager.filter(pk=self.pk).update(assigned_to=person, due_at=due_at)
        return self._step(by, self.stage) if changed else None

    def comment(self, by: Staff, comment: str) -> "WorkflowStep":
        return self._step(by, self.stage, comment)

    def _step(self, by: Staff, before: str, comment: str = "") -> "WorkflowStep":
        return self.steps.create(
            by=by,
            before=before,
            after=self.stage,
            assigned_to_id=self.assigned_to_id,
            revision=self.version,
            comment=comment,
        )


def _refusal(stage: str) -> str:
    return {
        Stage.DRAFT: gettext("It is a draft already."),
        Stage.IN_REVIEW: gettext("It is in review already."),
        Stage.APPROVED: gettext("It is approved already."),
        Stage.PUBLISHED: gettext("There is nothing new in it: this text was given to readers."),
    }[Stage(stage)]


class WorkflowStep(models.Model):
    """One step of a text on its way: kept for good, with what was said about it.

    A step between equal stages is a comment, or a change of who has the article.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="steps")
    at = models.DateTimeField(_("time"), default=timezone.now)
    by = _person(_("by"))
    before = models.CharField(_("from stage"), max_length=9, choices=Stage)
    after = models.CharField(_("to stage"), max_length=9, choices=Stage)
    assigned_to = _person(_("assigned to"))
    revision = models.PositiveIntegerField(_("revision"))
    comment = models.TextField(_("comment"), max_length=LONGEST_COMMENT, blank=True)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["article", "-id"], name="step_of_article")]

    def __str__(self) -> str:
        return str(self.what)

    @property
    def moved(self) -> bool:
        return self.before != self.after

    @property
    def what(self) -> str:
        """What happened, in a word or two."""
        if not self.moved:
            return gettext("Comment") if self.comment else gettext("Assigned")
        return {
            Stage.IN_REVIEW: gettext("Submitted for review"),
            Stage.APPROVED: gettext("Approved"),
            Stage.DRAFT: gettext("Sent back"),
            Stage.PUBLISHED: gettext("Published"),
        }[Stage(self.after)]
