"""Votes and results, to look at: staff can change neither."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from feedback.models import Tally, Vote


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; searches by the article's number."""

    list_select_related = ["article"]
    search_fields = ["=article__id"]
    search_help_text = _("The article’s number, as in its address")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(Vote)
class VoteAdmin(ReadOnlyAdmin):
    list_display = ["article", "choice", "voted_at", "changed_at"]
    list_filter = ["choice", "voted_at"]
    fields = ["article", "choice", "voted_at", "changed_at"]


@admin.register(Tally)
class TallyAdmin(ReadOnlyAdmin):
    list_display = ["article", "liked", "disliked", "share", "votes"]
    fields = ["article", "liked", "disliked", "share", "votes"]
    readonly_fields = ["share", "votes"]

    @admin.display(description=_("like it"))
    def share(self, tally: Tally) -> str:
        return f"{tally.liked_percent}%" if tally.total else "–"

    @admin.display(description=_("votes"))
    def votes(self, tally: Tally) -> SafeString:
        address = reverse("admin:feedback_vote_changelist")
        query = f"?article__id__exact={tally.article_id}"
        return format_html('<a href="{}{}">{}</a>', address, query, tally.total)
