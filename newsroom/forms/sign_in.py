from typing import Any, cast

from allauth.mfa.base.forms import AuthenticateForm
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth.models import User
from django.http import HttpRequest

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


class OwnPasswordForm(AdminPasswordChangeForm):
    """A new password for oneself; the old one cannot be guessed in a browser left open."""

    def __init__(self, user: User, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(user, *args, **kwargs)

    def clean_old_password(self) -> str:
        with attempt(self.request, self.user.get_username(), Act.FAILED):
            return super().clean_old_password()
