from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import summary
from articles.models.image import Image

TITLE_LIMIT = 70  # characters; search engines cut what is longer
DESCRIPTION_LIMIT = 200


class Shared(models.Model):
    """What search engines and shared links show of an article; what is empty falls back."""

    seo_title = models.CharField(
        _("title for search engines"),
        max_length=TITLE_LIMIT,
        blank=True,
        help_text=_("Shared links show it, too. Empty: the headline."),
    )
    seo_description = models.CharField(
        _("description for search engines"),
        max_length=DESCRIPTION_LIMIT,
        blank=True,
        help_text=_("Empty: the standfirst, or the first sentence of the text."),
    )
    social_image = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photo for shared links"),
        help_text=_("Empty: the lead photo, or the first one in the text."),
    )

    headline: "models.CharField[str, str]"
    standfirst: "models.CharField[str, str]"
    body: str

    class Meta:
        abstract = True

    @property
    def title_elsewhere(self) -> str:
        return self.seo_title or self.headline

    @property
    def description_elsewhere(self) -> str:
        return (
            self.seo_description
            or self.standfirst
            or summary.first_sentence(self.body, DESCRIPTION_LIMIT)
        )
