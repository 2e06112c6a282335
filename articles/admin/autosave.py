"""Keeps what is typed into the article form while it is typed, and tells who else types there."""

import datetime
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.pages import ArticlePages
from articles.models import Article, Editing
from articles.models.editing import HERE
from articles.people import name_of

NOT_KEPT = ["csrfmiddlewaretoken", "told", "save_over", "ping"]
MOST_FIELDS = 3000
STYLES = [f"articles/admin/{name}.css" for name in ("autosave", "history", "conflict")]


class Autosave(ArticlePages):
    class Media:
        js = [
            "admin/js/jquery.init.js",
            "articles/admin/fresh_token.js",
            "articles/admin/autosave.js",
        ]
        css = {"all": STYLES}

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("autosave/", wrap(require_POST(self.autosave)), name="articles_article_autosave"),
            path(
                "autosave/discard/",
                wrap(require_POST(self.discard)),
                name="articles_article_forget",
            ),
            self.page("autosave", require_POST(self.autosave), "autosave"),
            self.page("autosave/discard", require_POST(self.discard), "forget"),
            *super().get_urls(),
        ]

    def autosave(self, request: HttpRequest, object_id: str = "") -> HttpResponse:
        """Keep the form that is sent, or with ``ping`` only note who has it open; no revision."""
        article = self._typed_into(request, object_id)
        person, at = cast(User, request.user), timezone.now()
        said = ""
        if "ping" in request.POST:
            Editing.objects.seen(person, article, at)
        else:
            Editing.objects.keep(person, article, _without(request.POST), at)
            said = _("Autosaved at %(time)s.") % {"time": _clock(at)}
        rows = Editing.objects.around(article, person, at) if article else []
        return JsonResponse({"said": said, "others": _others(rows, person, at)})

    def discard(self, request: HttpRequest, object_id: str = "") -> HttpResponse:
        article = self._typed_into(request, object_id)
        Editing.objects.settle(cast(User, request.user), article)
        self.message_user(request, _("Discarded what was not saved."), messages.SUCCESS)
        return self.to_form(article) if article else redirect("admin:articles_article_add")

    def _typed_into(self, request: HttpRequest, object_id: str) -> Article | None:
        if object_id:
            return self.article(request, object_id, change=True)
        if not self.has_add_permission(request):
            raise PermissionDenied
        return None

    # The form

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        if kept := self._restored(request, obj):
            form.typed = kept.form
        return form

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> dict[str, Any]:
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        article = obj if obj.pk else None
        if (kept := self._restored(request, article)) and f"{prefix}-TOTAL_FORMS" in kept.form:
            options["data"] = kept.form
        return options

    def _restored(self, request: HttpRequest, article: Article | None) -> Editing | None:
        """Return what this person asks to have back."""
        if request.method == "POST" or "restore" not in request.GET:
            return None
        return Editing.objects.of(cast(User, request.user), article)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article, person, at = context["original"], cast(User, request.user), timezone.now()
        may = self.has_change_permission(request, article) if article else True
        if may and not context.get("is_popup"):
            rows = Editing.objects.around(article, person, at) if article else []
            own = [row for row in rows if row.person_id == person.pk and row.typed]
            kept = own[0] if own else None
            if article is None:
                kept = Editing.objects.of(person, None)
            context["autosave"] = {
                "kept": kept if request.method != "POST" else None,
                "restored": "restore" in request.GET,
                "others": _others(rows, person, at),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        Editing.objects.settle(cast(User, request.user), form.instance if change else None)


def _without(sent: QueryDict) -> QueryDict:
    kept = QueryDict(mutable=True)
    for name, values in list(sent.lists())[:MOST_FIELDS]:
        if name not in NOT_KEPT and not name.startswith(("_", "choose-")):
            kept.setlist(name, values)
    return kept


def _clock(at: datetime.datetime) -> str:
    return date_format(localtime(at), "TIME_FORMAT")


def _others(rows: list[Editing], person: User, at: datetime.datetime) -> list[str]:
    """Return who else has the article open, in words."""
    text = _("%(name)s is editing this (since %(time)s).")
    return [
        text % {"name": name_of(row.person), "time": _clock(row.since)}
        for row in rows
        if row.person_id != person.pk and row.seen_at > at - HERE
    ]
