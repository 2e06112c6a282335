"""The file of a photo, with all that readers get of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Self, TypeVar

from django.core.files.storage import default_storage, storages
from django.core.files.storage.base import Storage
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import renditions
from articles.models.sizes import Failure, Sizes

SHARE = [MinValueValidator(0), MaxValueValidator(1)]


def originals() -> Storage:
    return storages["originals"]


Row = TypeVar("Row", bound=models.Model, covariant=True)


class PhotoFileQuerySet(models.QuerySet[Row]):
    def lacking_renditions(self) -> Self:
        return self.filter(Q(widths=[]) | Q(card_focus=""))

    def could_not_be_made(self) -> Self:
        return self.lacking_renditions().exclude(failure="")


class PhotoFile(models.Model):
    """The file of a photo, the shape it has, and the point that crops keep in view.

    ``original`` is the file as it came, with all that the camera wrote: never public. Readers get
    renditions, which live in the default storage below ``renditions/<digest>/``. ``widths`` lists
    the widths (pixels) that exist in every format; it is written once all their files are whole,
    and empty until then: readers then get the fallback, a JPEG made while the upload was checked.
    """

    kind = "photo"  # as the log calls it

    original = models.FileField(_("file"), upload_to="%Y/%m", storage=originals, max_length=200)
    digest = models.CharField(max_length=64, editable=False)  # SHA-256 of the original, hex
    width = models.PositiveIntegerField(editable=False)  # pixels, as a reader sees it (turned)
    height = models.PositiveIntegerField(editable=False)
    widths = models.JSONField(default=list, editable=False)
    failure = models.CharField(max_length=10, choices=Failure, blank=True, editable=False)
    card_focus = models.CharField(max_length=5, blank=True, editable=False)  # of the cuts there are
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

    class Meta:
        abstract = True

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
        return default_storage.url(self.src_name)

    @property
    def src_name(self) -> str:
        """Where that JPEG lies in the default storage."""
        if self.widths:
            nearest = min(self.widths, key=lambda width: abs(width - 960))
            return renditions.name(self.digest, nearest, "jpg")
        return renditions.fallback_name(self.digest)

    @property
    def largest(self) -> str:
        """The address of the largest JPEG there is."""
        return self._url(max(self.widths), "jpg") if self.widths else self.src

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
        return self._cut("card") or self.src

    @property
    def in_three_shapes(self) -> list[str]:
        """The addresses of JPEGs for search engines: wide, classic and square, once they are cut.

        Until then: the photo as it is.
        """
        cuts = [self._cut(shape) for shape in renditions.FOR_SEARCH_ENGINES]
        return [url for url in cuts if url] or [self.src]

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
        """Make the renditions, or the cuts alone where only the focal point has moved."""
        if not self.ready:
            self.make_renditions()
        elif self.lacks_card:
            self.make_cuts()

    def make_renditions(self) -> None:
        """Make every rendition, then say so in one update, unless the file was replaced meanwhile.

        Can be repeated after any failure, of which the row keeps the reason. Raises
        ``RenditionError``.
        """
        with self._reading_original() as original:
            widths = renditions.make(original, self.digest, self.focus)
        self._same_file().update(widths=widths, card_focus=self._wanted_focus, failure="")

    def make_cuts(self) -> None:
        with self._reading_original() as original:
            renditions.make_cuts(original, self.digest, self.focus)
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
                f"No renditions of {self.kind} {self.pk} (original {self.original.name}): {error}"
            ) from error

    def _same_file(self) -> models.QuerySet[Self]:
        return type(self)._default_manager.filter(pk=self.pk, digest=self.digest)

    @property
    def _wanted_focus(self) -> str:
        return "{}-{}".format(*self.focus)

    def _cut(self, shape: str) -> str:
        """Return the address of a cut as it is; it may be around an earlier focal point."""
        if not self.card_focus:
            return ""
        across, down = map(int, self.card_focus.split("-"))
        return default_storage.url(renditions.cut_name(self.digest, shape, (across, down)))

    def _url(self, width: int, end: str) -> str:
        return default_storage.url(renditions.name(self.digest, width, end))
