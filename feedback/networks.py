"""Which network a request comes from, and the name under which votes know it for two days.

The network itself, /24 of IPv4 or /48 of IPv6, is never stored. What is stored is a hash of it
under a random key of the day; once that key is destroyed the hash leads to nothing.
"""

import hashlib
import hmac
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from articles.interval import interval
from feedback.models import NetworkKey
from feedback.models.day_tally import day_of

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

PREFIXES = {4: 24, 6: 48}  # bits
UNKNOWN = "unknown"  # a request through a socket file that nobody vouches for
UNIX = "unix"  # stands in TRUSTED_PROXIES for whoever reaches the site through a socket file
LENGTH = 32  # hexadecimal digits of a pseudonym
SWEEP_SECONDS = 60
SWEEP_ROWS = 500


def prefix_of(request: HttpRequest) -> str:
    """Return the reader's network, as in ``203.0.113.0/24``; it must not be stored.

    ``X-Forwarded-For`` is read from the right, and only as far as the proxies named in
    ``TRUSTED_PROXIES`` vouch for it.
    """
    address = _address_of(request)
    if address is None:
        return UNKNOWN
    return str(ipaddress.ip_network((address, PREFIXES[address.version]), strict=False))


def pseudonyms(request: HttpRequest) -> tuple[str, str | None]:
    """Return the names of the reader's network under today's key and under yesterday's, if any.

    Now and then erases what has expired.
    """
    if cache.add("feedback.networks.swept", True, SWEEP_SECONDS):
        NetworkKey.objects.forget(SWEEP_ROWS)
    prefix = prefix_of(request)
    at = timezone.now()
    # Remembered for a minute at the most, by a worker that gets votes.
    today, yesterday = interval(at).once(
        ("network keys", day_of(at)), lambda: NetworkKey.objects.pair(at)
    )
    return _hash(today, prefix), _hash(yesterday, prefix) if yesterday else None


def _hash(key: bytes, prefix: str) -> str:
    return hmac.new(key, prefix.encode(), hashlib.sha256).hexdigest()[:LENGTH]


def _address_of(request: HttpRequest) -> Address | None:
    """Return the nearest address that no trusted proxy owns; the last readable one if all do."""
    peer = request.META.get("REMOTE_ADDR", "")
    nearest = _parse(peer)
    if nearest is None and (peer or UNIX not in settings.TRUSTED_PROXIES):
        return None
    hops = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    while hops and (nearest is None or _is_trusted(nearest)):
        before = _parse(hops.pop())
        if before is None:
            break
        nearest = before
    return nearest


def _parse(text: str) -> Address | None:
    """Read an address; an IPv4 address in the clothes of IPv6 is one of IPv4."""
    try:
        address = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_trusted(address: Address) -> bool:
    proxies = (each for each in settings.TRUSTED_PROXIES if each != UNIX)
    return any(address in ipaddress.ip_network(each) for each in proxies)
