"""Who may do what to which article, for each view, action, popup and search of the admin.

The rules themselves stand in ``articles.models.workflow``.
"""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.models import Article, Revision
from articles.models.workflow import PUBLISH, REVIEW, Anybody, ArticleQuerySet


class ObjectAccess(admin.ModelAdmin):
    """What a person may not see is not there: no row, no choice in a search, no page."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = cast(ArticleQuerySet, super().get_queryset(request))
        return rows.visible_to(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or obj.is_visible_to(request.user))

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or obj.is_editable_by(request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Nobody deletes what readers have had: it is withdrawn, and its history stays."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (
            obj.is_editable_by(request.user) and not obj.was_public(timezone.now())
        )

    def has_publish_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Whether somebody may publish, schedule, withdraw and cancel."""
        return self._may(request, PUBLISH, obj)

    def has_review_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Whether somebody may approve and send back."""
        return self._may(request, REVIEW, obj)

    def _may(self, request: HttpRequest, permission: str, obj: Article | None) -> bool:
        user = request.user
        return user.has_perm(permission) and (obj is None or obj.is_visible_to(user))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """The history tells of drafts, too."""
        article = self.get_object(request, unquote(object_id))
        if article is not None and not article.is_open_to(request.user):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)


def revisions_for(request: HttpRequest, article: Article) -> QuerySet[Revision]:
    """Return what somebody may see: all revisions of their own article, else what was public."""
    if article.is_open_to(request.user):
        return article.revisions.all()
    return article.revisions.filter(live_from__lte=timezone.now())


def known_to(user: Anybody, article: Article) -> bool:
    """Return whether somebody may know that there is such an article: readers may have had it."""
    return article.is_open_to(user) or article.was_public(timezone.now())
