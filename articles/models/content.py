from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from articles import body, languages
from articles.models.author import Author
from articles.models.image import Image
from articles.models.section import Section
from articles.models.topic import Topic

BODY_LIMIT = 400_000  # characters of HTML: some 60,000 words


class Content(models.Model):
    """What an article says. The working copy and each revision of it hold the same fields.

    ``language`` repeats the section's, for constraints and indexes.
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
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse(
            "articles:article",
            args=[self.language, self.section.slug, self.number_in_address, self.slug],
        )

    def clean(self) -> None:
        """Raise ``ValidationError`` for photos in the body that the library does not hold."""
        wanted = set(body.photo_ids(self.body))
        missing = wanted - set(Image.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        if missing:
            numbers = ", ".join(map(str, sorted(missing)))
            raise ValidationError(
                {"body": _("The image library has no photo %(numbers)s.") % {"numbers": numbers}}
            )

    @classmethod
    def content_fields(cls) -> list[str]:
        """Return the attribute names of the shared fields (``section_id``, not ``section``)."""
        return [field.attname for field in Content._meta.local_fields]

    @property
    def number_in_address(self) -> int:
        """The article's id, which decides the address."""
        raise NotImplementedError

    def photo_ids(self) -> list[int]:
        """Return the ids of the lead photo and the photos in the body, each once, in order."""
        lead = [self.lead_image_id] if self.lead_image_id else []
        return list(dict.fromkeys([*lead, *body.photo_ids(self.body)]))

    def copy_content(self, source: "Content") -> None:
        for name in self.content_fields():
            setattr(self, name, getattr(source, name))


class Contribution(models.Model):
    """An author's place in a byline."""

    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]


def languages_differ(language: str, parts: Iterable[Author | Topic]) -> list[str]:
    """Return the names among ``parts`` that are written in another language."""
    return [part.name for part in parts if part.language != language]
