"""Votes, results, bursts and the ledger, to look at: staff settle what is held, and no more."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import is_id
from feedback import headlines
from feedback.admin.held import held_page
from feedback.models import Burst, Entry, Path, Reason, State, Tally, Vote


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows, with articles named as readers had them; searches by their numbers."""

    readonly_fields = ["about"]
    search_fields = ["=article__id"]
    search_help_text = _("The article’s number, as in its address")
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).annotate(printed=headlines.column())

    @admin.display(description=_("article"), ordering="article")
    def about(self, row: Any) -> str:
        return row.printed or headlines.number(row.article_id)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class ReasonAdmin(ReadOnlyAdmin):
    """The site's own reasons in words, those of staff as they wrote them."""

    readonly_fields = ["about", "why"]

    @admin.display(description=_("reason"), ordering="reason")
    def why(self, row: Vote | Entry) -> str:
        return str(dict(Reason.choices).get(row.reason, row.reason))


@admin.register(Vote)
class VoteAdmin(ReasonAdmin):
    list_display = ["about", "choice", "state", "why", "voted_at", "changed_at"]
    list_filter = ["state", "choice", "voted_at"]
    fields = [
        *("about", "choice", "state", "why", "language", "way", "voted_at", "changed_at"),
    ]
    readonly_fields = ["about", "why", "way"]

    @admin.display(description=_("way"))
    def way(self, vote: Vote) -> str:
        return str(dict(Path.choices).get(vote.path, "–"))


@admin.register(Tally)
class TallyAdmin(ReadOnlyAdmin):
    list_display = ["about", "liked", "disliked", "share", "votes", "waiting"]
    fields = ["about", "liked", "disliked", "share", "votes"]
    readonly_fields = ["about", "share", "votes"]

    @admin.display(description=_("like it"))
    def share(self, tally: Tally) -> str:
        return f"{tally.liked_percent}%" if tally.total else "–"

    @admin.display(description=_("votes"))
    def votes(self, tally: Tally) -> SafeString:
        address = reverse("admin:feedback_vote_changelist")
        query = f"?article__id__exact={tally.article_id}"
        return format_html('<a href="{}{}">{}</a>', address, query, tally.total)

    @admin.display(description=_("held"), ordering="held")
    def waiting(self, tally: Tally) -> SafeString | str:
        address = reverse("admin:feedback_tally_held", args=[tally.article_id])
        return format_html('<a href="{}">{}</a>', address, tally.held) if tally.held else "0"

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.held_view)
        own = path("<path:object_id>/held/", page, name="feedback_tally_held")
        return [own, *super().get_urls()]

    def held_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        tally = self.get_object(request, object_id) if is_id(object_id) else None
        if tally is None:
            raise Http404("no such result")
        if not self.has_view_permission(request, tally):
            raise PermissionDenied
        return held_page(request, self, tally.article_id, None)


@admin.register(Burst)
class BurstAdmin(ReadOnlyAdmin):
    """A list of bursts; each leads to the page on which its votes are settled."""

    ordering = ["-last_at", "-pk"]
    list_display = ["about", "begun_at", "last_at", "held", "waiting"]
    list_filter = ["begun_at"]

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Burst]":
        waiting = Count("votes", filter=Q(votes__state=State.QUARANTINED))
        return super().get_queryset(request).annotate(waiting=waiting)

    @admin.display(description=_("waiting"), ordering="waiting")
    def waiting(self, burst: Any) -> int:
        return burst.waiting

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        burst = self.get_object(request, object_id) if is_id(object_id) else None
        if burst is None:
            raise Http404("no such burst")
        if not self.has_view_permission(request, burst):
            raise PermissionDenied
        return held_page(request, self, burst.article_id, burst)


@admin.register(Entry)
class EntryAdmin(ReasonAdmin):
    list_display = ["at", "kind", "about", "choice", "state", "why", "staff"]
    list_filter = ["kind", "at"]
    list_select_related = ["staff"]
    fields = ["at", "kind", "about", "vote", "choice", "state", "why", "staff"]
