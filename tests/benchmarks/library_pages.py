"""Fills the image library of one database with rows, without files, and times its list.

Prints JSON: for each page the seconds of each round, and the number of queries.
``bench_library`` calls it with the number of photos and of rounds.
"""

import datetime
import json
import random
import sys
import time
from typing import Any

import django
from django.test import Client

LIST = "/admin/articles/image/"
BATCH = 5_000
AGENCIES = ["Reuters", "dpa", "AFP", "Saltmere News Agency"]
PLACES = ["harbour", "market", "bridge", "school", "الميناء", "السوق"]
YEARS = 20
PAGES = {
    "list": "",
    "list, page 15": "?p=14",
    "search, rare word": "?q=rareword0",
    "search, common word": "?q=Reuters",
    "search, beginning of a word": "?q=harb",
    "search, word and month": "?q=Reuters+2012-06",
    "search, two words": "?q=Reuters+rareword0",
    "search, Arabic": "?q=الميناء",
    "filter, uploaded this year": "?uploaded_at__from=2026-01-01&uploaded_at__to=2026-12-31",
    "filter, taken in a month": "?taken_on__from=2012-06-01&taken_on__to=2012-06-30",
    "filter, taken on no day": "?taken_on__isnull=True",
    "search and filter": "?q=Reuters&taken_on__from=2012-06-01&taken_on__to=2012-06-30",
    "filter, sizes failed": "?sizes=failed",
}


def fill(total: int) -> None:
    from django.utils import timezone

    from articles.models import Image
    from articles.search import photos

    Image._meta.get_field("uploaded_at").auto_now_add = False
    now, draw = timezone.now(), random.Random(total)
    for start in range(0, total, BATCH):
        rows = []
        for number in range(start, min(start + BATCH, total)):
            at = now - datetime.timedelta(days=365 * YEARS) * (1 - number / total)
            place = draw.choice(PLACES)
            rows.append(
                Image(
                    original=f"{number}.jpg",
                    digest=f"{number:064x}",
                    width=6000,
                    height=4000,
                    widths=[320, 640],
                    failure="",
                    caption=f"A {place} in the rain, {number}. rareword{number // 10}",
                    alt=f"People at a {place}",
                    credit=f"P. Aubrey / {draw.choice(AGENCIES)}",
                    taken_on=at.date() if number % 10 else None,
                    uploaded_at=at,
                )
            )
        made = Image.objects.bulk_create(rows)
        photos.write(made)


def main(total: int, rounds: int) -> None:
    django.setup()
    from django.contrib.auth.models import User
    from django.db import connection

    fill(total)
    client = Client(headers={"host": "localhost"})
    person, _ = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client.force_login(person)
    figures = {}
    for name, query in PAGES.items():
        asked: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, seen: list[str] = asked) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            response = client.get(LIST + query)
        assert response.status_code == 200, (query, response.status_code)
        seconds = []
        for _round in range(rounds):
            begun = time.perf_counter()
            client.get(LIST + query)
            seconds.append(time.perf_counter() - begun)
        figures[name] = {"seconds": seconds, "queries": len(asked)}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
