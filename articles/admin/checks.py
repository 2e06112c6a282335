"""“Before you publish”: what to mend, beside the article form and while it is written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles.admin.pages import ArticlePages
from articles.forms.checks import TypedForm
from articles.forms.choices import is_id
from articles.models import Article
from articles.models.checking import checks_of
from articles.publish_checks import Check


class ChecksPanel(ArticlePages):
    class Media:
        js = ["admin/js/jquery.init.js", "articles/admin/checks.js"]
        css = {"all": ["articles/admin/checks.css"]}

    def get_urls(self) -> list[URLPattern]:
        typed = self.admin_site.admin_view(require_POST(self.checks))
        return [path("checks/", typed, name="articles_article_checks"), *super().get_urls()]

    def checks(self, request: HttpRequest) -> HttpResponse:
        """Look at the form as it stands in the browser; answer with the panel's list."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        number = request.GET.get("article", "")
        article = self.get_object(request, number) if is_id(number) else None
        checks = TypedForm(request.POST).checks(article, timezone.now())
        return render(request, "admin/articles/article/_checks.html", {"checks": checks})

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["checks"] = _checks(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)


def _checks(article: Article | None) -> list[Check]:
    latest = article and article.revisions.filter(number=article.version).first()
    return checks_of(latest, timezone.now()) if latest else []
