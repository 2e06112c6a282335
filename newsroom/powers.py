"""Who may look after whose account: nobody hands out, or takes over, more than they have."""

from typing import cast

from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.db.models import Q, QuerySet

Somebody = User | AnonymousUser


def granted(user: User) -> set[int]:
    """Return what an account was granted, whether it is active or not."""
    rows = Permission.objects.filter(Q(user=user.pk) | Q(group__user=user.pk))
    return set(rows.values_list("pk", flat=True))


def may_look_after(actor: Somebody, user: User) -> bool:
    """Return whether all that the account may do, the actor may do too."""
    if actor.is_superuser:
        return True
    return not user.is_superuser and granted(user) <= granted(cast(User, actor))


def permissions_of(actor: Somebody) -> "QuerySet[Permission]":
    """Return the permissions that the actor may hand out."""
    rows = Permission.objects.all()
    return rows if actor.is_superuser else rows.filter(pk__in=granted(cast(User, actor)))


def groups_of(actor: Somebody) -> "QuerySet[Group]":
    """Return the groups that the actor may put people into, and change."""
    if actor.is_superuser:
        return Group.objects.all()
    beyond = Permission.objects.exclude(pk__in=granted(cast(User, actor)))
    return Group.objects.exclude(permissions__in=beyond)
