from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.photo_file import PhotoFile, PhotoFileQuerySet
from articles.resemblance import ALIKE, PLAIN, Look, distance
from articles.search import photos
from articles.search.terms import terms

DECORATIVE_WITH_ALT = _(
    "A decorative photo has no alternative text: take the text away, or the tick."
)
MOST_COMPARED = 500  # photos that are held against a new one
QUARTERS = ["quarter_1", "quarter_2", "quarter_3", "quarter_4"]


class ImageQuerySet(PhotoFileQuerySet["Image"]):
    def matching(self, typed: str) -> Self:
        """Return the photos whose words, or whose day (2019-06), hold what somebody typed.

        At most ``search.photos.MOST_FOUND`` are looked at, the newest; nothing matches what holds
        no word. The last word may be unfinished.
        """
        wanted = terms(typed, unfinished=True)
        if not wanted:
            return self.none()
        return self.filter(pk__in=photos.found(wanted))

    def resembling(self, look: Look) -> list["Image"]:
        """Return the photos that show what ``look`` shows, the most alike first.

        Photos that share a quarter with it are looked at, ``MOST_COMPARED`` at most.
        """
        if look == PLAIN:
            return []
        shared = Q()
        for name, quarter in zip(QUARTERS, look, strict=True):
            shared |= Q(**{name: quarter})
        compared = self.filter(shared).order_by()[:MOST_COMPARED]
        apart = [(distance(look, image.look), image) for image in compared]
        alike = [pair for pair in apart if pair[0] <= ALIKE]
        return [image for _, image in sorted(alike, key=lambda pair: (pair[0], -pair[1].pk))]


class Image(PhotoFile):
    """A photo of the library: a file, and the words that go with it.

    Another file may take its place; revisions then keep the earlier one (see ``EarlierFile``).

    ``taken_on`` is a day and no instant: the photographer's own clock says which, and no zone may
    turn it into the day before.

    The quarters are how it looks (see ``articles.resemblance``), by which the same photo is
    recognised in another file; ``manage.py look_at_photos`` fills those that are null.
    """

    quarter_1 = models.PositiveIntegerField(null=True, editable=False)
    quarter_2 = models.PositiveIntegerField(null=True, editable=False)
    quarter_3 = models.PositiveIntegerField(null=True, editable=False)
    quarter_4 = models.PositiveIntegerField(null=True, editable=False)
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What a reader who cannot see the photo needs to know."),
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "It says nothing that the text does not: screen readers pass over it, and it has no "
            "alternative text."
        ),
    )
    caption = models.TextField(_("caption"), max_length=2000, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=150,
        help_text=_("Who took it, for whom. Readers see it in [brackets] after the caption."),
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    creator = models.CharField(_("photographer"), max_length=200, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=300, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False
    )

    objects = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decorative=False) | Q(alt=""),
                name="image_decorative_has_no_alt",
                violation_error_message=DECORATIVE_WITH_ALT,
            )
        ]
        indexes = [
            models.Index(fields=["-uploaded_at", "-id"], name="image_newest"),
            models.Index(fields=["-taken_on", "-uploaded_at", "-id"], name="image_taken_newest"),
            models.Index(
                fields=["-uploaded_at", "-id"], condition=~Q(failure=""), name="image_failed_newest"
            ),
            models.Index(fields=["digest"], name="image_digest"),
            *(models.Index(fields=[name], name=f"image_{name}") for name in QUARTERS),
        ]

    def __str__(self) -> str:
        return self.caption[:80] or self.alt[:80] or f"#{self.pk}"

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        photos.write([self])

    @property
    def look(self) -> Look:
        first, second, third, fourth = (getattr(self, name) for name in QUARTERS)
        return first, second, third, fourth

    @look.setter
    def look(self, look: Look) -> None:
        for name, quarter in zip(QUARTERS, look, strict=True):
            setattr(self, name, quarter)
