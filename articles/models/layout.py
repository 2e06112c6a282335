import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import languages
from articles.models.article import Article
from articles.models.revision import Revision
from articles.models.section import Section

if TYPE_CHECKING:
    from django.contrib.auth.models import User as Staff
else:
    Staff = AbstractBaseUser

CURATE = "articles.curate_front"
FRONT_SLOTS = 7  # one large, two beside it, a row of four
SECTION_SLOTS = 3


@dataclass(frozen=True)
class Place:
    """A page that editors arrange: a language's front page, or one of its sections."""

    language: str
    section: Section | None = None

    @property
    def slots(self) -> int:
        return SECTION_SLOTS if self.section else FRONT_SLOTS

    @property
    def name(self) -> str:
        return self.section.name if self.section else str(_("Front page"))

    def holds(self, row: Revision) -> bool:
        """Tell whether a revision may stand on the page."""
        if self.section:
            return row.section_id == self.section.pk
        return row.language == self.language

    def get_absolute_url(self) -> str:
        if self.section:
            return self.section.get_absolute_url()
        return reverse("articles:front", args=[self.language])


@dataclass(frozen=True)
class Pin:
    """An article that shall stand in a slot, until an instant if one is given."""

    article_id: int
    until: datetime.datetime | None = None


class StaleLayoutError(Exception):
    """Somebody arranged the page after this editor looked at it; ``latest`` is what they saved."""

    def __init__(self, latest: "Layout | None") -> None:
        super().__init__("the page was arranged by somebody else meanwhile")
        self.latest = latest


class LayoutQuerySet(models.QuerySet["Layout"]):
    def of(self, place: Place) -> Self:
        return self.filter(language=place.language, section=place.section)

    def in_force(self, place: Place, at: datetime.datetime) -> Self:
        """Return the one layout by which the page stands at that instant, if there is any."""
        return self.of(place).filter(live_from__lte=at).order_by("-live_from")[:1]

    def ahead(self, place: Place, at: datetime.datetime) -> Self:
        return self.of(place).filter(live_from__gt=at).order_by("live_from")

    @transaction.atomic
    def arrange(
        self,
        place: Place,
        pins: Sequence[Pin],
        by: Staff | None,
        *,
        version: int,
        at: datetime.datetime | None = None,
        instead_of: int | None = None,
    ) -> "Layout":
        """Freeze the pins as the page's next layout, in force from ``at`` (default: now).

        ``version`` is the number of the layout that the editor saw last. What was planned for that
        very instant is taken back, and so is the plan with the number ``instead_of``. Raises
        ``StaleLayoutError`` if another was saved meanwhile, ``ValidationError`` for an instant that
        has passed.
        """
        now = timezone.now()
        if at is not None and at <= now:
            raise ValidationError(_("That time has passed. Choose a later one, or use it now."))
        mine = self.of(place)
        if (mine.aggregate(n=Max("number"))["n"] or 0) != version:
            raise StaleLayoutError(mine.order_by("number").last())
        start = at or now
        ahead = mine.filter(live_from__gt=now)
        ahead.filter(Q(live_from=start) | Q(number=instead_of or 0)).update(live_from=None)
        try:
            with transaction.atomic():
                layout = self.create(
                    language=place.language,
                    section=place.section,
                    number=version + 1,
                    live_from=start,
                    created_by=by,
                )
        except IntegrityError:
            raise StaleLayoutError(mine.order_by("number").last()) from None
        Slot.objects.bulk_create(
            Slot(layout=layout, position=position, article_id=pin.article_id, until=pin.until)
            for position, pin in enumerate(pins, 1)
        )
        return layout


class Layout(models.Model):
    """Which stories are pinned to a page, and in which order, as somebody saved it once.

    It holds from ``live_from`` until the ``live_from`` of the page's next layout; without one it
    was taken back before it held. No layout is ever changed: the next one takes its place.
    """

    language = models.CharField(_("language"), max_length=10, choices=languages.choices)
    section = models.ForeignKey(
        Section, models.CASCADE, null=True, blank=True, db_index=False, verbose_name=_("section")
    )
    number = models.PositiveIntegerField(_("number"))
    live_from = models.DateTimeField(_("from"), null=True, blank=True)
    created_at = models.DateTimeField(_("saved"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        db_index=False,
        related_name="+",
        verbose_name=_("saved by"),
    )
    articles = models.ManyToManyField(Article, through="Slot", related_name="layouts")

    objects = LayoutQuerySet.as_manager()

    class Meta:
        verbose_name = _("page layout")
        verbose_name_plural = _("front page and sections")
        ordering = ["language", "section", "-number"]
        default_permissions = ()
        permissions = [("curate_front", "Can arrange front pages and put up banners")]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "number"],
                condition=Q(section=None),
                name="layout_front_number_once",
            ),
            models.UniqueConstraint(
                fields=["section", "number"],
                condition=Q(section__isnull=False),
                name="layout_section_number_once",
            ),
            models.UniqueConstraint(
                fields=["language", "live_from"],
                condition=Q(section=None, live_from__isnull=False),
                name="layout_front_one_at_an_instant",
            ),
            models.UniqueConstraint(
                fields=["section", "live_from"],
                condition=Q(section__isnull=False, live_from__isnull=False),
                name="layout_section_one_at_an_instant",
            ),
        ]
        indexes = [
            models.Index(
                fields=["live_from"], condition=Q(live_from__isnull=False), name="layout_begins"
            )
        ]

    def __str__(self) -> str:
        return f"{self.place.name} ({self.language}), {self.number}"

    @property
    def place(self) -> Place:
        return Place(self.language, self.section)

    def pins(self) -> list[Pin]:
        return [Pin(slot.article_id, slot.until) for slot in self.slots.all()]

    def take_back(self) -> bool:
        """Take back what was planned. Return whether it still was ahead."""
        ahead = Layout.objects.filter(pk=self.pk, live_from__gt=timezone.now())
        return bool(ahead.update(live_from=None))


class SlotQuerySet(models.QuerySet["Slot"]):
    def in_force(self, place: Place, at: datetime.datetime) -> Self:
        """Return the slots by which the page stands at that instant."""
        layout = Layout.objects.in_force(place, at)
        return self.filter(Q(until=None) | Q(until__gt=at), layout=layout.values("pk"))


class Slot(models.Model):
    """An article's place in a layout; after ``until`` the stories below move up."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="slots")
    position = models.PositiveSmallIntegerField(_("position"))
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="slots", verbose_name=_("article")
    )
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = SlotQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["layout", "position"], name="slot_position_once"),
            models.UniqueConstraint(fields=["layout", "article"], name="slot_article_once"),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="slot_ends")
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.article_id}"
