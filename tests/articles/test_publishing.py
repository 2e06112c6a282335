"""The rules of publishing, on the models: intervals, schedules, ends and withdrawing."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article, Revision
from tests.cast import MakeArticle, Publish

HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


def intervals(article: Article) -> list[tuple[int, float | None, float | None]]:
    """Return number, start and end of each revision that is or was public, in hours from now."""

    def hours(instant: datetime.datetime | None) -> float | None:
        return None if instant is None else round((instant - timezone.now()) / HOUR)

    rows = article.revisions.exclude(live_from=None).order_by("live_from")
    return [(row.number, hours(row.live_from), hours(row.live_until)) for row in rows]


def live(article: Article, at: datetime.datetime) -> list[int]:
    return list(article.revisions.live(at).values_list("number", flat=True))


def test_publishing_ends_what_was_public_at_the_same_instant(make_article: MakeArticle) -> None:
    article = make_article()
    first = article.publish(None)
    article.freeze(None)
    second = article.publish(None)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert second.live_until is None
    assert second.published_at == first.live_from
    assert second.live_from is not None
    assert live(article, second.live_from) == [second.number]
    assert live(article, second.live_from - datetime.timedelta(microseconds=1)) == [first.number]


def test_publishing_again_what_readers_have_is_no_update(publish: Publish) -> None:
    article = publish()
    with pytest.raises(ValidationError, match="have this text already"):
        article.publish(None)
    assert article.revisions.get().updated_at is None
    with pytest.raises(ValidationError, match="have this text already"):
        article.publish(None, keep_end=False)


def test_the_end_of_what_readers_have_moves_in_its_place(
    publish: Publish, now: datetime.datetime
) -> None:
    article = publish()
    article.publish(None, until=now + 3 * HOUR)
    assert intervals(article) == [(1, 0, 3)]
    with pytest.raises(ValidationError, match="have this text already"):
        article.publish(None, until=now + 3 * HOUR)
    assert article.publish(None, keep_end=False).updated_at is None
    assert intervals(article) == [(1, 0, None)]
    article.freeze(None)
    article.publish(None, at=now + 4 * HOUR)
    assert article.revisions.count() == 2


def test_an_end_beyond_what_is_scheduled_next_is_refused(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + 4 * HOUR)
    article.freeze(None)
    article.publish(None)
    with pytest.raises(ValidationError, match="scheduled before that end"):
        article.publish(None, until=now + 5 * HOUR)
    assert intervals(article) == [(2, 0, 4), (1, 4, None)]
    article.publish(None, until=now + 3 * HOUR)
    assert intervals(article) == [(2, 0, 3), (1, 4, None)]


def change_text(article: Article, headline: str) -> None:
    article.headline = headline
    article.save()
    article.freeze(None)


def updated(article: Article) -> dict[int, datetime.datetime | None]:
    return {row.number: row.updated_at for row in article.revisions.exclude(live_from=None)}


def test_the_same_text_published_again_is_no_update(publish: Publish) -> None:
    article = publish("One")
    article.withdraw(None)
    article.publish(None)
    assert updated(article) == {1: None, 2: None}
    change_text(article, "Two")
    changed = article.publish(None).live_from
    article.withdraw(None)
    article.publish(None)
    assert updated(article) == {1: None, 2: None, 3: changed, 4: changed}
    change_text(article, "One")
    back = article.publish(None)
    assert back.updated_at == back.live_from


def test_a_cancelled_change_leaves_its_copy_to_be_the_change(
    publish: Publish, now: datetime.datetime
) -> None:
    article = publish("One")
    change_text(article, "Two")
    first = article.publish(None, at=now + HOUR)
    article.freeze(None)
    article.publish(None, at=now + 2 * HOUR)
    assert updated(article) == {1: None, 2: now + HOUR, 3: now + HOUR}
    article.cancel(first)
    assert updated(article) == {1: None, 3: now + 2 * HOUR}


def test_scheduling_again_moves_the_schedule(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + 5 * HOUR, until=now + 9 * HOUR)
    article.publish(None, at=now + 2 * HOUR)
    assert intervals(article) == [(1, 2, 9)]
    article.publish(None, at=now + 3 * HOUR, keep_end=False)
    assert intervals(article) == [(1, 3, None)]


def test_what_is_scheduled_can_be_published_at_once(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + 5 * HOUR, until=now + 9 * HOUR)
    article.publish(None)
    assert intervals(article) == [(1, 0, 9)]
    article.freeze(None)
    article.publish(None, at=now + 4 * HOUR)
    article.publish(None)
    assert intervals(article) == [(1, 0, 0), (2, 0, 9)]


def test_a_schedule_begins_and_ends_to_the_second(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + HOUR, until=now + 2 * HOUR)
    second = datetime.timedelta(seconds=1)
    assert live(article, now + HOUR - second) == []
    assert live(article, now + HOUR) == [1]
    assert live(article, now + 2 * HOUR - second) == [1]
    assert live(article, now + 2 * HOUR) == []


def test_an_update_can_be_scheduled_while_the_article_is_live(
    publish: Publish, now: datetime.datetime
) -> None:
    article = publish()
    article.freeze(None)
    update = article.publish(None, at=now + HOUR)
    assert live(article, now + HOUR / 2) == [1]
    assert live(article, now + HOUR) == [2]
    assert update.published_at == article.revisions.get(number=1).live_from


def test_an_end_that_readers_have_already_stays(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + HOUR, until=now + 9 * HOUR)
    with time_machine.travel(now + 2 * HOUR):
        article.freeze(None)
        assert article.publish(None).live_until == now + 9 * HOUR
    with time_machine.travel(now + 3 * HOUR):
        article.freeze(None)
        assert article.publish(None, keep_end=False).live_until is None


def test_what_is_published_before_a_schedule_ends_where_that_begins(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + 5 * HOUR)
    article.freeze(None)
    article.publish(None, at=now + 2 * HOUR)
    assert intervals(article) == [(2, 2, 5), (1, 5, None)]
    assert set(article.revisions.values_list("published_at", flat=True)) == {now + 2 * HOUR}


def test_a_schedule_at_the_same_instant_replaces_the_other(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + HOUR)
    article.freeze(None)
    article.publish(None, at=now + HOUR)
    assert intervals(article) == [(2, 1, None)]


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (-1, None, "has passed"),
        (1, 1, "end before it begins"),
        (2, 1, "end before it begins"),
        (1, 9, "scheduled before that end"),
    ],
)
def test_intervals_that_cannot_be(
    make_article: MakeArticle, now: datetime.datetime, start: int, end: int | None, message: str
) -> None:
    article = make_article()
    article.publish(None, at=now + 5 * HOUR)
    article.freeze(None)
    before = intervals(article)
    with pytest.raises(ValidationError, match=message):
        article.publish(None, at=now + start * HOUR, until=end and now + end * HOUR)
    assert intervals(article) == before
    assert article.revisions.count() == 2


def test_withdrawing_ends_what_is_live_and_cancels_what_is_ahead(
    publish: Publish, now: datetime.datetime
) -> None:
    article = publish()
    article.freeze(None)
    article.publish(None, at=now + HOUR)
    assert article.withdraw(None)
    assert not Revision.objects.live(timezone.now()).exists()
    assert not Revision.objects.live(now + 2 * HOUR).exists()
    assert not article.withdraw(None)


def test_a_withdrawn_article_keeps_the_date_of_its_first_publication(publish: Publish) -> None:
    article = publish()
    first = article.revisions.get().published_at
    article.withdraw(None)
    assert article.publish(None).published_at == first


@pytest.mark.parametrize("end", [None, 2, 9])
def test_cancelling_an_update_gives_back_the_end_that_it_cut(
    publish: Publish, now: datetime.datetime, end: int | None
) -> None:
    article = publish()
    if end:
        article.publish(None, until=now + end * HOUR)
    article.freeze(None)
    update = article.publish(None, at=now + HOUR, until=now + 4 * HOUR)
    assert intervals(article) == [(1, 0, 1), (2, 1, 4)]
    kept = article.cancel(update)
    assert kept is not None
    assert kept.number == 1
    assert intervals(article) == [(1, 0, end)]


def test_moving_an_update_moves_the_end_of_what_it_cuts(
    publish: Publish, now: datetime.datetime
) -> None:
    article = publish()
    article.publish(None, until=now + 4 * HOUR)
    article.freeze(None)
    article.publish(None, at=now + HOUR)
    article.publish(None, at=now + 6 * HOUR, keep_end=False)
    assert intervals(article) == [(1, 0, 4), (2, 6, None)]
    article.publish(None, until=now + 7 * HOUR)
    assert intervals(article) == [(1, 0, 0), (2, 0, 7)]


def test_what_moves_beyond_its_own_end_is_refused(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    article.publish(None, at=now + HOUR, until=now + 2 * HOUR)
    with pytest.raises(ValidationError, match="end before it begins"):
        article.publish(None, at=now + 3 * HOUR)
    assert intervals(article) == [(1, 1, 2)]


def test_cancelling_the_first_of_two_schedules(
    make_article: MakeArticle, now: datetime.datetime
) -> None:
    article = make_article()
    first = article.publish(None, at=now + HOUR)
    article.freeze(None)
    article.publish(None, at=now + 3 * HOUR)
    assert article.cancel(first) is None
    assert intervals(article) == [(2, 3, None)]
    assert article.revisions.get(number=2).published_at == now + 3 * HOUR


def test_cancelling_between_two(publish: Publish, now: datetime.datetime) -> None:
    article = publish()
    for hours in (1, 3):
        article.freeze(None)
        article.publish(None, at=now + hours * HOUR)
    article.cancel(article.revisions.get(number=2))
    assert intervals(article) == [(1, 0, 3), (3, 3, None)]


def test_what_readers_have_cannot_be_cancelled(publish: Publish) -> None:
    article = publish()
    with pytest.raises(ValidationError, match="not scheduled any more"):
        article.cancel(article.revisions.get())
    other = publish("Another")
    ahead = other.publish(None, at=timezone.now() + HOUR)
    with pytest.raises(ValidationError, match="not scheduled any more"):
        article.cancel(ahead)


@pytest.mark.parametrize(
    "values",
    [
        {"live_from": 2, "live_until": 1, "published_at": 2},
        {"live_from": 1, "live_until": 1, "published_at": 1},
        {"live_from": 1, "live_until": None, "published_at": None},
        {"live_from": None, "live_until": 1, "published_at": None},
        {"live_from": None, "live_until": None, "published_at": 1},
    ],
)
def test_the_database_refuses_intervals_that_cannot_be(
    make_article: MakeArticle, now: datetime.datetime, values: dict[str, int | None]
) -> None:
    make_article()
    changed = {name: value and now + value * HOUR for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.update(**changed)


def test_the_database_lets_an_article_have_one_open_end(
    publish: Publish, now: datetime.datetime
) -> None:
    article = publish()
    second = article.freeze(None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=second.pk).update(live_from=now + HOUR, published_at=now)
