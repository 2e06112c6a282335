from collections.abc import Iterable, Iterator
from copy import copy
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import body, languages
from articles.addresses import of_page
from articles.models.author import Author
from articles.models.image import Image
from articles.models.section import Section
from articles.models.sharing import Shared
from articles.models.topic import Topic

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

MOST_RELATED = 6
BODY_LIMIT = 400_000  # characters of HTML: some 60,000 words


class Content(Shared, models.Model):
    """What an article says. The working copy and each revision of it hold the same fields.

    ``language`` repeats the section's, for constraints and indexes. ``related`` holds the ids of
    articles as a body does: one that is gone, or not public, is simply not shown.
    """

    language = models.CharField(
        _("language"), max_length=10, choices=languages.choices, editable=False
    )
    section = models.ForeignKey(Section, models.PROTECT, verbose_name=_("section"))
    headline = models.CharField(_("headline"), max_length=150)
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        allow_unicode=True,
        help_text=_("The last words of the address; the article keeps its number if they change."),
    )
    standfirst = models.CharField(
        _("standfirst"),
        max_length=400,
        blank=True,
        help_text=_("One or two sentences below the headline."),
    )
    lead_image = models.ForeignKey(
        Image, models.PROTECT, null=True, blank=True, verbose_name=_("lead photo")
    )
    body = ProseEditorField(
        _("body"),
        blank=True,
        extensions=body.EXTENSIONS,
        sanitize=body.clean,
        validators=[MaxLengthValidator(BODY_LIMIT)],
    )
    related = models.JSONField(
        _("related stories"),
        default=list,
        blank=True,
        help_text=_("In this order below the text. None: the newest of its topics."),
    )
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        parts = self.language, self.section.slug, self.number_in_address, self.slug
        return of_page("articles:article", *parts)

    def clean(self) -> None:
        """Raise ``ValidationError`` for what the body refers to in vain, or holds too much of."""
        if errors := list(problems_in(self.body)):
            raise ValidationError({"body": errors})

    @classmethod
    def content_fields(cls) -> list[str]:
        """Return the attribute names of the shared fields (``section_id``, not ``section``)."""
        return [field.attname for field in Content._meta.local_fields]

    @property
    def number_in_address(self) -> int:
        """The article's id, which decides the address."""
        raise NotImplementedError

    def photo_ids(self) -> list[int]:
        """Return the ids of its photos, each once: the lead, the body’s, the one for links."""
        photos = [self.lead_image_id, *body.photo_ids(self.body), self.social_image_id]
        return list(dict.fromkeys(filter(None, photos)))

    def copy_content(self, source: "Content") -> None:
        for name in self.content_fields():
            setattr(self, name, copy(getattr(source, name)))


class Contribution(models.Model):
    """An author's place in a byline."""

    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


def problems_in(html: str) -> Iterator[str]:
    """Yield what a cleaned body refers to in vain, and what it holds too much of."""
    yield from body.problems(html)
    wanted, linked = set(body.photo_ids(html)), set(body.article_ids(html))
    yield from _missing(Image, wanted, _("The image library has no photo %(numbers)s."))
    articles = apps.get_model("articles", "Article")
    yield from _missing(articles, linked, _("There is no article %(numbers)s to link to."))


def _missing(model: type[models.Model], wanted: set[int], message: "StrPromise") -> Iterator[str]:
    """Yield the message if there are ids that the model has no row for."""
    if not wanted:
        return
    rows = model._default_manager.filter(pk__in=wanted)
    if missing := wanted.difference(rows.values_list("pk", flat=True)):
        yield message % {"numbers": ", ".join(map(str, sorted(missing)))}


def languages_differ(language: str, parts: Iterable[Author | Topic]) -> list[str]:
    """Return the names among ``parts`` that are written in another language."""
    return [part.name for part in parts if part.language != language]
