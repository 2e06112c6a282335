"""How often the poll's question came into view: told by one reader in so many, kept in the cache.

Reading an article writes no row. What was told waits in the cache until a form of that article is
opened, and is lost where the cache is emptied before that or where nobody opens one.
"""

import datetime
from collections.abc import Iterator
from contextlib import suppress

from django.conf import settings
from django.core.cache import caches
from django.utils import timezone

KEPT = 7  # days
MOST = 20_000  # articles of a day: nobody can fill the cache with ids that are none

SECONDS = KEPT * 24 * 60 * 60


def count(article_id: int, language: str) -> None:
    """Count the readers for whom one has spoken; nothing where the site asks nobody."""
    if not settings.POLL_SHOWN_SAMPLE:
        return
    name, counters = _name(article_id, language, _today()), caches["shown"]
    with suppress(ValueError):  # made room for others in between
        if counters.add(name, 0, SECONDS) and _is_full():
            counters.delete(name)
        else:
            counters.incr(name, settings.POLL_SHOWN_SAMPLE)


def take(article_id: int, language: str) -> Iterator[tuple[datetime.date, int]]:
    """Take what has gathered out of the cache, by day (UTC). Nothing is given out twice."""
    today = _today()
    days = [today - datetime.timedelta(days=ago) for ago in range(KEPT + 1)]
    names = {_name(article_id, language, day): day for day in days}
    for name, number in caches["shown"].get_many(names).items():
        if taken := _take(name, number):
            yield names[name], taken


def _take(name: str, number: int) -> int:
    """Take ``number`` from a counter, or what of it others left: they may have read it too."""
    if number <= 0:
        return 0
    counters = caches["shown"]
    try:
        left = counters.decr(name, number)
        surplus = min(number, max(0, -left))
        if surplus:
            counters.incr(name, surplus)
    except ValueError:  # expired in between
        return 0
    return number - surplus


def _is_full() -> bool:
    """Note one more counter of today; tell whether it is one too many."""
    name, counters = f"feedback.sightings.{_today():%Y%m%d}", caches["shown"]
    counters.add(name, 0, SECONDS)
    return counters.incr(name) > MOST


def _name(article_id: int, language: str, day: datetime.date) -> str:
    return f"feedback.sightings.{article_id}.{language}.{day:%Y%m%d}"


def _today() -> datetime.date:
    return timezone.now().astimezone(datetime.UTC).date()
