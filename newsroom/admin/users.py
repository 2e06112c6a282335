"""Accounts of staff: who they are, what they may do, how they sign in."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters

from articles.admin.lists import ListAdmin
from articles.forms.choices import is_id
from newsroom import audit, lockout, powers
from newsroom.audit import Act
from newsroom.links import link_for
from newsroom.models import Attempt, StaffSession

admin.site.unregister(User)


@admin.register(User)
class StaffAdmin(ListAdmin, UserAdmin):
    list_display = ["username", "first_name", "last_name", "is_active", "roles", "last_login"]
    list_filter = ["is_staff", "is_active", "groups"]

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        names = [group.name for group in user.groups.all()]
        return ", ".join([_("Superuser").__str__(), *names] if user.is_superuser else names) or "–"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    # Who may

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        within = obj is None or powers.may_look_after(request.user, obj)
        return super().has_change_permission(request, obj) and within

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Let nobody go whom the audit log names: such an account is deactivated instead."""
        if obj is not None and LogEntry.objects.filter(user=obj).exists():
            return False
        within = obj is None or powers.may_look_after(request.user, obj)
        return super().has_delete_permission(request, obj) and within

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = [*super().get_readonly_fields(request, obj), "last_login", "date_joined"]
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "user_permissions":
            own = powers.permissions_of(request.user)
            kwargs["queryset"] = own.select_related("content_type")
        if db_field.name == "groups":
            kwargs["queryset"] = powers.groups_of(request.user)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Whoever is added works here; whoever is deactivated is signed out."""
        if not change:
            obj.is_staff = True
        super().save_model(request, obj, form, change)
        if change and not (obj.is_active and obj.is_staff):
            StaffSession.objects.filter(user=obj).end()

    def user_change_password(
        self,
        request: HttpRequest,
        id: str,  # noqa: A002  (Django's name)
        form_url: str = "",
    ) -> HttpResponse:
        """Set somebody's password; they are signed out everywhere."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            StaffSession.objects.filter(user=int(unquote(id))).exclude(
                session_key=request.session.session_key
            ).end()
        return response

    # How somebody signs in

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(sensitive_post_parameters()(self.access))
        return [
            path("<path:object_id>/access/", page, name="auth_user_access"),
            *super().get_urls(),
        ]

    def access(self, request: HttpRequest, object_id: str) -> HttpResponse:
        user = self.get_object(request, unquote(object_id)) if is_id(object_id) else None
        if user is None:
            raise Http404("no such user")
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        link = ""
        if request.method == "POST":
            link = self._act(request, user)
            if not link:
                return redirect("admin:auth_user_access", user.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": _("How %(name)s signs in") % {"name": user.get_username()},
            "opts": self.opts,
            "original": user,
            "link": request.build_absolute_uri(link) if link else "",
            "factors": Authenticator.objects.filter(user=user).order_by("created_at"),
            "sessions": StaffSession.objects.open_of(user),
            "is_locked": Attempt.objects.locks(user.get_username()),
        }
        return TemplateResponse(request, "admin/auth/user/access.html", context)

    @transaction.atomic
    def _act(self, request: HttpRequest, user: User) -> str:
        """Do what a button of the page says; return the link if it asked for one."""
        by: User = request.user  # type: ignore[assignment]  # staff only
        done = request.POST.get("do")
        if done == "unlock":
            lockout.forget(user)
            audit.record(by, Act.UNLOCKED, user)
            messages.success(request, gettext("Unlocked."))
        elif done == "sessions":
            number = StaffSession.objects.filter(user=user).end()
            audit.record(by, Act.SESSIONS_ENDED, user, number=number)
            messages.success(request, gettext("Signed out everywhere."))
        elif done == "factors":
            for factor in Authenticator.objects.filter(user=user):
                audit.record(by, Act.FACTOR_REMOVED, user, factor=str(factor))
                factor.delete()
            StaffSession.objects.filter(user=user).end()
            messages.success(request, gettext("The second factors are removed."))
        elif done == "link":
            audit.record(by, Act.LINK_MADE, user)
            return link_for(user)
        return ""
