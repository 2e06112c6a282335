"""How django-allauth works here: staff only, no sign-up, no mail, secrets sealed."""

import base64
from typing import Any, cast
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_login_redirect_url
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from newsroom import audit, browsers, lockout
from newsroom.audit import Act
from newsroom.guard import SEEN
from newsroom.models import StaffSession


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        return ["allauth.mfa.stages.AuthenticateStage"]

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("admin:index")

    def is_safe_url(self, url: str) -> bool:
        """Accept what lies in the admin alone: nobody signs in to go elsewhere."""
        return bool(url) and super().is_safe_url(url) and urlsplit(url).path.startswith("/admin/")

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        if not user.is_authenticated:
            return []
        return [
            {
                "id": "reauthenticate",
                "description": _("Your password"),
                "url": reverse("account_reauthenticate"),
            }
        ]

    def reauthenticate(self, user: User, password: str) -> bool:
        with lockout.attempt(self.request, user.get_username(), Act.FAILED):
            if not user.check_password(password):
                raise ValidationError(_("That is not your password."), code="incorrect_password")
        return True

    def post_login(
        self, request: HttpRequest, user: User, *, redirect_url: str | None, **kwargs: Any
    ) -> HttpResponse:
        """Note the session, and go on to where the person wanted to."""
        now = timezone.now()
        request.session[SEEN] = now.isoformat()
        request.session.save()
        StaffSession.objects.create(
            user=user,
            session_key=cast(str, request.session.session_key),
            browser=browsers.family(request),
            started_at=now,
            seen_at=now,
        )
        # The password was typed just now: what follows at once asks for it no second time.
        reauthenticate_by_password(request)
        lockout.succeeded(request, user)
        audit.record(user, Act.SIGNED_IN, user)
        response = redirect(get_login_redirect_url(request, redirect_url))
        browsers.remember(request, response, user)
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the site's own pages say what happened, in its own words."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: the audit log has it."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of second factors sealed with the site's secret key."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret; one sealed with a key that is gone fits no code any more."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return generate_totp_secret()

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def get_totp_label(self, user: User) -> str:
        return user.get_username()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Keep the last one where the site asks for one: another must be set up first."""
        if settings.STAFF_SECOND_FACTOR != "required":
            return True
        factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
        return factors.filter(user=authenticator.user_id).exclude(pk=authenticator.pk).exists()


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (salted_hmac("newsroom.second-factor", "", key, algorithm="sha256") for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests])
