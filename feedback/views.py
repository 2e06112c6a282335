"""The poll at its own address: the only readers’ pages that know a reader, and are not cached."""

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Revision, Section
from articles.public import public_page
from articles.views import gone
from feedback import audio, captcha, limits, networks, sightings, stages
from feedback.captcha import Challenge
from feedback.forms import PollForm
from feedback.liked import Window, ranking
from feedback.models import Choice, Note, Openness, Path, Poll, Tally, Vote
from feedback.open_data import open_data
from feedback.picture import draw
from feedback.ranges import ranged
from feedback.reader import Reader

View = Callable[..., HttpResponse]

RESULTS_SECONDS = 5
LIKED_SIZE = 18


class SeeOther(HttpResponseRedirect):
    status_code = 303


def personal_page(view: View) -> View:
    """Keep the answer out of every cache and every search engine."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie", "X-Requested-With"])
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return page


@csrf_exempt  # checked in _answer(), so that what the reader chose is kept when the check fails
@require_http_methods(["GET", "HEAD", "POST"])
@personal_page
def poll(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    at = timezone.now()
    asks = request.method == "GET" and request.GET.get("show") != "result"
    if asks and (seconds := limits.wait("form", request)):
        return _too_many(request, seconds)
    revision = Revision.objects.live(at).filter(article=article_id).select_related("section")
    article = revision.first()
    if article is None:
        return gone(request, language, article_id, at)
    if article.language != language:
        address = reverse("feedback:poll", args=[article.language, article_id])
        query = request.META["QUERY_STRING"]
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    openness = Poll.objects.openness(article_id, article.published_at, at)
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
        vote = Vote.objects.cast(
            article.article_id,
            reader.pseudonym,
            choice,
            network=network,
            earlier=earlier,
            language=article.language,
            path=stages.way(request),
        )
        note = Note.objects.leave(vote, form.cleaned_data["note"])
        stages.answered(request, article, form, vote)
        return SeeOther(f"{request.path}?noted" if note else request.path)
    stages.answered(request, article, form, None)
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
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    return check.process_view(request, _answer, (), {}) is None


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
        "sections": Section.objects.filter(language=article.language),
        "article": article,
        "tally": Tally.objects.of(article.article_id),
        "voted": vote and vote.choice,
        "state": vote and vote.state,
        "form": form,
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


@csrf_exempt  # a token would make the article's page one reader's own
@require_POST
@cache_control(no_store=True)
@limits.limited("shown")
def shown(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    """Count that the question came into view: in the cache, without asking the database."""
    sightings.count(article_id, language)
    return HttpResponse(status=204)


@open_data
@cache_control(public=True, max_age=RESULTS_SECONDS)
def results(request: HttpRequest, article_id: int) -> HttpResponse:
    """The counted votes, for machines."""
    at = timezone.now()
    live = Revision.objects.live(at).filter(article=article_id)
    found = live.values_list("language", "published_at").first()
    if found is None:
        return gone(request, request.LANGUAGE_CODE, article_id, at)
    language, published_at = found
    if Poll.objects.openness(article_id, published_at, at) is Openness.HIDDEN:
        raise Http404("the editors show no poll here")
    tally = Tally.objects.of(article_id)
    figures = {"article": article_id, "liked": tally.liked, "disliked": tally.disliked}
    return JsonResponse(figures, headers={"Content-Language": language})


@public_page
def liked(request: HttpRequest, language: str, *, at: datetime.datetime) -> HttpResponse:
    """What readers liked in a window of time; for a window that is none, the site's own."""
    asked = request.GET.get("window")
    standard = Window(settings.LIKED_WINDOW)
    window = Window(asked) if asked in Window.values else standard
    return render(
        request,
        "feedback/liked.html",
        {
            "at": at,
            "language": language,
            "sections": Section.objects.filter(language=language),
            "liked": ranking(language, window, at, LIKED_SIZE),
            "window": window,
            "windows": list(Window),
            "standard": standard,
        },
    )


@require_safe
@cache_control(private=True, no_store=True)
@limits.limited("picture")
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of a challenge that can still be answered; 410 for every other key."""
    letters = captcha.open_challenges().filter(hashkey=key).values_list("challenge", flat=True)
    found = letters.first()
    if found is None:
        return HttpResponse(status=410)
    seed = salted_hmac("feedback.picture", key, algorithm="sha256").digest()
    name = f"feedback.picture.{key}"
    png = cache.get_or_set(name, lambda: draw(found, seed), captcha.MINUTES * 60)
    return HttpResponse(png, content_type="image/png")


@require_safe
@personal_page
@limits.limited("clip")
def clip(request: HttpRequest, language: str, article_id: int, key: str) -> HttpResponse:
    """The letters of this reader's open challenge, spoken; 410 for every other, 503 if it fails."""
    reader = Reader.of(request, article_id)
    challenge = Challenge(key, request.GET.get("seal", ""))
    if reader is None or not audio.offered() or not challenge.is_open(reader.holder):
        return HttpResponse(status=410)
    found = captcha.open_challenges().filter(hashkey=key).values_list("challenge", flat=True)
    letters = found.first() or ""
    seed = salted_hmac("feedback.clip", f"{key}:{language}", algorithm="sha256").digest()
    name = f"feedback.clip.{language}.{key}"
    wav = cache.get(name)
    if wav is None:
        try:
            wav = audio.clip(letters, language, seed)
        except audio.SilentError:
            return HttpResponse(status=503, headers={"Retry-After": "5"})
        cache.set(name, wav, captcha.MINUTES * 60)
    return ranged(request, wav, "audio/wav")
