from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, Self

from django.conf import settings
from django.core.files.storage import default_storage, storages
from django.core.files.storage.base import Storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import renditions
from articles.models.sizes import Failure, Sizes
from articles.resemblance import ALIKE, PLAIN, Look, distance
from articles.search import photos
from articles.search.terms import terms

DECORATIVE_WITH_ALT = _(
    "A decorative photo has no alternative text: take the text away, or the tick."
)
MOST_COMPARED = 500  # photos that are held against a new one
QUARTERS = ["quarter_1", "quarter_2", "quarter_3", "quarter_4"]
SHARE = [MinValueValidator(0), MaxValueValidator(1)]


def originals() -> Storage:
    return storages["originals"]


class ImageQuerySet(models.QuerySet["Image"]):
    def lacking_renditions(self) -> Self:
        return self.filter(Q(widths=[]) | Q(card_focus=""))

    def matching(self, typed: str) -> Self:
        """Return the photos whose words, or whose day (2019-06), hold what somebody typed.

        At most ``search.photos.MOST_FOUND`` are looked at, the newest; nothing matches what holds
        no word. The last word may be unfinished.
        """
        wanted = terms(typed, unfinished=True)
        if not wanted:
            return self.none()
        return self.filter(pk__in=photos.found(wanted))

    def could_not_be_made(self) -> Self:
        return self.lacking_renditions().exclude(failure="")

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


class Image(models.Model):
    """A photo of the library.

    ``original`` is the file as it came, with all that the camera wrote: never public. Readers get
    renditions, which live in the default storage below ``renditions/<digest>/``. ``widths`` lists
    the widths (pixels) that exist in every format; it is written once all their files are whole,
    and empty until then: readers then get the fallback, a JPEG made while the upload was checked.

    ``taken_on`` is a day and no instant: the photographer's own clock says which, and no zone may
    turn it into the day before.

    The quarters are how it looks (see ``articles.resemblance``), by which the same photo is
    recognised in another file; ``manage.py look_at_photos`` fills those that are null.
    """

    original = models.FileField(_("file"), upload_to="%Y/%m", storage=originals, max_length=200)
    digest = models.CharField(max_length=64, editable=False)  # SHA-256 of the original, hex
    width = models.PositiveIntegerField(editable=False)  # pixels, as a reader sees it (turned)
    height = models.PositiveIntegerField(editable=False)
    widths = models.JSONField(default=list, editable=False)
    quarter_1 = models.PositiveIntegerField(null=True, editable=False)
    quarter_2 = models.PositiveIntegerField(null=True, editable=False)
    quarter_3 = models.PositiveIntegerField(null=True, editable=False)
    quarter_4 = models.PositiveIntegerField(null=True, editable=False)
    failure = models.CharField(max_length=10, choices=Failure, blank=True, editable=False)
    card_focus = models.CharField(max_length=5, blank=True, editable=False)  # of the card there is
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
    focal_x = models.FloatField(
        _("focal point, across"),
        default=0.5,
        validators=SHARE,
        help_text=_("0 is the left edge, 1 the right one. Crops keep this point in view."),
    )
    focal_y = models.FloatField(
        _("focal point, down"),
        default=0.5,
        validators=SHARE,
        help_text=_("0 is the top, 1 the bottom."),
    )
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

    @property
    def ready(self) -> bool:
        return bool(self.widths)

    @property
    def sizes(self) -> Sizes:
        if self.ready:
            return Sizes.READY
        return Sizes.FAILED if self.failure else Sizes.BEING_MADE

    @property
    def src(self) -> str:
        """The address of a JPEG that every browser shows."""
        if self.widths:
            return self._url(min(self.widths, key=lambda width: abs(width - 960)), "jpg")
        return default_storage.url(renditions.fallback_name(self.digest))

    @property
    def thumbnail(self) -> str:
        """The address of the smallest JPEG there is."""
        return self._url(min(self.widths), "jpg") if self.widths else self.src

    @property
    def sources(self) -> list[dict[str, str]]:
        """The ``type`` and ``srcset`` of each format, best first; empty until all are ready."""
        return [
            {
                "type": mime,
                "srcset": ", ".join(f"{self._url(width, end)} {width}w" for width in self.widths),
            }
            for end, mime in renditions.FORMATS.items()
            if self.widths
        ]

    @property
    def card(self) -> str:
        """The address of the JPEG that networks show of a link, cut around the focal point.

        It follows the point once a worker has cut it anew.
        """
        if not self.card_focus:
            return self.src
        across, down = self.card_focus.split("-")
        return default_storage.url(renditions.card_name(self.digest, (int(across), int(down))))

    @property
    def focus(self) -> renditions.Focus:
        return round(self.focal_x * 10), round(self.focal_y * 10)

    @property
    def focal_class(self) -> str:
        """Classes that move a crop to the focal point, in tenths: no inline style is allowed."""
        return "fx{} fy{}".format(*self.focus)

    @property
    def lacks_card(self) -> bool:
        return self.card_focus != self._wanted_focus

    def make_what_is_lacking(self) -> None:
        """Make the renditions, or the card alone where only the focal point has moved."""
        if not self.ready:
            self.make_renditions()
        elif self.lacks_card:
            self.make_card()

    def make_renditions(self) -> None:
        """Make every rendition, then say so in one update, unless the file was replaced meanwhile.

        Can be repeated after any failure, of which the row keeps the reason. Raises
        ``RenditionError``.
        """
        with self._reading_original() as original:
            widths = renditions.make(original, self.digest, self.focus)
        self._same_file().update(widths=widths, card_focus=self._wanted_focus, failure="")

    def make_card(self) -> None:
        with self._reading_original() as original:
            renditions.make_card(original, self.digest, self.focus)
        self._same_file().update(card_focus=self._wanted_focus)

    @contextmanager
    def _reading_original(self) -> Iterator[IO[bytes]]:
        try:
            with self.original.open("rb") as original:
                yield original
        except Exception as error:
            if not self.ready:
                self._same_file().update(failure=Failure.of(error))
            raise renditions.RenditionError(
                f"No renditions of photo {self.pk} (original {self.original.name}): {error}"
            ) from error

    def _same_file(self) -> ImageQuerySet:
        return Image.objects.filter(pk=self.pk, digest=self.digest)

    @property
    def _wanted_focus(self) -> str:
        return "{}-{}".format(*self.focus)

    def _url(self, width: int, end: str) -> str:
        return default_storage.url(renditions.name(self.digest, width, end))
