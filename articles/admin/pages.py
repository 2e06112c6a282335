"""What the admin's own pages about one article share."""

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern

from articles import zones
from articles.acts import told
from articles.admin.access import ObjectAccess
from articles.models import Article

View = Callable[..., HttpResponse]


def time_of(instant: datetime.datetime | None) -> str:
    """Return an instant with the name of the clock that shows it."""
    return zones.told(instant)


class ArticlePages(ObjectAccess):
    def page(self, route: str, view: View, name: str) -> URLPattern:
        """Return a path below an article: for staff only, never cached."""
        return path(
            f"<path:object_id>/{route}/",
            self.admin_site.admin_view(view),
            name=f"articles_article_{name}",
        )

    def article(
        self,
        request: HttpRequest,
        object_id: str,
        *,
        change: bool = False,
        publish: bool = False,
    ) -> Article:
        """Raises ``Http404``, or ``PermissionDenied`` for who may not see it, change or publish."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404("no such article")
        allowed = (
            self.has_view_or_change_permission(request, article)
            and (not change or self.has_change_permission(request, article))
            and (not publish or self.has_publish_permission(request, article))
        )
        if not allowed:
            raise PermissionDenied
        return article

    def answer(
        self, request: HttpRequest, article: Article, template: str, title: str, **context: Any
    ) -> HttpResponse:
        return TemplateResponse(
            request,
            f"admin/articles/article/{template}.html",
            {
                **self.admin_site.each_context(request),
                "title": title,
                "subtitle": str(article),
                "opts": self.opts,
                "article": article,
                "can_change": self.has_change_permission(request, article),
                **context,
            },
        )

    def done(
        self,
        request: HttpRequest,
        article: Article,
        message: str,
        *,
        before: int | None = None,
        after: int | None = None,
    ) -> None:
        """Log what was done to the article, from which revision to which, and say so."""
        self.log_change(request, article, told(message, before, after))
        self.message_user(request, message, messages.SUCCESS)

    def failed(self, request: HttpRequest, *reasons: str) -> None:
        for reason in reasons:
            self.message_user(request, reason, messages.ERROR)

    def to_form(self, article: Article) -> HttpResponse:
        return redirect("admin:articles_article_change", article.pk)
