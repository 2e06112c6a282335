"""How articles of several languages tell one story, and whether one has fallen behind another."""

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body
from articles.models.author import Author
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.topic import Topic
from articles.writes import pages_change

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff

LANGUAGE_TAKEN = _("That story has an article in this language already.")
BEFORE_ALL = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


class TranslationSet(models.Model):
    """Ties articles that tell the same story in several languages."""

    class Meta:
        app_label = "articles"

    def __str__(self) -> str:
        return f"#{self.pk}"


def is_stale(at: datetime.datetime) -> Q:
    """Return the condition for articles whose source readers had in another text since.

    The text is another one if it began after the revision that was translated came out, or that
    never did. ``source_moved`` keeps the look at intervals to the few that it can be true for.
    """
    since = Revision.objects.live(at).filter(
        article=OuterRef("translated_from__article"),
        number__gt=OuterRef("translated_from__number"),
    )
    came_out = Coalesce(OuterRef("translated_from__live_from"), BEFORE_ALL)
    return Q(source_moved=True) & Q(
        Exists(since.filter(Q(text_since=None) | Q(text_since__gt=came_out)))
    )


class Translating(models.Model):
    """``translated_from`` is the revision, of another article, that this one translates.

    ``source_moved`` says that a later one of that article was published or scheduled: what that
    means for readers at some instant, ``is_stale`` reads from the intervals.
    """

    translation_set = models.ForeignKey(
        TranslationSet, models.SET_NULL, null=True, blank=True, editable=False
    )
    translated_from = models.ForeignKey(
        Revision, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    source_moved = models.BooleanField(default=False, editable=False)

    if TYPE_CHECKING:
        language: Any
        slug: Any
        revisions: Any
        topics: Any
        contributions: Any

        def copy_content(self, source: Any) -> None: ...
        def freeze(self, by: Staff | None) -> Revision: ...

    class Meta:
        abstract = True

    @classmethod
    def _rows(cls) -> Any:
        return cls._default_manager.all()

    def language_taken(self, language: str, other: "Translating | None" = None) -> bool:
        """Return whether another article tells this story, or the other's, in that language."""
        story = (other or self).translation_set_id
        if story is None:
            return other is not None and other.language == language
        tied = self._rows().filter(translation_set=story, language=language)
        return tied.exclude(pk=self.pk).exists()

    @transaction.atomic
    def link_translation(self, other: "Translating") -> None:
        """Tie this article to ``other`` and to all that ``other`` is tied to.

        Raises ``ValidationError`` if that would give a language two articles.
        """
        other = self._rows().select_for_update().get(pk=other.pk)
        if self.pk == other.pk or self.language_taken(self.language, other):
            raise ValidationError(LANGUAGE_TAKEN)
        if other.translation_set_id is None:
            other.translation_set = TranslationSet.objects.create()
            other.save(update_fields=["translation_set"])
        self._rows().filter(pk=self.pk).update(translation_set=other.translation_set)
        pages_change()
        self.translation_set = other.translation_set

    def unlink_translation(self) -> None:
        alone = {"translation_set": None, "translated_from": None, "source_moved": False}
        self._rows().filter(pk=self.pk).update(**alone)
        pages_change()
        for name, value in alone.items():
            setattr(self, name, value)

    def to_translate(self, at: datetime.datetime) -> Revision | None:
        """Return what a translation starts from: what readers have, else the newest text."""
        live: Revision | None = self.revisions.live(at).first()
        return live or self.revisions.order_by("-number").first()

    @transaction.atomic
    def begin_translation(self, section: Section, by: "Staff | None") -> Self:
        """Return a new article of that section that holds this one's text, to be overwritten.

        Photos carry over, and topics and names that have a counterpart; a link to an article leads
        to its translation where there is one. Raises ``ValidationError`` if the story has an
        article in that language.
        """
        self._rows().select_for_update().get(pk=self.pk)
        source = self.to_translate(timezone.now())
        if source is None or self.language_taken(section.language, self):
            raise ValidationError(LANGUAGE_TAKEN)
        article: Any = type(self)(translated_from=source, created_by=by)
        article.copy_content(source)
        article.section, article.seo_title, article.seo_description = section, "", ""
        linked = [*body.article_ids(source.body), *source.related]
        others = self._translations_of(linked, section.language)
        article.body = body.with_articles(source.body, others)
        article.related = [others[number] for number in source.related if number in others]
        article.save()
        article.topics.set(Topic.in_language(section.language, source.topics.all()))
        names = [each.author for each in source.contributions.select_related("author")]
        for place, author in enumerate(Author.in_language(section.language, names)):
            article.contributions.create(author=author, position=place)
        article.link_translation(self)
        article.freeze(by)
        begun: Self = article
        return begun

    def _translations_of(self, articles: list[int], language: str) -> dict[int, int]:
        """Return which article tells the story of each of those in that language."""
        if not articles:
            return {}
        told = self._rows().filter(pk__in=articles, translation_set__isnull=False)
        sets = dict(told.values_list("translation_set", "pk"))
        tied = self._rows().filter(translation_set__in=sets, language=language)
        return {sets[story]: pk for story, pk in tied.values_list("translation_set", "pk")}

    @transaction.atomic
    def keep_up(self, source: Revision) -> None:
        """Note that this article says what that revision of another one says."""
        self._rows().select_for_update().get(pk=source.article_id)
        later = Revision.objects.filter(article=source.article_id, number__gt=source.number)
        moved = later.filter(live_from__isnull=False).exists()
        self._rows().filter(pk=self.pk).update(translated_from=source, source_moved=moved)
        self.translated_from, self.source_moved = source, moved

    def keep_up_with(self, other: "Translating") -> None:
        """Note that this article says what the other one says now, unless that translates it."""
        source = other.to_translate(timezone.now())
        theirs = other.translated_from
        if source is not None and (theirs is None or theirs.article_id != self.pk):
            self.keep_up(source)

    def has_slug_of_source(self) -> bool:
        """Return whether its address, which no reader has yet, is in the words of its source."""
        source = self.translated_from
        if source is None or source.language == self.language or source.slug != self.slug:
            return False
        return not self.revisions.filter(live_from__isnull=False).exists()

    def tell_translations(self) -> None:
        """Have those that were translated from this article look whether they are behind."""
        behind = self._rows().filter(translated_from__article=self.pk, source_moved=False)
        behind.update(source_moved=True)
