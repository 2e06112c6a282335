from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import languages
from articles.addresses import of_page
from articles.models.counterpart import Counterpart


class Topic(Counterpart):
    """What an article is about, across sections, in one language."""

    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="topic_slug_once_per_language",
                violation_error_message=_("This language has a topic with this slug already."),
            ),
            models.UniqueConstraint(
                fields=["counterpart_of", "language"], name="topic_counterpart_once_per_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"

    def get_absolute_url(self) -> str:
        return of_page("articles:topic", self.language, self.slug)

    def clean(self) -> None:
        super().clean()
        if self.pk and (self.article_set.exists() or self.revision_set.exists()):
            before = Topic.objects.only("language").get(pk=self.pk)
            if before.language != self.language:
                raise ValidationError(
                    {"language": _("The language of a topic that an article has stays.")}
                )
