"""What editors learn from the polls: of one article, and of all; and how open each poll is."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.access import known_to
from articles.forms.choices import is_id
from articles.models import Article
from feedback import export, figures
from feedback.models import Note, Poll, Tally, Vote
from feedback.models.day_tally import day_of

PERIODS = (7, 30, 90)  # days
MOST_ARTICLES = 25
Writer = Callable[["QuerySet[Vote]"], Iterator[str]]


@admin.register(Poll)
class PollAdmin(admin.ModelAdmin):
    """An article's page shows what readers say, and holds the switch; the list is the overview."""

    fields = ["state", "closes_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"export.{kind}",
                self.admin_site.admin_view(getattr(self, f"export_{kind}")),
                name=f"feedback_poll_export_{kind}",
            )
            for kind in ("csv", "json")
        ]
        return [*own, *super().get_urls()]

    # One article

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "closes_at" and field is not None:
            # Django names the pair and not its two boxes.
            for box, name in zip(field.widget.widgets, (_("Date"), _("Time")), strict=True):
                box.attrs["aria-label"] = name
        return field

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Poll | None:
        """Return the article's poll; one that nobody has decided anything about is not saved."""
        article = Article.objects.filter(pk=object_id).first() if is_id(object_id) else None
        if article is None or not known_to(request.user, article):
            return None
        return Poll.objects.filter(article=article).first() or Poll(article=article)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        poll: Poll = context["original"]
        context |= self._of_article(poll, timezone.now())
        context["may_export"] = request.user.has_perm("feedback.view_vote")
        if request.user.has_perm("feedback.view_note"):
            context["notes"] = Note.objects.filter(article=poll.article_id).count()
        return super().render_change_form(request, context, *args, **kwargs)

    def _of_article(self, poll: Poll, at: datetime.datetime) -> dict[str, Any]:
        article = poll.article
        live = article.revisions.live(at).first()
        published_at = live.published_at if live else None
        tally = Tally.objects.of(article.pk)
        turns = figures.turns(article)
        since = day_of(at) - datetime.timedelta(days=PERIODS[-1])
        return {
            "title": _("What readers say"),
            # Who gets here may see the draft of what readers never had.
            "subtitle": poll.headline or article,
            "article": article,
            "live": live,
            "openness": poll.openness(published_at, at),
            "closing": poll.closing_time(published_at),
            "tally": tally,
            "share": figures.Share(tally.liked, tally.disliked),
            "turns": turns,
            "chart": figures.over_time(
                article.pk, [turn.correction.published_at for turn in turns]
            ),
            "funnel": figures.funnel(since, article.pk),
            "days": PERIODS[-1],
        }

    # All articles

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        asked = request.GET.get("days", "")
        days = int(asked) if asked in map(str, PERIODS) else PERIODS[1]
        today = day_of(timezone.now())
        first = today - datetime.timedelta(days=days - 1)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Polls: what readers say"),
            "opts": self.opts,
            "cl": {"opts": self.opts},
            "days": days,
            "periods": PERIODS,
            "chart": figures.all_over_time(first, today),
            "funnel": figures.funnel(first),
            "articles": figures.most_voted(first, MOST_ARTICLES),
            "may_export": request.user.has_perm("feedback.view_vote"),
        }
        return TemplateResponse(request, "admin/feedback/poll/overview.html", context)

    # The ledger, to take away

    def export_csv(self, request: HttpRequest) -> StreamingHttpResponse:
        return self._export(request, export.as_csv, "csv", "text/csv; charset=utf-8")

    def export_json(self, request: HttpRequest) -> StreamingHttpResponse:
        return self._export(request, export.as_json, "json", "application/json")

    def _export(
        self, request: HttpRequest, write: Writer, kind: str, content_type: str
    ) -> StreamingHttpResponse:
        """Send the votes of the ``article`` that the query names, or of all."""
        if not request.user.has_perm("feedback.view_vote"):
            raise PermissionDenied
        votes, name = Vote.objects.all(), "votes"
        if article := request.GET.get("article"):
            votes = votes.filter(article=int(article)) if is_id(article) else votes.none()
            name = f"votes-{article}" if is_id(article) else name
        _log_export(request, name, kind)
        return StreamingHttpResponse(
            write(votes),
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}.{kind}"'},
        )


def _log_export(request: HttpRequest, name: str, kind: str) -> None:
    """Put on record who took votes away; it is about no one row of them."""
    LogEntry.objects.create(
        user=cast(User, request.user),
        content_type=ContentType.objects.get_for_model(Vote),
        object_repr=name,
        action_flag=CHANGE,
        change_message=gettext("Exported the votes (%(kind)s).") % {"kind": kind},
    )
