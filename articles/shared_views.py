"""What a share link shows to whoever has it: one revision, until the link ends; nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import story
from articles.interval import interval
from articles.models import Revision, SharedLink
from articles.players import with_players


@require_safe
@cache_control(private=True, no_store=True)
def shared(request: HttpRequest, signed: str) -> HttpResponse:
    number = SharedLink.number_in(signed)
    if number is None:
        raise Http404("no such share link")
    at = timezone.now()
    link = SharedLink.objects.open(at).filter(pk=number).first()
    if link is None:
        return _unlisted(render(request, "articles/shared_ended.html", status=410))
    revision = Revision.objects.whole().get(pk=link.revision_id)
    shown = story.of_revision(revision, at)
    with translation.override(shown.language):
        request.LANGUAGE_CODE = shown.language
        response = render(
            request,
            "articles/shared.html",
            {
                "at": at,
                "language": shown.language,
                "sections": interval(at).menu(shown.language),
                "story": shown,
                "preview": True,
                "link": link,
                "is_public": revision.is_live(at),
            },
        )
    response["Content-Language"] = shown.language
    return _unlisted(with_players(response, shown))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and its address from the sites that it links to."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
