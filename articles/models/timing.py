"""The times of an article beside its publication: its embargo, the end of what readers have."""

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import zones
from articles.models.revision import Revision


class Timing(models.Model):
    """Before ``embargo_until`` nobody can publish the article; a constraint of revisions says so.

    For that the revisions that are not out yet repeat it.
    """

    embargo_until = models.DateTimeField(
        _("embargoed until"), null=True, blank=True, editable=False
    )

    if TYPE_CHECKING:
        revisions: Any

        def end_of(
            self, start: datetime.datetime | None, planned: datetime.datetime | None
        ) -> datetime.datetime | None: ...

    class Meta:
        abstract = True

    def lock(self) -> None:
        """Let nobody else change the article's times until the transaction ends."""
        type(self)._default_manager.select_for_update().get(pk=self.pk)

    def is_embargoed(self, at: datetime.datetime) -> bool:
        return self.embargo_until is not None and at < self.embargo_until

    def refuse_before_embargo(self, start: datetime.datetime) -> None:
        """Raises ``ValidationError`` if readers cannot be given the article at that instant."""
        if self.is_embargoed(start):
            raise ValidationError(
                _("Embargoed until %(until)s. Nobody can publish it before."),
                params={"until": zones.told(self.embargo_until)},
            )

    @transaction.atomic
    def embargo(self, until: datetime.datetime | None) -> None:
        """Forbid everybody to publish the article before that instant; ``None`` lifts the embargo.

        Raises ``ValidationError`` where readers have it already, where something is scheduled to
        begin before, and for an instant that has passed.
        """
        self.lock()
        now = timezone.now()
        if until is not None:
            self._refuse_embargo(until, now)
        type(self)._default_manager.filter(pk=self.pk).update(embargo_until=until)
        not_out = self.revisions.filter(Q(live_from=None) | Q(live_from__gt=now))
        not_out.update(embargo_until=until)
        self.embargo_until = until

    def _refuse_embargo(self, until: datetime.datetime, now: datetime.datetime) -> None:
        if until <= now:
            raise ValidationError(_("That time has passed: an embargo lies ahead."))
        if self.revisions.live(now).exists():
            raise ValidationError(
                _("Readers have this article already. Withdraw it before you set an embargo.")
            )
        early = self.revisions.filter(live_from__gt=now, live_from__lt=until).first()
        if early is not None:
            raise ValidationError(
                _("Revision %(number)s is scheduled before that. Cancel its schedule first."),
                params={"number": early.number},
            )

    @transaction.atomic
    def end(self, at: datetime.datetime | None) -> Revision:
        """Set when readers lose what they have; ``None``: until further notice. No text changes.

        Scheduled updates that follow on it without a gap end then, too. Raises ``ValidationError``
        where readers have nothing, and for an instant that has passed.
        """
        self.lock()
        now = timezone.now()
        if at is not None and at <= now:
            raise ValidationError(_("That time has passed."))
        live: Revision | None = self.revisions.live(now).first()
        if live is None:
            raise ValidationError(_("Readers do not have this article."))
        row: Revision | None = live
        while row is not None:
            if at is not None and (row.live_from or now) >= at:
                raise ValidationError(
                    _("Revision %(number)s is scheduled for later than that. Cancel it first."),
                    params={"number": row.number},
                )
            next_begins = row.live_until
            row.planned_until, row.live_until = at, self.end_of(row.live_from, at)
            row.save(update_fields=["planned_until", "live_until"])
            row = self.revisions.filter(live_from=next_begins).first() if next_begins else None
        return live
