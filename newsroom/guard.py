"""What stands before every page of the admin: a second factor where the site asks for one."""

from functools import lru_cache

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext

from newsroom.errors import plain_error
from newsroom.middleware import GetResponse
from newsroom.models import StaffSession

SEEN = "seen_at"
NEXT = "after_second_factor"


class StaffGuard:
    """Lead staff without a required second factor to its set-up, and note when each was seen.

    Looks at nothing outside the admin: public pages never read a session.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(_admin(get_script_prefix())):
            if must_set_up(request) and not _is_way_out(request):
                return _lead_to_set_up(request)
            _note(request)
        return self.get_response(request)


@lru_cache(maxsize=8)
def _admin(prefix: str) -> str:
    """Return where the admin begins, on a site whose addresses all begin with ``prefix``."""
    return reverse("admin:index")


def must_set_up(request: HttpRequest) -> bool:
    if settings.STAFF_SECOND_FACTOR != "required" or not request.user.is_authenticated:
        return False
    # An administrator who takes somebody's factors away ends their sessions too.
    by = get_authentication_records(request, request.user)
    return not any(each.get("method") == "mfa" for each in by) and not has_factor(request.user)


def has_factor(user: User) -> bool:
    factors = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return factors.filter(user_id=user.pk).exists()


def _is_way_out(request: HttpRequest) -> bool:
    names = ["mfa_index", "admin:login", "admin:logout", "admin:jsi18n"]
    return request.path_info.startswith(tuple(map(reverse, names)))


def _lead_to_set_up(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return plain_error(403, gettext("Set up a second factor first."))
    request.session[NEXT] = request.get_full_path()
    return redirect("mfa_index")


def _note(request: HttpRequest) -> None:
    """Write down that the person was here, every few minutes; only who signed in has a start."""
    seen = parse_datetime(str(request.session.get(SEEN) or ""))
    now = timezone.now()
    if seen is None or now - seen < StaffSession.STEP or not request.user.is_authenticated:
        return
    request.session[SEEN] = now.isoformat()
    rows = StaffSession.objects.filter(session_key=request.session.session_key)
    rows.update(seen_at=now)
