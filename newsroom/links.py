"""One-time links with which somebody sets a password for their account."""

from django.contrib.auth.models import User
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def link_for(user: User) -> str:
    """Return a path that works once, for a day, and until the person next signs in."""
    number = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("account_set_password", args=[number, default_token_generator.make_token(user)])
