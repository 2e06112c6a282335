import datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.body import plain_text
from articles.json_list import listed
from articles.models.content import Content, Contribution
from articles.models.earlier_file import EarlierFile
from articles.models.filed import Filed, newest_of
from articles.models.image import Image
from articles.models.photo_file import PhotoFile
from articles.models.stage import Stage
from articles.models.topic import Topic
from articles.reading_time import word_count
from articles.search import index
from articles.search.terms import terms

if TYPE_CHECKING:
    from articles.models.article import Article


# Fields, topics, the byline as printed, the photos with their earlier files and words.
Frozen = tuple[list[Any], set[int], list[tuple[int, str]], set[tuple[Any, ...]]]
WORDS_BESIDE = ["alt", "decorative", "caption", "credit"]  # of a photo: the library's and as frozen


class RevisionQuerySet(models.QuerySet["Revision"]):
    def live(self, at: datetime.datetime) -> Self:
        """Return what is public at that instant: the one definition of “public”."""
        return self.filter(Q(live_until=None) | Q(live_until__gt=at), live_from__lte=at)

    def matching(self, typed: str, *, unfinished: bool = False) -> Self:
        """Return the newest of those that hold the words and the “phrases” typed.

        At most ``search.index.MOST_FOUND`` are looked at; nothing matches what holds no word. With
        ``unfinished`` the last word may be the beginning of one.
        """
        wanted = terms(typed, unfinished=unfinished)
        return self.filter(pk__in=index.found(wanted)) if wanted else self.none()

    def indexed(self) -> Self:
        """Return what the index of the search holds: the latest of each article, and the public."""
        return self.filter(Q(number=F("article__version")) | Q(live_from__isnull=False))

    def filed_under(self, ties: str, **under: models.Model) -> Self:
        """Return what a topic or an author lists; ``by="filed_"`` then reads that list's index.

        ``ties`` names the relation to the rows that file a revision: ``revisiontopic``.
        """
        below = Q(**{f"{ties}__{name}": row for name, row in under.items()})
        joined = self.annotate(filed=FilteredRelation(ties, condition=below))
        # Conditions on what is annotated find the one join; on the relation, each makes its own.
        return joined.filter(filed__published_at__isnull=False).annotate(
            filed_published_at=F("filed__published_at"), filed_article_id=F("filed__article_id")
        )

    def newest_first(self, by: str = "") -> Self:
        return self.order_by(f"-{by}published_at", f"-{by}article_id")

    def oldest_first(self) -> Self:
        return self.order_by("published_at", "article_id")

    def newer_than(self, published_at: datetime.datetime, article_id: int) -> Self:
        """Return what comes before that place in ``newest_first``."""
        return self.filter(
            Q(published_at__gt=published_at) | Q(article_id__gt=article_id),
            published_at__gte=published_at,
        )

    def older_than(self, published_at: datetime.datetime, article_id: int, by: str = "") -> Self:
        """Return what comes after that place in ``newest_first``."""
        return self.filter(
            Q(**{f"{by}published_at__lt": published_at}) | Q(**{f"{by}article_id__lt": article_id}),
            **{f"{by}published_at__lte": published_at},
        )

    def file(self) -> None:
        """Let the lists of topics and authors follow when these were first public, if ever."""
        told = Revision.objects.filter(pk=OuterRef("revision")).values("published_at")
        for model in (RevisionTopic, RevisionAuthor):
            rows = model._default_manager.filter(revision__in=self.order_by().values("pk"))
            rows.update(published_at=Subquery(told))

    def tell_search(self) -> None:
        """Put these into the index of the search, in place of what it holds of them."""
        rows = self.prefetch_related("contributions", "topics")
        index.write([index.Text.of(row) for row in rows])

    def whole(self) -> Self:
        """Fetch with each row all of its own that its page says, byline and topics included.

        ``tie`` is the number of what its article and the translations of it have in common.
        """
        names = RevisionAuthor._default_manager.all()
        topics = RevisionTopic._default_manager.all()
        author = {name: f"author__{name}" for name in ("kind", "slug", "language")}
        topic = {name: f"topic__{name}" for name in ("id", "name", "slug", "language")}
        return self.select_related("section").annotate(
            byline=listed(names, "revision", id="id", name="name", position="position", **author),
            about=listed(topics, "revision", **topic),
            tie=F("article__translation_set"),
        )

    def cards(self) -> Self:
        """Fetch with each row what a teaser shows."""
        return self.select_related("section", "lead_image", "lead_file").defer("body")


class Revision(Content):
    """An article as it stood at one save: what readers read, since nobody edits it any more.

    It is public while ``live_from <= now < live_until``; no ``live_until`` means until further
    notice, no ``live_from`` never. ``planned_until`` is the end that was set for it: it ends before
    that where another revision takes its place, and goes on to it if that one is cancelled.
    ``published_at`` is when the *article* was first public, so that an update keeps its place in
    every listing. ``text_since`` is when readers first got this very text, if the revision that was
    public before says the same. ``embargo_until`` is the article's while the revision is not out.
    ``lead_file`` is the file that its lead photo had, where the library has another by now.
    """

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="revisions", verbose_name=_("article")
    )
    topics = models.ManyToManyField(  # type: ignore[assignment]  # the same, but kept from deletion
        Topic, through="RevisionTopic", blank=True, verbose_name=_("topics")
    )
    number = models.PositiveIntegerField(_("number"))
    words = models.PositiveIntegerField(_("words"), default=0, editable=False)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )
    stage = models.CharField(
        _("stage"), max_length=9, choices=Stage, default=Stage.DRAFT, editable=False
    )
    live_from = models.DateTimeField(_("public from"), null=True, blank=True)
    live_until = models.DateTimeField(_("public until"), null=True, blank=True)
    planned_until = models.DateTimeField(null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField(null=True, blank=True, editable=False)
    lead_file = models.ForeignKey(
        EarlierFile, models.PROTECT, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    text_since = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(live_from__isnull=False, live_until=None),
                name="revision_one_open_ended",
            ),
            models.UniqueConstraint(
                fields=["article", "live_from"],
                condition=Q(live_from__isnull=False),
                name="revision_one_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(live_until=None) | Q(live_until__gt=F("live_from")),
                name="revision_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(embargo_until=None)
                | Q(live_from=None)
                | Q(live_from__gte=F("embargo_until")),
                name="revision_not_before_its_embargo",
            ),
            models.CheckConstraint(
                condition=Q(live_from=None, live_until=None, published_at=None)
                | Q(live_from__isnull=False, published_at__isnull=False),
                name="revision_public_or_not",
            ),
        ]
        indexes = [
            models.Index(
                fields=["language", "-published_at", "-article"],
                condition=Q(live_from__isnull=False),
                name="revision_front",
            ),
            models.Index(
                fields=["section", "-published_at", "-article"],
                condition=Q(live_from__isnull=False),
                name="revision_section",
            ),
            models.Index(
                fields=["live_from"], condition=Q(live_from__isnull=False), name="revision_begins"
            ),
            models.Index(
                fields=["live_until"],
                condition=Q(live_until__isnull=False),
                name="revision_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.headline} ({self.number})"

    @property
    def number_in_address(self) -> int:
        return self.article_id

    @property
    def updated_at(self) -> datetime.datetime | None:
        """When readers last got another text than the first one; ``None`` if they never did."""
        since = self.text_since or self.live_from
        return since if since != self.published_at else None

    @property
    def lead_picture(self) -> PhotoFile | None:
        return self.lead_file or self.lead_image

    def is_ahead(self, at: datetime.datetime) -> bool:
        return self.live_from is not None and self.live_from > at

    def is_live(self, at: datetime.datetime) -> bool:
        return (
            self.live_from is not None
            and self.live_from <= at
            and (self.live_until is None or at < self.live_until)
        )

    def copy_content(self, source: Content) -> None:
        super().copy_content(source)
        self.words = word_count(plain_text(self.body))

    def frozen(self) -> Frozen:
        """Return all that it keeps of the article."""
        return (
            [getattr(self, name) for name in self.content_fields()],
            set(self.topics.values_list("pk", flat=True)),
            list(self.contributions.values_list("author_id", "name")),
            set(self.photos.values_list("image_id", "earlier", *WORDS_BESIDE)),
        )

    def same_content(self, other: "Article | Revision") -> bool:
        """Return whether the other revision says the same, or a working copy would freeze to it."""
        return self.frozen() == other.frozen()


class RevisionAuthor(Contribution, Filed):
    """A place in a frozen byline; ``name`` is the name as it was printed."""

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="contributions")
    name = models.CharField(max_length=100)

    class Meta(Contribution.Meta):
        constraints = [
            models.UniqueConstraint(fields=["revision", "author"], name="revision_author_once")
        ]
        indexes = [newest_of("author")]

    def __str__(self) -> str:
        return self.name


class RevisionTopic(Filed):
    """A topic of a revision: what is frozen cannot lose it, so such a topic cannot be deleted."""

    revision = models.ForeignKey(Revision, models.CASCADE)
    topic = models.ForeignKey(Topic, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "topic"], name="revision_topic_once")
        ]
        indexes = [newest_of("topic")]

    def __str__(self) -> str:
        return str(self.topic)


class RevisionImage(models.Model):
    """A photo of a revision, with the words that stood beside it.

    The file stays, too: ``earlier`` is the one that it had, where the library has put another in
    its place since. The focal point is the library's and moves everywhere at once, as long as the
    file is: it says where to crop, not what the article says.
    """

    revision = models.ForeignKey(Revision, models.CASCADE, related_name="photos")
    image = models.ForeignKey(Image, models.PROTECT)
    earlier = models.ForeignKey(EarlierFile, models.PROTECT, null=True, related_name="frozen_in")
    alt = models.CharField(max_length=300, blank=True)
    decorative = models.BooleanField(default=False)
    caption = models.TextField(max_length=600, blank=True)
    credit = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "image"], name="revision_image_once")
        ]

    def __str__(self) -> str:
        return self.caption[:80] or self.alt[:80]

    @property
    def file(self) -> PhotoFile:
        return self.earlier or self.image
