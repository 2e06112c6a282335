"""The marks of the site's generation: who moves them, and who learns of it."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from articles import generation as module
from articles import writes
from articles.generation import Generation, generation
from articles.models import Article, Author, Editing, Section, Topic
from feedback.models import Vote
from tests.cast import MakeArticle, MakeImage, Publish

MOVE = """
import sys
from pathlib import Path
from django.conf import settings
settings.configure(DATA_DIR=Path(sys.argv[1]), SHARED_CACHE="")
from articles.generation import generation
generation.move()
"""


def test_another_process_moves_the_marks_of_this_one(tmp_path: Path) -> None:
    mine = Generation(tmp_path / "generation")
    before = mine.now()
    assert mine.now() == before

    subprocess.run([sys.executable, "-c", MOVE, str(tmp_path)], check=True)

    assert mine.now().changed != before.changed
    assert mine.now().taken == before.taken


def test_what_is_taken_moves_both_marks(tmp_path: Path) -> None:
    mine = Generation(tmp_path / "generation")
    before = mine.now()
    mine.move(taken=True)
    assert all(new != old for new, old in zip(mine.now(), before, strict=True))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    caches["default"].clear()
    return clock


def machines(folder: Path) -> tuple[Generation, Generation]:
    return Generation(folder / "one", "default"), Generation(folder / "two", "default")


def test_machines_learn_from_the_cache_that_they_share(tmp_path: Path, clock: Clock) -> None:
    one, two = machines(tmp_path)
    one.now(), two.now()
    clock.now += 1
    assert one.now() == two.now()

    one.move()
    assert one.now() != two.now()  # it asked a moment ago
    clock.now += module.ASK_AGAIN
    assert one.now() == two.now()

    two.move(taken=True)
    clock.now += module.ASK_AGAIN
    assert one.now() == two.now()


def test_a_cache_that_lost_the_marks_gets_them_again(tmp_path: Path, clock: Clock) -> None:
    one, two = machines(tmp_path)
    before = one.now()
    caches["default"].clear()
    clock.now += 1
    assert one.now() == before
    assert two.now() == before


def test_a_change_that_the_cache_did_not_hear_is_told_later(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = machines(tmp_path)
    one.now(), two.now()
    clock.now += 1
    before = one.now()

    def fail(*_asked: Any, **_more: Any) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        for name in ("get_many", "set_many"):
            patch.setattr(caches["default"], name, fail)
        one.move()
        changed = one.now()
        clock.now += 1
        assert one.now() == changed != before

    clock.now += 1
    assert one.now() == changed
    clock.now += 1
    assert two.now() == changed


def test_nobody_waits_for_a_cache_that_is_slow(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _two = machines(tmp_path)
    before = one.now()
    clock.now += 1
    asked, goes_on = threading.Event(), threading.Event()

    def slow(keys: list[str]) -> dict[str, int]:
        asked.set()
        assert goes_on.wait(5)
        return dict(zip(keys, before, strict=True))

    monkeypatch.setattr(caches["default"], "get_many", slow)
    # Each thread has a cache of its own; the name leads all of them to the slow one.
    monkeypatch.setattr(module, "caches", {"default": caches["default"]})
    waiting = threading.Thread(target=one.now)
    waiting.start()
    assert asked.wait(30)

    assert one.now() == before  # another reader
    one.move()  # an editor
    moved = one.now()
    assert waiting.is_alive()
    goes_on.set()
    waiting.join()
    assert one.now() == moved != before


def test_after_a_restart_of_the_machine_the_cache_is_asked(tmp_path: Path, clock: Clock) -> None:
    one, two = machines(tmp_path)
    one.now(), two.now()
    two.move()
    clock.now = 3
    assert one.now() == two.now()


@pytest.mark.parametrize(
    ("sql", "seen"),
    [
        ('UPDATE "articles_revision" SET "live_from" = %s', True),
        ('DELETE FROM "articles_revision" WHERE "id" = 1', True),
        ('INSERT INTO "articles_revision" ("number") VALUES (1)', False),
        ('INSERT OR IGNORE INTO "articles_section" ("slug") VALUES (%s)', True),
        ('  insert into articles_banner ("text") values (%s)', True),
        ('UPDATE "articles_article" SET "headline" = %s', False),
        ('UPDATE "feedback_poll" SET "state" = %s', True),
        ('INSERT INTO "feedback_vote" ("choice") VALUES (1)', False),
        ('UPDATE "auth_user" SET "last_login" = %s', False),
        ('INSERT INTO "django_flatpage" ("url") VALUES (1)', True),
        ('UPDATE "django_redirect" SET "new_path" = %s', True),
        ('UPDATE "a_table_of_tomorrow" SET "x" = 1', True),
        ('SELECT "articles_revision"."id" FROM "articles_revision"', False),
        ("SAVEPOINT x", False),
    ],
)
def test_which_statements_change_what_readers_see(sql: str, seen: bool) -> None:
    assert writes._is_seen(sql) is seen


def test_publishing_moves_the_mark_and_drafts_do_not(
    make_article: MakeArticle, author: Author, section: Section
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    before = generation.now()
    article = make_article(authors=[author])
    article.topics.set([topic])
    article.freeze(None)
    assert generation.now() == before

    article.publish(None)
    published = generation.now()
    assert published.changed != before.changed
    assert published.taken == before.taken  # nothing that readers had is another

    article.headline = "Other words"
    article.save()
    article.freeze(None)
    assert generation.now() == published
    article.publish(None)
    updated = generation.now()
    assert updated.taken != published.taken
    article.withdraw(None)
    assert generation.now().taken != updated.taken


def test_a_photo_counts_when_it_is_changed(make_image: MakeImage) -> None:
    image = make_image()
    before = generation.now()
    image.caption = "Other words"
    image.save()
    assert generation.now() != before


def test_ties_between_translations_count(
    make_article: MakeArticle, arabic_section: Section
) -> None:
    one, other = make_article(), make_article(section=arabic_section)
    before = generation.now()
    one.link_translation(other)
    linked = generation.now()
    one.unlink_translation()
    assert before != linked != generation.now()


@pytest.mark.django_db(transaction=True)
def test_the_mark_moves_when_the_transaction_is_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the tests' own way, which does not wait
    section = Section.objects.create(language="en", name="City", slug="city")
    before = generation.now()
    with transaction.atomic():
        Section.objects.filter(pk=section.pk).update(name="Town")
        assert generation.now() == before
    through = generation.now()
    assert through != before

    with transaction.atomic():
        Section.objects.filter(pk=section.pk).update(name="Village")
        transaction.set_rollback(True)
    assert generation.now() == through


@pytest.mark.django_db(transaction=True)
def test_a_transaction_moves_it_once(publish: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    article = publish()
    monkeypatch.undo()
    moved: list[bool] = []
    monkeypatch.setattr(Generation, "move", lambda self, *, taken=False: moved.append(taken))
    with transaction.atomic():
        article.headline = "Other words"
        article.save()
        article.freeze(None)
        article.publish(None)
        with transaction.atomic():
            Section.objects.update(name="Town")
            transaction.set_rollback(True)
    assert moved == [True]
    with transaction.atomic():
        with transaction.atomic():
            Section.objects.update(name="Town")
            transaction.set_rollback(True)
        Section.objects.update(description="By the sea")
    assert moved == [True, False]


def test_votes_and_what_is_typed_do_not_count(publish: Publish, staff: Any) -> None:
    article = publish()
    before = generation.now()
    Vote.objects.update(judged=True)
    Editing.objects.seen(staff, article, timezone.now())
    Article.objects.filter(pk=article.pk).update(assigned_to=staff)
    assert generation.now() == before
