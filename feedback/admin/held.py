"""Votes that are held, for staff to look at, release and void: by burst, or all of an article."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from feedback import headlines, held
from feedback.decision import DecisionForm, Kind
from feedback.models import Burst, Tally
from feedback.models.vote import VoteQuerySet

SETTLE = "feedback.settle_vote"
DONE = {
    Kind.RELEASED: lambda n: ngettext("%(n)d vote released.", "%(n)d votes released.", n),
    Kind.VOIDED: lambda n: ngettext("%(n)d vote voided.", "%(n)d votes voided.", n),
}


def held_page(
    request: HttpRequest, model_admin: admin.ModelAdmin, article_id: int, burst: Burst | None
) -> HttpResponse:
    """Show what is held; ask back with the numbers, and settle once they are confirmed."""
    votes = held.of(article_id, burst.pk if burst else None)
    form = DecisionForm(request.POST or None, votes=votes)
    may_settle = request.user.has_perm(SETTLE)
    if request.method == "POST":
        if not may_settle:
            raise PermissionDenied
        if form.is_valid() and form.cleaned_data["confirmed"]:
            settled = form.settle(article_id, request.user)  # type: ignore[arg-type]  # staff only
            message = DONE[Kind(form.cleaned_data["kind"])](settled) % {"n": settled}
            about = burst or Tally.objects.get(pk=article_id)
            model_admin.log_change(request, about, message)
            model_admin.message_user(request, message, messages.SUCCESS)
            return redirect(request.path)
    tally = Tally.objects.get(pk=article_id)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Votes that are held"),
        "subtitle": headlines.one(article_id),
        "opts": model_admin.opts,
        "tally": tally,
        "burst": burst,
        "form": form,
        "may_settle": may_settle,
    }
    asks = request.method == "POST" and "kind" in form.data and _asks_back(form)
    context |= _confirmation(form, tally) if asks else _overview(votes)
    template = "confirm" if asks else "page"
    return TemplateResponse(request, f"admin/feedback/held/{template}.html", context)


def _asks_back(form: DecisionForm) -> bool:
    """Whether all but what the confirming page asks for is in order."""
    return set(form.errors) <= {"reason", "trust", "__all__"}


def _overview(votes: VoteQuerySet) -> dict[str, Any]:
    return {
        "shape": held.shape(votes),
        "networks": held.networks(votes),
        "waiting": votes.aggregate(**held.SIDES, total=Count("pk")),
    }


def _confirmation(form: DecisionForm, tally: Tally) -> dict[str, Any]:
    numbers = form.numbers()
    releases = form.cleaned_data["kind"] == Kind.RELEASED
    step = 1 if releases else 0
    return {
        "numbers": numbers,
        "releases": releases,
        "after": {
            "liked": tally.liked + step * numbers["liked"],
            "disliked": tally.disliked + step * numbers["disliked"],
        },
    }
