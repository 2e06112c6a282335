"""Attempts to prove who one is, by password or code: counted, refused when too many, on record."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from feedback.networks import pseudonyms
from newsroom import audit, browsers
from newsroom.audit import Act
from newsroom.models import Attempt, Refused

# The same for every name: it must not tell whether there is such an account.
TOO_MANY = _(
    "Too many attempts. Wait a quarter of an hour, or ask an administrator to unlock the account."
)


@contextmanager
def attempt(request: HttpRequest, name: str, act: Act) -> Iterator[None]:
    """Count what happens inside as failed if it raises ``ValidationError``.

    Raises ``ValidationError`` itself where there were too many attempts before.
    """
    try:
        tried = Attempt.objects.begin(name, *_source(request, name))
    except Refused:
        raise ValidationError(TOO_MANY, code="locked_out") from None
    try:
        yield
    except ValidationError:
        _put_on_record(name, act, tried)
        raise
    else:
        tried.delete()


def _source(request: HttpRequest, name: str) -> tuple[str, str | None]:
    network, _yesterday = pseudonyms(request)
    return network, browsers.token(request, name)


def succeeded(request: HttpRequest, user: User) -> None:
    """Forget what failed here before: whoever mistyped twice begins anew."""
    network, browser = _source(request, user.get_username())
    Attempt.objects.of(user.get_username()).filter(source=browser or network).delete()


def forget(user: User) -> None:
    """Let the account be tried again by everybody."""
    Attempt.objects.of(user.get_username()).delete()


def _put_on_record(name: str, act: Act, tried: Attempt) -> None:
    """Log it with the account. A name that nobody has may be a password in the wrong field."""
    user = User.objects.filter(username=name, is_staff=True).first()
    if user is None:
        return
    audit.record(user, act, user, source=tried.source[:8])
    if tried.fills_the_limit():
        audit.record(user, Act.LOCKED, user, source=tried.source[:8])
