"""Photos for readers, where no proxy or object store serves them."""

import datetime

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.cache import patch_cache_control
from django.views.decorators.http import last_modified, require_safe

from articles.renditions import CUTS, FORMATS

# Nothing else of the storage can be named: no drafts, no other folders, no way up.
NAME = (
    r"renditions/[0-9a-f]{32}/(?:[1-9][0-9]{0,4}\.(?:avif|webp|jpg)"
    rf"|(?:{'|'.join(CUTS)})-(?:10|[0-9])-(?:10|[0-9])\.jpg|fallback\.jpg)"
)
FOR_EVER = 365 * 24 * 60 * 60  # seconds


def _written(request: HttpRequest, name: str) -> datetime.datetime | None:
    try:
        return default_storage.get_modified_time(name)
    except FileNotFoundError:
        return None


@require_safe
@last_modified(_written)
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Stream a file of a photo; its address says which photo it is, so caches may keep it."""
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404("no such rendition") from None
    response = FileResponse(file, content_type=FORMATS[name.rpartition(".")[2]])
    patch_cache_control(response, public=True, max_age=FOR_EVER, immutable=True)
    return response
