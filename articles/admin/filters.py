"""What editors narrow the list of articles by: whose, how far, and what readers have of it."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.admin.states import State, in_state
from articles.models import Article, Stage
from articles.models.stage import IN_WORK
from articles.models.translating import is_stale
from articles.models.workflow import owned_by


class MineFilter(admin.SimpleListFilter):
    title = _("whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("own", _("Mine, in work")),
            ("assigned", _("Assigned to me")),
            ("all", _("All of mine, published too")),
            ("nobody", _("In work, assigned to nobody")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        own = queryset.filter(owned_by(request.user))
        in_work = Q(stage__in=IN_WORK)
        rows = {
            "own": own.filter(in_work),
            "assigned": queryset.filter(in_work, assigned_to=request.user.pk),
            "all": own,
            "nobody": queryset.filter(in_work, assigned_to=None),
        }
        return rows.get(self.value() or "", queryset)


class StageFilter(admin.SimpleListFilter):
    title = _("stage")
    parameter_name = "stage"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Stage.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        stage = self.value()
        return queryset.filter(stage=stage) if stage in Stage.values else queryset


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        state = self.value()
        if state not in State.values:
            return queryset
        return in_state(queryset, State(state), timezone.now())


class TranslationFilter(admin.SimpleListFilter):
    title = _("translation")
    parameter_name = "translation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("stale", _("Source changed since"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(is_stale(timezone.now())) if self.value() == "stale" else queryset
