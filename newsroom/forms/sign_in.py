from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, AuthenticateWebAuthnForm
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.audit import Act
from newsroom.lockout import attempt


class SignInForm(AdminAuthenticationForm):
    """Name and password of staff. Why it was refused it does not tell, but for a lock."""

    def clean(self) -> dict[str, Any]:
        name = self.cleaned_data.get("username")
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        with attempt(cast(HttpRequest, self.request), name, Act.FAILED):
            return super().clean()


class CodeForm(AuthenticateForm):
    """A code of the app or a recovery code, after the password was right."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs = {
            "autocomplete": "one-time-code",
            "autofocus": True,
            "dir": "ltr",
            "maxlength": 20,
        }

    def clean_code(self) -> str:
        with attempt(self.request, self.user.get_username(), Act.CODE_FAILED):
            return super().clean_code()


class PasskeyForm(AuthenticateWebAuthnForm):
    """What a browser says a passkey answered, after the password was right."""

    def clean_credential(self) -> Any:
        with understood():
            return super().clean_credential()


class NewPasskeyForm(AddWebAuthnForm):
    def clean(self) -> dict[str, Any]:
        with understood():
            return super().clean()


@contextmanager
def understood() -> Iterator[None]:
    """Refuse what the libraries stumble over: parts that are missing, or of another kind."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValidationError(_("That did not work. Try again."), code="unreadable") from error


class OwnPasswordForm(AdminPasswordChangeForm):
    """A new password for oneself; the old one cannot be guessed in a browser left open."""

    def __init__(self, user: User, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(user, *args, **kwargs)

    def clean_old_password(self) -> str:
        with attempt(self.request, self.user.get_username(), Act.FAILED):
            return super().clean_old_password()
