from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import languages
from articles.addresses import of_page, validate_section_slug
from articles.models.counterpart import Counterpart


class Section(Counterpart):
    """A part of the paper in one language; its slug is part of its articles' addresses."""

    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(
        _("slug"), max_length=60, allow_unicode=True, validators=[validate_section_slug]
    )
    description = models.CharField(_("description"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Sections stand in the menu in this order.")
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["language", "position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="section_slug_once_per_language",
                violation_error_message=_("This language has a section with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["counterpart_of", "language"], name="section_counterpart_once_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def get_absolute_url(self) -> str:
        return of_page("articles:section", self.language, self.slug)

    def addresses(self) -> list[str]:
        """Return the addresses of its pages; those of its articles go by their numbers."""
        feed = reverse("articles:section-feed", args=[self.language, self.slug])
        return [self.get_absolute_url(), feed]

    def clean(self) -> None:
        super().clean()
        if self.pk and (self.article_set.exists() or self.revision_set.exists()):
            before = Section.objects.only("language").get(pk=self.pk)
            if before.language != self.language:
                raise ValidationError(
                    {"language": _("The language of a section that holds articles stays.")}
                )
