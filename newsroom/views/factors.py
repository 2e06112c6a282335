"""A person's own account: second factors, recovery codes and the browsers in which it is open."""

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

from articles.forms.choices import is_id
from newsroom import audit
from newsroom.adapters import SecondFactorAdapter
from newsroom.audit import Act
from newsroom.forms.sign_in import NewPasskeyForm
from newsroom.guard import NEXT, must_set_up
from newsroom.models import StaffSession
from newsroom.qr import draw
from newsroom.views.sign_in import InTheAdmin, private

APP, PASSKEY, CODES = (
    Authenticator.Type.TOTP,
    Authenticator.Type.WEBAUTHN,
    Authenticator.Type.RECOVERY_CODES,
)


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


@private
class Account(InTheAdmin, TemplateView):
    template_name = "admin/account/index.html"
    title = _("Your account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = user_of(self.request)
        factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
        codes = next((factor.wrap() for factor in factors if factor.type == CODES), None)
        return super().get_context_data(**kwargs) | {
            "app": next((factor for factor in factors if factor.type == APP), None),
            "passkeys": [factor for factor in factors if factor.type == PASSKEY],
            "codes": codes,
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
            "sessions": StaffSession.objects.open_of(user),
            "this_session": self.request.session.session_key,
            "must_set_up": must_set_up(self.request),
            "required": settings.STAFF_SECOND_FACTOR == "required",
        }


class Changed:
    """What follows from a change of the second factors."""

    request: HttpRequest

    def log(self, act: Act, factor: str) -> None:
        user = user_of(self.request)
        audit.record(user, act, user, factor=factor)

    def after_first(self, new_codes: bool) -> str:
        """Show the recovery codes when they are new."""
        return reverse("mfa_view_recovery_codes" if new_codes else "mfa_index")


@private
class AddApp(Changed, InTheAdmin, ActivateTOTPView):
    template_name = "admin/account/app.html"
    title = _("Set up an authenticator app")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        groups = (secret[at : at + 4] for at in range(0, len(secret), 4))
        return context | {"qr": draw(context["totp_url"]), "secret": " ".join(groups)}

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.log(Act.FACTOR_ADDED, str(APP.label))
        messages.success(self.request, gettext("The app is set up."))
        return response

    def get_success_url(self) -> str:
        return self.after_first(self.did_generate_recovery_codes)


@private
class RemoveApp(Changed, InTheAdmin, DeactivateTOTPView):
    template_name = "admin/account/remove.html"
    title = _("Remove the authenticator app")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.log(Act.FACTOR_REMOVED, str(APP.label))
        messages.success(self.request, gettext("The app is removed."))
        return response


@private
class AddPasskey(Changed, InTheAdmin, AddWebAuthnView):
    form_class = NewPasskeyForm
    template_name = "admin/account/passkey.html"
    title = _("Add a passkey")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        self.log(Act.FACTOR_ADDED, form.cleaned_data["name"])
        messages.success(self.request, gettext("The passkey is added."))
        return response

    def get_success_url(self) -> str:
        return self.after_first(self.did_generate_recovery_codes)


@private
class RemovePasskey(Changed, InTheAdmin, RemoveWebAuthnView):
    template_name = "admin/account/remove.html"
    title = _("Remove a passkey")

    def get_success_url(self) -> str:
        return reverse("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        passkey = self.get_object()
        if not SecondFactorAdapter().can_delete_authenticator(passkey):
            messages.error(self.request, gettext("Set up another second factor first."))
            return redirect("mfa_index")
        response = super().form_valid(form)
        self.log(Act.FACTOR_REMOVED, str(passkey))
        messages.success(self.request, gettext("The passkey is removed."))
        return response


@private
class RecoveryCodes(InTheAdmin, ViewRecoveryCodesView):
    template_name = "admin/account/recovery_codes.html"
    title = _("Recovery codes")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["go_on"] = self.request.session.get(NEXT) or reverse("mfa_index")
        return context


@private
class NewRecoveryCodes(InTheAdmin, GenerateRecoveryCodesView):
    template_name = "admin/account/new_codes.html"
    title = _("New recovery codes")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        user = user_of(self.request)
        audit.record(user, Act.CODES_MADE, user)
        return response


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one of one's own sessions (``session``), or all but this one."""
    user = user_of(request)
    asked = request.POST.get("session", "")
    others = StaffSession.objects.filter(user=user).exclude(session_key=request.session.session_key)
    if asked != "others":
        others = others.filter(pk=asked if is_id(asked) else 0)
    names = list(others.values_list("browser", flat=True))
    others.end()
    for name in names:
        audit.record(user, Act.SESSION_ENDED, user, browser=name)
    if names:
        messages.success(request, gettext("Signed out there."))
    else:
        messages.warning(request, gettext("There was nothing to sign out."))
    return redirect("mfa_index")
