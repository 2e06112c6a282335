"""Times readers' pages on the archive of one database; ``bench_archive`` calls it in turns.

Prints JSON: for each page the seconds of each round, and the number of queries. The requests go
through Django's handler in this process, past the page cache. With ``explain`` as the second word
it prints how the database answers each query of each page instead.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import django
from django.test import Client

DEPTH = 10_000  # articles down a list; the middle of one that has fewer


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name of each page and its address."""
    from articles import paging
    from articles.models import Author, Revision, Section, Topic

    live = Revision.objects.filter(live_from__isnull=False, language="en")
    newest = live.newest_first().select_related("section")[0]
    section = Section.objects.filter(language="en").order_by("pk")[0]
    topic = Topic.objects.filter(language="en").order_by("pk")[0]
    author = Author.objects.filter(language="en").order_by("pk")[0]
    yield "article", newest.get_absolute_url()
    yield "front page", "/en/"
    for name, rows, page in [
        ("front page", live, "/en/"),
        ("section", live.filter(section=section), section.get_absolute_url()),
        ("topic", live.filter(topics=topic), topic.get_absolute_url()),
        ("author", live.filter(contributions__author=author), author.get_absolute_url()),
    ]:
        above = list(rows.newest_first().only("article", "published_at")[: DEPTH + 1])
        row = above[DEPTH if len(above) > DEPTH else len(above) // 2]
        if name != "front page":
            yield name, page
        place = paging.write(row.published_at, row.article_id)
        yield f"{name}, {DEPTH:,} down", f"{page}?before={place}"
    yield "archive", "/en/archive/"
    yield "month", f"/en/archive/{newest.published_at:%Y/%m}/"
    yield "corrections", "/en/corrections/"
    yield "what readers liked", "/en/liked/"
    yield "feed", "/en/feed/"
    yield "feed of a section", f"{section.get_absolute_url()}feed/"
    yield "feed of a topic", f"{topic.get_absolute_url()}feed/"
    yield "index of the site map", "/sitemap.xml"
    yield "news site map", "/news-sitemap.xml"
    yield "search, rare word", "/en/search/?q=rareword0"
    yield "search, common word", "/en/search/?q=harbour"
    yield "search, two words", "/en/search/?q=harbour+rareword0"
    yield "search, common word in a section", f"/en/search/?q=harbour&section={section.slug}"
    yield "search, nothing found", "/en/search/?q=qqqqqq"
    yield "no such article", "/en/archive-x/999999999/none/"


def timed(client: Client, address: str, rounds: int) -> list[float]:
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - begun)
    return seconds


def main(rounds: int, explain: bool) -> None:
    django.setup()
    from django.db import connection

    client, figures = Client(headers={"host": "localhost"}), {}
    for name, address in list(pages()):
        client.get(address)
        queries: list[tuple[str, Any]] = []

        def note(execute: Any, sql: str, params: Any, *rest: Any, seen: Any = queries) -> Any:
            seen.append((sql, params))
            return execute(sql, params, *rest)

        with connection.execute_wrapper(note):
            response = client.get(address)
        assert response.status_code in {200, 404}, (address, response.status_code)
        if explain:
            figures[name] = [explained(sql, params) for sql, params in queries]
        else:
            figures[name] = {"seconds": timed(client, address, rounds), "queries": len(queries)}
    sys.stdout.write(json.dumps(figures, indent=1))


def explained(sql: str, params: Any) -> list[str]:
    from django.db import connection

    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{word} {sql}", params)
        return [str(row[-1]) for row in cursor.fetchall()]


if __name__ == "__main__":
    main(int(sys.argv[1]), "explain" in sys.argv[2:])
