"""Roles: groups of permissions, of which nobody can hand out one that they lack."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.http import HttpRequest

from newsroom import powers

admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    def has_change_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_change_permission(request, obj) and _within(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Group | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _within(request, obj)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest | None = None, **kwargs: Any
    ) -> Any:
        if db_field.name == "permissions" and request is not None:
            own = powers.permissions_of(request.user)
            kwargs["queryset"] = own.select_related("content_type")
        return super().formfield_for_manytomany(db_field, request, **kwargs)


def _within(request: HttpRequest, group: Group | None) -> bool:
    return group is None or powers.groups_of(request.user).filter(pk=group.pk).exists()
