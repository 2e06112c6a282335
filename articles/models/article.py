import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.models.checking import checks_of
from articles.models.content import Content, Contribution
from articles.models.image import Image
from articles.models.revision import (
    WORDS_BESIDE,
    Frozen,
    Revision,
    RevisionAuthor,
    RevisionImage,
)
from articles.models.stage import Stage
from articles.models.timing import Timing
from articles.models.translating import LANGUAGE_TAKEN, Translating
from articles.models.workflow import ArticleQuerySet, Workflow
from articles.publish_checks import blockers
from articles.search import index
from articles.writes import pages_change

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    Staff = AbstractBaseUser


# What a revision's row holds while nothing makes it public.
NOT_PUBLIC: dict[str, None] = dict.fromkeys(
    ["live_from", "live_until", "planned_until", "text_since", "published_at", "published_by"]
)


class StaleError(Exception):
    """Somebody saved the article after this copy of it was read; ``latest`` is what they saved."""

    def __init__(self, latest: Revision | None) -> None:
        super().__init__("the article was saved by somebody else meanwhile")
        self.latest = latest


class Article(Workflow, Timing, Translating, Content):
    """The working copy, which only staff see. Readers get what ``publish`` froze of it.

    ``version`` is the number of its latest revision; a save names the version that it started from.
    """

    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ArticleQuerySet = ArticleQuerySet.as_manager()  # type: ignore[assignment]  # as_manager() hides its type

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-updated_at", "-pk"]
        permissions = [
            ("publish_article", "Can publish, schedule and withdraw articles"),
            ("review_article", "Can approve articles and send them back"),
            ("edit_any_article", "Can see and edit articles of others"),
            ("use_time_machine", "Can see the site as of another time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_set", "language"], name="article_one_translation_per_language"
            )
        ]
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="article_newest"),
            models.Index(fields=["stage", "-updated_at", "-id"], name="article_stage"),
            models.Index(fields=["section", "-updated_at", "-id"], name="article_section_newest"),
            models.Index(fields=["language", "-updated_at", "-id"], name="article_lang_newest"),
            models.Index(
                fields=["-updated_at", "-id"],
                condition=Q(source_moved=True),
                name="article_source_moved",
            ),
            models.Index(fields=["created_by", "stage"], name="article_begun_by"),
            models.Index(fields=["submitted_by", "stage"], name="article_submitted_by"),
            models.Index(fields=["assigned_to", "stage"], name="article_assigned_to"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.language = self.section.language
        self.body = body.clean(self.body)
        super().save(*args, **kwargs)

    @property
    def number_in_address(self) -> int:
        return self.pk

    @transaction.atomic
    def freeze(self, by: Staff | None) -> Revision:
        """Freeze the working copy as it stands in the database into its next revision."""
        article = Article.objects.select_for_update().get(pk=self.pk)
        revision = Revision(article=article, number=article.version + 1, created_by=by)
        revision.copy_content(article)
        # What readers have had is done with: the text from here on is a draft again.
        again = article.stage == Stage.PUBLISHED
        revision.stage = Stage.DRAFT if again else article.stage
        revision.embargo_until = article.embargo_until
        revision.save()
        revision.topics.set(article.topics.all(), through_defaults={"article": article})
        RevisionAuthor.objects.bulk_create(
            RevisionAuthor(
                revision=revision,
                article=article,
                author=contribution.author,
                position=place,
                name=contribution.author.name,
            )
            for place, contribution in enumerate(article.contributions.select_related("author"))
        )
        RevisionImage.objects.bulk_create(
            RevisionImage(
                revision=revision,
                image=image,
                **{name: getattr(image, name) for name in WORDS_BESIDE},
            )
            for image in Image.objects.filter(pk__in=article.photo_ids())
        )
        self.version, self.stage = revision.number, revision.stage
        Article.objects.filter(pk=self.pk).update(version=self.version, stage=self.stage)
        replaced = self.revisions.filter(number=revision.number - 1, live_from=None)
        index.forget(replaced.values_list("pk", flat=True))
        index.write([index.Text.of(revision)])
        return revision

    def freeze_changes(self, by: Staff | None) -> Revision | None:
        """Freeze the working copy if its latest revision says anything else."""
        latest = self.revisions.filter(number=self.version).first()
        if latest is not None and latest.same_content(self):
            return None
        # Topics and byline change in tables of their own.
        Article.objects.filter(pk=self.pk).update(updated_at=timezone.now())
        return self.freeze(by)

    def claim(self, version: int) -> None:
        """Make sure that nobody saved since ``version``; call it inside the saving transaction.

        Raises ``StaleError`` with the revision that came between (none: the article is gone).
        """
        rows = Article.objects.select_for_update().filter(pk=self.pk)
        now = rows.values_list("version", flat=True).first()
        if now != version:
            raise StaleError(self.revisions.filter(number=now or 0).first())

    @transaction.atomic
    def publish(
        self,
        by: Staff | None,
        *,
        at: datetime.datetime | None = None,
        until: datetime.datetime | None = None,
        keep_end: bool = True,
    ) -> Revision:
        """Give the latest revision its public interval, from ``at`` (default: now) to ``until``.

        What is public at that instant ends at it. With ``keep_end`` and no ``until`` an end that
        readers' text already had stays. Another revision that is scheduled for later stays so, and
        this one ends where that one begins; if this one was scheduled itself, it moves, and if
        readers have it already, only its end does. Raises ``ValidationError`` for an instant that
        has passed or lies in the embargo, an end before the start, an end beyond a later scheduled
        revision, for each check that blocks, and where nothing would change.
        """
        article = Article.objects.select_for_update().get(pk=self.pk)
        now = timezone.now()
        if at is not None and at < now:
            raise ValidationError(_("That time has passed. Choose a later one, or publish now."))
        start = at or now
        article.refuse_before_embargo(start)
        latest = self.revisions.order_by("-number").first()
        planned = until
        if latest is not None and planned is None and keep_end and latest.is_ahead(now):
            planned = latest.planned_until
        if (until is not None and until <= start) or (planned is not None and planned <= start):
            raise ValidationError(_("It would end before it begins."))
        if latest is not None and at is None and latest.is_live(now):
            return self._move_end(latest, latest.planned_until if keep_end and not until else until)
        if latest is not None and latest.is_ahead(now):
            self.cancel(latest)
        revision = self._publishable(by, start)
        self.revisions.filter(live_from=start).update(**NOT_PUBLIC)
        current = self.revisions.live(start).first()
        if current is not None:
            if planned is None and keep_end:
                planned = current.planned_until
            current.live_until = start
            current.save(update_fields=["live_until"])
            pages_change(taken=True)
        revision.live_from, revision.planned_until = start, planned
        revision.live_until = self.end_of(start, planned, until)
        revision.published_at, revision.published_by = start, by
        revision.save(update_fields=[*NOT_PUBLIC])
        self._settle(now)
        revision.refresh_from_db(fields=["published_at", "text_since"])
        self._set_stage(Stage.PUBLISHED)
        return revision

    def _move_end(self, live: Revision, planned: datetime.datetime | None) -> Revision:
        """Set another end for what readers have: the text stays theirs, so it is no update."""
        if planned == live.planned_until:
            raise ValidationError(_("Readers have this text already."))
        live.planned_until = planned
        live.live_until = self.end_of(live.live_from, planned, planned)
        live.save(update_fields=["planned_until", "live_until"])
        pages_change(taken=True)
        return live

    def end_of(
        self,
        start: datetime.datetime | None,
        planned: datetime.datetime | None,
        demanded: datetime.datetime | None = None,
    ) -> datetime.datetime | None:
        """Return the planned end, or the start of the next revision if that comes before it.

        Raises ``ValidationError`` if the next one begins before the end that is demanded.
        """
        ahead = self.revisions.filter(live_from__gt=start)
        following = ahead.aggregate(at=Min("live_from"))["at"]
        if demanded is not None and following is not None and demanded > following:
            raise ValidationError(
                _("Another revision is scheduled before that end. Cancel it first.")
            )
        return min(filter(None, [planned, following]), default=None)

    def _settle(self, now: datetime.datetime) -> None:
        """Write what follows from the intervals: the first publication, and changes of text."""
        self.tell_translations()
        public = self.revisions.filter(live_from__isnull=False).order_by("live_from")
        first = public.aggregate(at=Min("live_from"))["at"]
        moved = list(public.exclude(published_at=first).values_list("pk", flat=True))
        public.update(published_at=first)
        self.revisions.all().file()
        before = public.filter(live_from__lt=now).last()
        public.filter(Q(pk__in=moved) | Q(live_from__gte=now)).tell_search()
        for revision in public.filter(live_from__gte=now):
            revision.text_since = None
            if before is not None and before.same_content(revision):
                revision.text_since = before.text_since or before.live_from
            revision.save(update_fields=["text_since"])
            before = revision

    def _stage_of_latest(self) -> str:
        """Return the stage that the latest text has, now that nothing is scheduled for it."""
        latest = self.revisions.order_by("-number").first()
        if latest is None:
            return Stage.DRAFT
        return Stage.PUBLISHED if latest.live_from else latest.stage

    def _set_stage(self, stage: str) -> None:
        self.stage = stage
        Article.objects.filter(pk=self.pk).update(stage=stage)

    def _publishable(self, by: Staff | None, at: datetime.datetime) -> Revision:
        """Return the latest revision, or a copy of it if readers have had it already.

        Raises ``ValidationError`` with all that must be mended before readers get it.
        """
        latest = self.revisions.order_by("-number").first()
        if latest is None or latest.live_from is not None:
            latest = self.freeze(by)
        reasons = blockers(checks_of(latest, at))
        # The words that a photo lacked may have been written in the library since.
        if reasons and (mended := self.freeze_changes(by)):
            latest, reasons = mended, blockers(checks_of(mended, at))
        if reasons:
            raise ValidationError(reasons)
        return latest

    @transaction.atomic
    def withdraw(self, by: Staff | None) -> bool:
        """Take the article away from readers now, and cancel all that is scheduled for it.

        Return whether there was anything to end or cancel.
        """
        Article.objects.select_for_update().get(pk=self.pk)
        now = timezone.now()
        cancelled = self.revisions.filter(live_from__gte=now).update(**NOT_PUBLIC)
        self.revisions.all().file()
        self._set_stage(self._stage_of_latest())
        pages_change(taken=True)
        return bool(self.revisions.live(now).update(live_until=now) + cancelled)

    @transaction.atomic
    def cancel(self, revision: Revision) -> Revision | None:
        """Take back that a revision will become public.

        Return the revision that readers now keep instead, if there is one: it gets back the end
        that it had. Raises ``ValidationError`` if readers have the cancelled one already.
        """
        Article.objects.select_for_update().get(pk=self.pk)
        now = timezone.now()
        scheduled = self.revisions.filter(pk=revision.pk, live_from__gt=now).first()
        if scheduled is None:
            raise ValidationError(_("That revision is not scheduled any more."))
        before = self.revisions.filter(live_until=scheduled.live_from).first()
        self.revisions.filter(pk=scheduled.pk).update(**NOT_PUBLIC)
        self._set_stage(self._stage_of_latest())
        if before is not None:
            before.live_until = self.end_of(before.live_from, before.planned_until)
            before.save(update_fields=["live_until"])
        self._settle(now)
        return before

    @transaction.atomic
    def restore(self, revision: Revision, by: Staff | None) -> Revision:
        """Copy a revision back into the working copy, and freeze that as the newest revision.

        Raises ``ValidationError`` if its language has another article of the same story by now.
        """
        article = Article.objects.select_for_update().get(pk=self.pk)
        if article.language_taken(revision.language):
            raise ValidationError(LANGUAGE_TAKEN)
        article.copy_content(revision)
        article.save()
        article.topics.set(revision.topics.all())
        article.contributions.all().delete()
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=article, author_id=author, position=place)
            for author, place in revision.contributions.values_list("author_id", "position")
        )
        self.refresh_from_db()
        return self.freeze(by)

    def frozen(self) -> Frozen:
        """Return all that ``freeze`` would keep, to compare it with what a revision keeps."""
        photos = Image.objects.filter(pk__in=self.photo_ids())
        return (
            [getattr(self, name) for name in self.content_fields()],
            set(self.topics.values_list("pk", flat=True)),
            list(self.contributions.values_list("author_id", "author__name")),
            {(pk, None, *words) for pk, *words in photos.values_list("pk", *WORDS_BESIDE)},
        )

    def was_public(self, at: datetime.datetime) -> bool:
        """Return whether readers had any revision of it up to that instant."""
        return self.revisions.filter(live_from__lte=at).exists()


class ArticleAuthor(Contribution):
    """A place in the working copy's byline."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="contributions")

    class Meta(Contribution.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("byline")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                name="article_author_once",
                violation_error_message=_("An author stands in a byline once."),
            )
        ]

    def __str__(self) -> str:
        return str(self.author)
