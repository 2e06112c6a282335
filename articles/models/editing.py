import datetime
import json

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

HERE = datetime.timedelta(seconds=60)  # whoever was not seen for longer has left
KEPT = datetime.timedelta(days=30)


class EditingQuerySet(models.QuerySet["Editing"]):
    def around(self, article: Article, person: User, at: datetime.datetime) -> list["Editing"]:
        """Return this person's own row, and those of everybody who has the article open."""
        rows = self.filter(article=article).filter(Q(person=person) | Q(seen_at__gt=at - HERE))
        return list(rows.select_related("person").order_by("since"))

    def of(self, person: User, article: Article | None) -> "Editing | None":
        """Return what this person typed and has not saved, if there is anything."""
        return self.filter(person=person, article=article).exclude(typed="").first()

    def seen(self, person: User, article: Article | None, at: datetime.datetime) -> "Editing":
        """Note that somebody has the form open."""
        row, made = self.get_or_create(
            person=person, article=article, defaults={"since": at, "seen_at": at}
        )
        if not made:
            if row.seen_at <= at - HERE:
                row.since = at
            row.seen_at = at
            row.save(update_fields=["since", "seen_at"])
        return row

    def keep(
        self, person: User, article: Article | None, typed: QueryDict, at: datetime.datetime
    ) -> None:
        """Keep the form as it was typed so far, in place of what was kept before."""
        row = self.seen(person, article, at)
        row.typed = json.dumps(dict(typed.lists()), ensure_ascii=False)
        row.typed_at = at
        row.save(update_fields=["typed", "typed_at"])

    def settle(self, person: User, article: Article | None) -> None:
        """Forget what was typed: it is saved, or not wanted."""
        self.filter(person=person, article=article).update(typed="", typed_at=None)

    def tidy(self) -> int:
        """Delete what nobody has touched for a month."""
        return self.filter(seen_at__lt=timezone.now() - KEPT).delete()[0]


class Editing(models.Model):
    """One person at one article: since when, when last seen, and what is typed and not saved.

    It is that person's alone: nobody else is ever shown ``typed``. Without an article it is the
    form of a new one.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="editing"
    )
    since = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"), db_index=True)
    typed = models.TextField(_("typed and not saved"), blank=True)
    typed_at = models.DateTimeField(_("typed at"), null=True, blank=True)

    objects = EditingQuerySet.as_manager()

    class Meta:
        verbose_name = _("editing")
        verbose_name_plural = _("editing")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="editing_once"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(article=None), name="editing_one_new"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.article or ''}"

    @property
    def form(self) -> QueryDict:
        """The form as it was sent."""
        sent = QueryDict(mutable=True)
        for name, values in json.loads(self.typed or "{}").items():
            sent.setlist(name, values)
        return sent
