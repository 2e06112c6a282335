"""The audit log, to read: newest first, by person, by what it is about, by day."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import is_id
from newsroom import audit
from newsroom.forms.audit import AuditFilter

ON_PAGE = 50


@dataclass(frozen=True)
class Row:
    entry: LogEntry
    line: audit.Line
    address: str


@admin.register(LogEntry)
class AuditAdmin(admin.ModelAdmin):
    """Nobody adds, changes or deletes a line, whatever they may do elsewhere."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Answer with a page of lines; ``before`` names the last line of the page before."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = request.GET.copy()
        before = asked.pop("before", [""])[-1]
        form = AuditFilter({"who": "", **asked.dict()})
        found = list(_older(form.entries(), before)[: ON_PAGE + 1])
        rows = [Row(entry, audit.read(entry), _address(entry)) for entry in found[:ON_PAGE]]
        if len(found) > ON_PAGE:
            asked["before"] = str(found[ON_PAGE - 1].pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Audit log"),
            "opts": self.opts,
            "form": form,
            "rows": rows,
            "older": asked.urlencode() if len(found) > ON_PAGE else "",
            "is_first": not before,
        }
        return TemplateResponse(request, "admin/audit_log.html", context)

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Lead to the line in the log: a page of its own would say no more."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        address = reverse("admin:admin_logentry_changelist")
        return HttpResponse(status=302, headers={"Location": address})


def _older(rows: "QuerySet[LogEntry]", before: str) -> "QuerySet[LogEntry]":
    if not is_id(before):
        return rows
    at = LogEntry.objects.filter(pk=before).values_list("action_time", flat=True).first()
    if at is None:
        return rows.none()
    return rows.filter(Q(action_time__lt=at) | Q(pk__lt=before), action_time__lte=at)


def _address(entry: LogEntry) -> str:
    """Return where the thing is looked after; empty where it is gone for good or has no page."""
    if entry.is_deletion() or entry.content_type is None or not entry.object_id:
        return ""
    names = f"admin:{entry.content_type.app_label}_{entry.content_type.model}_change"
    try:
        return reverse(names, args=[entry.object_id])
    except NoReverseMatch:
        return ""
