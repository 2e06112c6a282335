"""Times the admin's pages on the archive of one database; ``bench_archive`` calls it in turns.

Prints JSON: for each page the seconds of each round, and the number of queries. The requests go
through Django's handler in this process, as an editor and as a reporter.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import django
from django.test import Client

ARTICLES = "/admin/articles/article/"
FRONT = "/admin/articles/layout/front/en/"
CHOICES = "/admin/autocomplete/?app_label=articles&model_name={}&field_name={}&term={}"


def pages() -> Iterator[tuple[str, str, str]]:
    """Yield who asks, the name of the page and its address."""
    from articles.admin.states import State
    from articles.models import Article, Section, Stage

    editor, reporter = "editor", "reporter"
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True)[0]
    section = Section.objects.order_by("pk").values_list("pk", flat=True)[0]
    yield editor, "desk", "/admin/"
    yield reporter, "desk, reporter", "/admin/"
    yield editor, "list", ARTICLES
    yield reporter, "list, reporter", ARTICLES
    yield editor, "list, page 15", f"{ARTICLES}?p=15"
    yield editor, "search, rare word", f"{ARTICLES}?q=rareword0"
    yield editor, "search, common word", f"{ARTICLES}?q=harbour"
    yield editor, "search, beginning of a word", f"{ARTICLES}?q=harb"
    yield editor, "search, two words", f"{ARTICLES}?q=harbour+rareword0"
    yield reporter, "search, common word, reporter", f"{ARTICLES}?q=harbour"
    yield editor, "filter, language", f"{ARTICLES}?language__exact=en"
    yield editor, "filter, section", f"{ARTICLES}?section__id__exact={section}"
    yield editor, "filter, mine", f"{ARTICLES}?mine=own"
    for stage in Stage.values:
        yield editor, f"filter, stage {stage}", f"{ARTICLES}?stage={stage}"
    for state in State.values:
        yield editor, f"filter, state {state}", f"{ARTICLES}?state={state}"
    yield editor, "form", f"{ARTICLES}{newest}/change/"
    yield editor, "front page, arranged", FRONT
    yield editor, "stories to pin, common word", f"{FRONT}stories/?q=harbour"
    for name, model, field, term in [
        ("an article", "revision", "article", "harbour"),
        ("a topic", "article", "topics", "arch"),
        ("an author", "articleauthor", "author", "arch"),
    ]:
        yield editor, f"choice of {name}", CHOICES.format(model, field, term)


def people() -> dict[str, Client]:
    from django.contrib.auth.models import Group, User

    clients = {}
    for name, role in {"editor": "Editor", "reporter": "Reporter"}.items():
        user, _ = User.objects.get_or_create(username=f"bench-{name}", is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        clients[name] = Client(headers={"host": "localhost"})
        clients[name].force_login(user)
    return clients


def main(rounds: int) -> None:
    django.setup()
    from django.db import connection

    clients, figures = people(), {}
    for who, name, address in pages():
        queries: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, seen: list[str] = queries) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            response = clients[who].get(address)
        assert response.status_code == 200, (address, response.status_code)
        seconds = []
        for _ in range(rounds):
            begun = time.perf_counter()
            clients[who].get(address)
            seconds.append(time.perf_counter() - begun)
        figures[name] = {"seconds": seconds, "queries": len(queries)}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main(int(sys.argv[1]))
