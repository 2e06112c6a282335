"""Signing in and out, the code after the password, and links that set a password."""

from typing import Any, cast

from allauth.account.forms import ReauthenticateForm
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth import REDIRECT_FIELD_NAME, logout
from django.contrib.auth.models import User
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from newsroom import audit
from newsroom.audit import Act
from newsroom.forms.sign_in import CodeForm, OwnPasswordForm, PasskeyForm, SignInForm
from newsroom.models import StaffSession

private = method_decorator(
    [never_cache, csrf_protect, sensitive_post_parameters()], name="dispatch"
)


class InTheAdmin:
    """Gives a page what every page of the admin shows."""

    request: HttpRequest
    title: Any = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shared = {**admin.site.each_context(self.request), "title": self.title}
        return shared | super().get_context_data(**kwargs)  # type: ignore[misc]  # of the view


@private
class SignIn(InTheAdmin, FormView):
    form_class = SignInForm
    template_name = "admin/login.html"
    title = _("Log in")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and admin.site.has_permission(request):
            return HttpResponseRedirect(self._next())
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: SignInForm) -> HttpResponse:
        user = form.get_user()
        if self.request.user.is_authenticated:
            logout(self.request)
        login = Login(user=user, redirect_url=self._next())
        return perform_password_login(self.request, {"username": user.get_username()}, login)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {
            "app_path": self.request.get_full_path(),
            "username": self.request.user.get_username(),
            REDIRECT_FIELD_NAME: self._next(),
        }
        return super().get_context_data(**kwargs) | more

    def _next(self) -> str:
        return get_next_redirect_url(self.request) or reverse("admin:index")


@private
class SecondFactor(InTheAdmin, AuthenticateView):
    """Asks for the second factor of who gave the right password."""

    webauthn_form_class = PasskeyForm
    template_name = "admin/account/code.html"
    title = _("Second factor")

    def get_form_class(self) -> Any:
        return lambda **kwargs: CodeForm(request=self.request, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        used = getattr(form, "authenticator", None)
        if used is not None and used.type == Authenticator.Type.RECOVERY_CODES:
            audit.record(used.user, Act.CODE_USED, used.user)
            used.refresh_from_db()
            left = len(used.wrap().get_unused_codes())
            text = gettext("That recovery code is used up. Codes left: %(left)s.") % {"left": left}
            messages.warning(self.request, text)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kinds = Authenticator.objects.filter(user=self.stage.login.user).values_list(
            "type", flat=True
        )
        return context | {"kinds": set(kinds)}


@private
class Confirm(InTheAdmin, ReauthenticateView):
    """Asks for the password again before anything about signing in is changed."""

    form_class = ReauthenticateForm
    template_name = "admin/account/confirm.html"
    title = _("Is it you?")


@private
class OwnPassword(InTheAdmin, PasswordChangeView):
    form_class = OwnPasswordForm
    template_name = "registration/password_change_form.html"
    success_url = reverse_lazy("admin:password_change_done")
    title = _("Password change")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it; every other browser is signed out."""
        user = cast(User, self.request.user)
        mine = StaffSession.objects.filter(user=user)
        before = self.request.session.session_key
        response = super().form_valid(form)
        mine.filter(session_key=before).update(session_key=self.request.session.session_key)
        mine.exclude(session_key=self.request.session.session_key).end()
        audit.record(user, Act.PASSWORD_CHANGED, user)
        return response


@private
class PasswordByLink(InTheAdmin, PasswordResetConfirmView):
    """Sets a password with a link that an administrator handed out; see ``staff_link``."""

    template_name = "admin/account/link.html"
    success_url = reverse_lazy("admin:login")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = cast(User, self.user)
        StaffSession.objects.filter(user=user).end()
        audit.record(user, Act.PASSWORD_CHANGED, user)
        messages.success(self.request, gettext("Your password is set. Log in with it."))
        return response


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out on POST; anything else leads back to the admin."""
    if request.method != "POST":
        return redirect("admin:index")
    if request.user.is_authenticated:
        StaffSession.objects.filter(session_key=request.session.session_key).delete()
        audit.record(request.user, Act.SIGNED_OUT, request.user)
    return admin.site.logout(request)
