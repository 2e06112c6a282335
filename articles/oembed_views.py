"""Our articles for the pages of others: oEmbed 1.0, and the picture that networks show.

https://oembed.com/
"""

import datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from articles import story
from articles.addresses import absolute
from articles.languages import site_name
from articles.models import Revision
from articles.open_data import open_data
from articles.public import NOTE, public_page
from articles.templatetags.reading import listed

WIDTH, HEIGHT = 600, 240  # pixels, of what stands in the page of others
NARROWEST = 200
DAY = 24 * 60 * 60  # seconds
ARTICLES = {"article", "article-by-id"}


@open_data
@public_page(reads=["url", "format", "maxwidth", "maxheight"])
def oembed(request: HttpRequest, *, at: datetime.datetime) -> HttpResponse:
    """Answer what others show of an article of ours: a quotation with a link, and no script."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse("Only JSON is spoken here.", status=501, content_type="text/plain")
    number = _article_at(request, request.GET.get("url", ""))
    live = Revision.objects.live(at).whole()
    shown = story.of_revision(get_object_or_404(live, article=number), at)
    with override(shown.language):
        return JsonResponse(_described(request, shown, at))


def _described(
    request: HttpRequest, shown: story.Story, at: datetime.datetime
) -> dict[str, str | int]:
    url = absolute(request, shown.url)
    described: dict[str, str | int] = {
        "version": "1.0",
        "type": "rich",
        "provider_name": site_name(),
        "provider_url": absolute(request, reverse("articles:front", args=[shown.language])),
        "title": shown.headline,
        "author_name": listed(shown.byline),
        "cache_age": request.META[NOTE].seconds(at.timestamp()),
        "html": render_to_string("articles/_oembed.html", {"story": shown, "url": url}),
        "width": max(NARROWEST, min(WIDTH, _most(request, "maxwidth"))),
        "height": min(HEIGHT, _most(request, "maxheight")),
    }
    photo = shown.photo_elsewhere.image if shown.photo_elsewhere else None
    if photo and photo.widths:
        width = min(photo.widths)
        if width <= _most(request, "maxwidth"):
            described |= {
                "thumbnail_url": absolute(request, photo.thumbnail),
                "thumbnail_width": width,
                "thumbnail_height": round(photo.height * width / photo.width),
            }
    return described


def _most(request: HttpRequest, name: str) -> int:
    """Return the pixels that there is room for; what is no number says nothing."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else WIDTH


def _article_at(request: HttpRequest, url: str) -> int:
    """Return the number of the article that an address of this site names. Raises ``Http404``."""
    try:
        parts = urlsplit(url)
        found = resolve(unquote(parts.path))
    except (ValueError, Resolver404):
        raise Http404("no address of ours") from None
    home = urlsplit(settings.SITE_URL or request.build_absolute_uri("/"))
    ours = parts.scheme in {"http", "https"} and parts.netloc == home.netloc
    if not ours or found.namespace != "articles" or found.url_name not in ARTICLES:
        raise Http404("no article of ours")
    return found.kwargs["article_id"]


@require_safe
@cache_control(public=True, max_age=DAY)
def card(request: HttpRequest, article_id: int, digest: str) -> HttpResponse:
    """Draw the picture of an article as it is now; an earlier one is gone."""
    at = timezone.now()
    live = Revision.objects.live(at).whole()
    drawn = story.of_revision(get_object_or_404(live, article=article_id), at).social_card
    if drawn is None or drawn.digest != digest:
        raise Http404("no such picture")
    return HttpResponse(drawn.draw(), content_type="image/png")
