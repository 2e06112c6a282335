"""The links in a body that lead to this site, as paths."""

import html
import re
from urllib.parse import unquote, urlsplit

from django.conf import settings

HREF = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
MOST_LINKS = 200


def own_paths(body: str) -> list[str]:
    """Return the decoded paths, each once, in order; no more than ``MOST_LINKS`` of them."""
    found = (_own_path(html.unescape(address)) for address in HREF.findall(body))
    return list(dict.fromkeys(path for path in found if path))[:MOST_LINKS]


def _own_path(address: str) -> str:
    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in {"", "http", "https"} or (host and host not in _own_hosts()):
        return ""
    return unquote(parts.path)


def _own_hosts() -> set[str]:
    site = urlsplit(settings.SITE_URL).hostname
    return {host for host in (site, *settings.PUBLIC_HOSTS) if host}
