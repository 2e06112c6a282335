"""A site's own colours and logo, at addresses that change with them and can be kept for ever."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from newsroom import logo
from newsroom.identity import digest, own_colours

YEAR = 365 * 24 * 60 * 60  # seconds
for_ever = cache_control(public=True, max_age=YEAR, immutable=True)


@require_safe
@for_ever
def colours(request: HttpRequest, name: str) -> HttpResponse:
    rules = own_colours()
    if not rules or name != digest(rules):
        raise Http404("no such colours")
    return HttpResponse(rules, content_type="text/css; charset=utf-8")


@require_safe
@for_ever
def picture(request: HttpRequest, name: str) -> HttpResponse:
    for path in filter(None, [settings.SITE_LOGO, settings.SITE_LOGO_DARK]):
        try:
            found = logo.read(path)
        except logo.LogoError:
            continue
        if found.name == name:
            return HttpResponse(found.content, content_type=logo.TYPES[found.kind])
    raise Http404("no such logo")
