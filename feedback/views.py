"""The poll at its own address: the only readers’ pages that know a reader, and are not cached."""

import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.interval import interval
from articles.models import Revision
from articles.models.revision import RevisionQuerySet
from articles.prepared import prepared
from articles.views import gone
from feedback import audio, limits, networks, stages
from feedback.forms import PollForm
from feedback.models import Choice, Note, Openness, Path, Poll, Tally, Vote
from feedback.personal import personal_page
from feedback.reader import Reader

_csrf = CsrfViewMiddleware(lambda _: HttpResponse())


class SeeOther(HttpResponseRedirect):
    status_code = 303


@csrf_exempt  # checked in _answer(), so that what the reader chose is kept when the check fails
@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def poll(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    at = timezone.now()
    asks = request.method == "GET" and request.GET.get("show") != "result"
    if asks and (seconds := limits.wait("form", request)):
        return _too_many(request, seconds)
    article, decided = interval(at).once(
        ("poll", article_id), lambda: _article_and_poll(article_id, at)
    )
    if article is None:
        return gone(request, language, article_id, at)
    if article.language != language:
        address = reverse("feedback:poll", args=[article.language, article_id])
        query = request.META["QUERY_STRING"]
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    openness = decided.openness(article.published_at, at)
    if openness is Openness.HIDDEN:
        raise Http404("the editors show no poll here")
    reader = Reader.of(request, article_id)
    if openness is Openness.CLOSED:
        status = 409 if request.method == "POST" else 200
        return _page(request, article, reader, status=status, closed=True)
    if request.method == "POST":
        return _answer(request, article, reader)
    if request.method == "HEAD" or request.GET.get("show") == "result":
        return _page(request, article, reader)
    return _ask(request, article, reader)


def _article_and_poll(article_id: int, at: datetime.datetime) -> tuple[Revision | None, Poll]:
    """Return what the poll asks about, if readers can see it, and what was decided on the poll."""
    article = _read.first(article=article_id, at=at)
    return article, Poll.objects.of(article_id) if article else Poll(article_id=article_id)


@prepared
def _read(article: int, at: datetime.datetime) -> RevisionQuerySet:
    live = Revision.objects.live(at).filter(article=article)
    return live.select_related("section").defer("body").order_by()


def _ask(request: HttpRequest, article: Revision, reader: Reader | None) -> HttpResponse:
    """Show the form; a reader who is new here gets the cookie that makes the vote one vote."""
    asked = reader or Reader.new(article.article_id)
    form = PollForm(
        initial={"choice": request.GET.get("choice")},
        holder=asked.holder,
        asks_picture=_asks_picture(request, _is_fetched(request)),
    )
    response = _page(request, article, reader, form)
    if response.status_code == 200:
        stages.opened(request, article)
    if reader is None:
        asked.remember(response, request.path)
    return response


def _answer(request: HttpRequest, article: Revision, reader: Reader | None) -> HttpResponse:
    """Count the vote, or say what stands in its way; nothing that was chosen is lost."""
    if reader is None or not _comes_from_our_form(request):
        return _page(request, article, reader, status=403, refused=True, choice=_chosen(request))
    if "renew" in request.POST:
        choice = _chosen(request)
        if request.POST.get("note"):
            # A note is private: it does not go into an address.
            return _page(request, article, reader, _form_again(request, reader))
        return SeeOther(f"{request.path}?choice={choice}" if choice else request.path)
    if "more" in request.POST:
        return _give_more_time(request, article, reader)
    by_script = stages.way(request) is Path.SCRIPT
    asks_picture = _asks_picture(request, by_script, step=1)
    form = PollForm(
        request.POST, holder=reader.holder, by_script=by_script, asks_picture=asks_picture
    )
    if form.is_valid():
        choice = Choice(form.cleaned_data["choice"])
        network, earlier = networks.pseudonyms(request)
        with transaction.atomic():
            vote = Vote.objects.cast(
                article.article_id,
                reader.pseudonym,
                choice,
                network=network,
                earlier=earlier,
                language=article.language,
                path=stages.way(request),
                alongside=partial(stages.voted, request, article),
            )
            note = Note.objects.leave(vote, form.cleaned_data["note"])
        return SeeOther(f"{request.path}?noted" if note else request.path)
    stages.refused(request, article, form)
    return _page(request, article, reader, form, status=422)


def _asks_picture(request: HttpRequest, by_script: bool, step: int = 0) -> bool:
    """Whether the vote needs the captcha too; ``step`` is 1 where the request is an attempt."""
    if settings.POLL_CAPTCHA == "always":
        return True
    busy = limits.busy(request, step)
    return busy or not by_script


def _give_more_time(request: HttpRequest, article: Revision, reader: Reader) -> HttpResponse:
    """Show the form as it was, with a new proof to do and the picture good for longer."""
    challenge, typed = PollForm(request.POST, holder=reader.holder)["captcha"].data
    renewed = challenge.renew(reader.holder)
    form = PollForm(
        initial={
            "choice": _chosen(request),
            "note": request.POST.get("note"),
            "captcha": renewed and (renewed, typed),
        },
        holder=reader.holder,
        asks_picture=_asks_picture(request, _is_fetched(request)),
    )
    return _page(request, article, reader, form, renewed=bool(renewed), extended=True)


def _form_again(request: HttpRequest, reader: Reader) -> PollForm:
    """Return a form with a new challenge that keeps the choice and the note."""
    return PollForm(
        initial={"choice": _chosen(request), "note": request.POST["note"]},
        holder=reader.holder,
        asks_picture=_asks_picture(request, _is_fetched(request)),
    )


def _chosen(request: HttpRequest) -> Choice | None:
    return Choice.named(request.POST.get("choice"))


def _comes_from_our_form(request: HttpRequest) -> bool:
    """Make Django's own check against forged requests."""
    return _csrf.process_view(request, _answer, (), {}) is None


def _is_fetched(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _page(
    request: HttpRequest,
    article: Revision,
    reader: Reader | None,
    form: PollForm | None = None,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show result, the reader's vote and the form: a page, or for the script its part alone."""
    if form is not None:
        if request.method == "POST" and (seconds := limits.wait("form", request)):
            return _too_many(request, seconds)
        form.draw_challenge()
    vote = Vote.objects.of_reader(article.article_id, reader.pseudonym) if reader else None
    context |= {
        "language": article.language,
        "poll_url": request.path,
        "sections": interval(timezone.now()).menu(article.language),
        "article": article,
        "tally": Tally.objects.of(article.article_id),
        "voted": vote and vote.choice,
        "state": vote and vote.state,
        "form": form,
        "challenge": form and form.challenge,
        "kept_note": request.POST.get("note"),
        "audible": audio.offered(),
    }
    template = "feedback/_part.html" if _is_fetched(request) else "feedback/poll.html"
    return render(request, template, context, status=status)


def _too_many(request: HttpRequest, seconds: int) -> HttpResponse:
    """Ask for patience: too many forms went to this reader's network."""
    template = "feedback/_crowded.html" if _is_fetched(request) else "429.html"
    choice = _chosen(request) or Choice.named(request.GET.get("choice"))
    context = {
        "choice": choice,
        "minutes": -(-seconds // 60),
        "kept_note": request.POST.get("note"),
    }
    headers = {"Retry-After": str(seconds)}
    return HttpResponse(render_to_string(template, context, request), status=429, headers=headers)
