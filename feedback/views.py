"""The poll at its own address: the only readers’ pages that know a reader, and are not cached."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Revision, Section
from articles.views import gone
from feedback import captcha
from feedback.forms import PollForm
from feedback.models import Choice, Tally, Vote
from feedback.picture import draw
from feedback.reader import Reader

View = Callable[..., HttpResponse]

RESULTS_SECONDS = 5


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
    revision = Revision.objects.live(at).filter(article=article_id).select_related("section")
    article = revision.first()
    if article is None:
        return gone(request, language, article_id, at)
    if article.language != language:
        address = reverse("feedback:poll", args=[article.language, article_id])
        query = request.META["QUERY_STRING"]
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    reader = Reader.of(request, article_id)
    if request.method == "POST":
        return _answer(request, article, reader)
    if request.method == "HEAD" or request.GET.get("show") == "result":
        return _page(request, article, reader)
    return _ask(request, article, reader)


def _ask(request: HttpRequest, article: Revision, reader: Reader | None) -> HttpResponse:
    """Show the form; a reader who is new here gets the cookie that makes the vote one vote."""
    asked = reader or Reader.new(article.article_id)
    form = PollForm(initial={"choice": request.GET.get("choice")}, holder=asked.holder)
    response = _page(request, article, reader, form)
    if reader is None:
        asked.remember(response, request.path)
    return response


def _answer(request: HttpRequest, article: Revision, reader: Reader | None) -> HttpResponse:
    """Count the vote, or say what stands in its way; nothing that was chosen is lost."""
    if reader is None or not _comes_from_our_form(request):
        return _page(request, article, reader, status=403, refused=True, choice=_chosen(request))
    if "renew" in request.POST:
        choice = _chosen(request)
        return SeeOther(f"{request.path}?choice={choice}" if choice else request.path)
    form = PollForm(request.POST, holder=reader.holder)
    if form.is_valid():
        choice = Choice(form.cleaned_data["choice"])
        Vote.objects.cast(article.article_id, reader.pseudonym, choice)
        return SeeOther(request.path)
    return _page(request, article, reader, form, status=422)


def _chosen(request: HttpRequest) -> Choice | None:
    return Choice.named(request.POST.get("choice"))


def _comes_from_our_form(request: HttpRequest) -> bool:
    """Make Django's own check against forged requests."""
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    return check.process_view(request, _answer, (), {}) is None


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
        form.draw_challenge()
    voted = Vote.objects.choice_of(article.article_id, reader.pseudonym) if reader else None
    context |= {
        "language": article.language,
        "sections": Section.objects.filter(language=article.language),
        "article": article,
        "tally": Tally.objects.of(article.article_id),
        "voted": voted,
        "form": form,
    }
    part = request.headers.get("X-Requested-With") == "fetch"
    template = "feedback/_part.html" if part else "feedback/poll.html"
    return render(request, template, context, status=status)


@require_safe
@cache_control(public=True, max_age=RESULTS_SECONDS)
def results(request: HttpRequest, article_id: int) -> HttpResponse:
    """The figures for machines; the entity tag is made from them by the middleware."""
    at = timezone.now()
    language = Revision.objects.live(at).filter(article=article_id).values_list("language").first()
    if language is None:
        return gone(request, request.LANGUAGE_CODE, article_id, at)
    tally = Tally.objects.of(article_id)
    figures = {"article": article_id, "liked": tally.liked, "disliked": tally.disliked}
    return JsonResponse(figures, headers={"Content-Language": language[0]})


@require_safe
@cache_control(private=True, no_store=True)
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
