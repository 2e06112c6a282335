"""What everybody gets alike of the poll: an article's figures, and what readers liked."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.interval import interval
from articles.models import Revision
from articles.open_data import open_data
from articles.public import public_page
from articles.views import gone
from feedback import limits, sightings
from feedback.liked import Window, ranking
from feedback.models import Openness, Poll, Tally

RESULTS_SECONDS = 5
LIKED_SIZE = 18


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


@csrf_exempt  # a token would make the article's page one reader's own
@require_POST
@cache_control(no_store=True)
@limits.limited("shown")
def shown(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    """Count that the question came into view: in the cache, without asking the database."""
    sightings.count(article_id, language)
    return HttpResponse(status=204)


@public_page(reads=["window"])
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
            "sections": interval(at).menu(language),
            "liked": ranking(language, window, at, LIKED_SIZE),
            "window": window,
            "windows": list(Window),
            "standard": standard,
        },
    )
