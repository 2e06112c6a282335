"""What all lists of the admin have in common: they stay quick, and survive odd addresses."""

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.paginator import Paginator
from django.db import DataError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import is_id

MOST_COUNTED = 10_000


class CappedPaginator(Paginator):
    """Counts no further than ``MOST_COUNTED`` rows: what lies beyond is found by searching."""

    @cached_property
    def count(self) -> int:
        return cast(QuerySet, self.object_list).values("pk")[:MOST_COUNTED].count()


class ListAdmin(admin.ModelAdmin):
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each filter would count every row
    list_per_page = 50
    list_max_show_all = 200

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Answer with the plain list where a filter or a choice names an id that cannot be."""
        if not all(map(is_id, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            return self._no_such_number(request)
        try:
            return super().changelist_view(request, extra_context)
        except (OverflowError, DataError):
            return self._no_such_number(request)

    def _no_such_number(self, request: HttpRequest) -> HttpResponse:
        self.message_user(request, _("There is no such number."), messages.ERROR)
        return HttpResponseRedirect(request.path)
