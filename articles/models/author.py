from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import languages
from articles.addresses import of_page
from articles.models.counterpart import Counterpart


class Author(Counterpart):
    """Whose name stands in a byline, as it is written in one language."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")

    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("slug"), max_length=100, allow_unicode=True)
    bio = models.TextField(_("biography"), blank=True, max_length=1000)
    photo = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo"),
    )

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="author_slug_once_per_language",
                violation_error_message=_("This language has an author with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["counterpart_of", "language"], name="author_counterpart_once_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def get_absolute_url(self) -> str:
        return of_page("articles:author", self.language, self.slug)

    def clean(self) -> None:
        super().clean()
        if self.pk and (self.articleauthor_set.exists() or self.revisionauthor_set.exists()):
            before = Author.objects.only("language").get(pk=self.pk)
            if before.language != self.language:
                raise ValidationError(
                    {"language": _("The language of an author who stands in a byline stays.")}
                )
