"""What a share link shows to whoever has it: one revision, until the link ends; nothing is kept."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import story
from articles.models import Section, SharedLink
from articles.players import with_players


@require_safe
@cache_control(private=True, no_store=True)
def shared(request: HttpRequest, signed: str) -> HttpResponse:
    number = SharedLink.number_in(signed)
    if number is None:
        raise Http404("no such share link")
    at = timezone.now()
    rows = SharedLink.objects.open(at).select_related(
        "revision__article", "revision__section", "revision__lead_image"
    )
    link = rows.filter(pk=number).first()
    if link is None:
        return _unlisted(render(request, "articles/shared_ended.html", status=410))
    shown = story.of_revision(link.revision, at)
    with translation.override(shown.language):
        request.LANGUAGE_CODE = shown.language
        response = render(
            request,
            "articles/shared.html",
            {
                "at": at,
                "language": shown.language,
                "sections": Section.objects.filter(language=shown.language),
                "story": shown,
                "preview": True,
                "link": link,
                "is_public": link.revision.is_live(at),
            },
        )
    response["Content-Language"] = shown.language
    return _unlisted(with_players(response, shown))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and its address from the sites that it links to."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
