from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import languages


class Topic(models.Model):
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
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"
