"""What editors pinned to front pages and sections, as readers get it."""

import datetime
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from articles.models import Article, Layout, Section, Slot
from articles.models.layout import Pin, Place, StaleLayoutError
from tests.articles.test_paging import walk
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish

FRONT = Place("en")
STORY = re.compile(r"Story \d{3}")


def arrange(
    *articles: Article, place: Place = FRONT, at: datetime.datetime | None = None
) -> Layout:
    version = Layout.objects.of(place).count()
    pins = [Pin(article.pk) for article in articles]
    return Layout.objects.arrange(place, pins, None, version=version, at=at)


def stories(client: Client, address: str = "/en/") -> list[str]:
    page = client.get(address).content.decode()
    return STORY.findall(page[: page.find('class="blocks"')])


@pytest.fixture
def twelve(publish: Publish, hours_ago: HoursAgo) -> list[Article]:
    """Twelve articles, newest first."""
    return [publish(f"Story {number:03}", at=hours_ago(number + 1)) for number in range(12)]


def test_pinned_stories_come_first_in_their_order_and_the_newest_below(
    client: Client, twelve: list[Article]
) -> None:
    arrange(twelve[9], twelve[2])

    assert stories(client) == [f"Story {n:03}" for n in (9, 2, 0, 1, 3, 4, 5)]


def test_a_section_is_arranged_for_itself(
    client: Client, twelve: list[Article], section: Section
) -> None:
    arrange(twelve[4], place=Place("en", section))

    assert stories(client, "/en/city/")[:3] == ["Story 004", "Story 000", "Story 001"]
    assert stories(client)[0] == "Story 000"


def test_without_a_layout_or_with_an_empty_one_the_newest_stand_alone(
    client: Client, twelve: list[Article]
) -> None:
    before = stories(client)
    arrange(twelve[9])
    arrange()

    assert stories(client) == before == [f"Story {n:03}" for n in range(7)]


def test_what_readers_do_not_have_leaves_no_gap(
    client: Client, twelve: list[Article], make_article: MakeArticle, arabic_section: Section
) -> None:
    draft, moved = make_article("Story 100"), twelve[5]
    scheduled = make_article("Story 101")
    scheduled.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    arrange(draft, twelve[8], scheduled, twelve[9], moved)
    twelve[9].withdraw(None)
    moved.section = arabic_section
    moved.save()
    moved.freeze(None)
    moved.publish(None)

    assert stories(client) == [f"Story {n:03}" for n in (8, 0, 1, 2, 3, 4, 6)]
    assert "Story 005" not in client.get("/en/").content.decode()


def test_a_layout_holds_from_its_second_until_the_next(
    client: Client, twelve: list[Article], time_machine: TimeMachineFixture
) -> None:
    now = timezone.now().replace(microsecond=0)
    time_machine.move_to(now, tick=False)
    arrange(twelve[9])
    tomorrow = now + datetime.timedelta(days=1)
    arrange(twelve[7], at=tomorrow)

    time_machine.move_to(tomorrow - datetime.timedelta(seconds=1), tick=False)
    before = client.get("/en/")
    time_machine.move_to(tomorrow, tick=False)
    after = stories(client)

    assert STORY.findall(before.content.decode())[0] == "Story 009"
    assert "s-maxage=1" in before.headers["Cache-Control"]
    assert after[:2] == ["Story 007", "Story 000"]


def test_a_slot_ends_at_its_second(
    client: Client, twelve: list[Article], time_machine: TimeMachineFixture
) -> None:
    now = timezone.now().replace(microsecond=0)
    time_machine.move_to(now, tick=False)
    until = now + datetime.timedelta(hours=2)
    Layout.objects.arrange(FRONT, [Pin(twelve[9].pk, until), Pin(twelve[8].pk)], None, version=0)

    time_machine.move_to(until - datetime.timedelta(seconds=1), tick=False)
    before = client.get("/en/")
    time_machine.move_to(until, tick=False)

    assert STORY.findall(before.content.decode())[:2] == ["Story 009", "Story 008"]
    assert "s-maxage=1" in before.headers["Cache-Control"]
    assert stories(client)[:2] == ["Story 008", "Story 000"]


def test_what_was_taken_back_never_holds(
    client: Client, twelve: list[Article], time_machine: TimeMachineFixture
) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    layout = arrange(twelve[7], at=tomorrow)

    assert layout.take_back() and not layout.take_back()
    time_machine.move_to(tomorrow + datetime.timedelta(seconds=1))
    assert stories(client)[0] == "Story 000"
    assert not arrange(twelve[7]).take_back()


@pytest.mark.parametrize("pinned", [(11,), (0, 11), (11, 10, 9, 8, 7, 6, 5), (0, 1, 2, 3, 4, 5, 6)])
def test_pages_behind_a_pinned_front_lose_no_story(
    client: Client, twelve: list[Article], pinned: tuple[int, ...]
) -> None:
    arrange(*(twelve[n] for n in pinned))

    first, *older = walk(client, "/en/")

    listed = [name for page in older for name in page]
    assert set(first) | set(listed) == {f"Story {n:03}" for n in range(12)}
    assert len(listed) == len(set(listed)) and listed == sorted(listed)


def test_pages_behind_a_pinned_section_lose_no_story(
    client: Client, publish: Publish, section: Section, hours_ago: HoursAgo
) -> None:
    made = [publish(f"Story {n:03}", at=hours_ago(n + 1)) for n in range(45)]
    arrange(made[44], made[0], place=Place("en", section))

    first, *older = walk(client, "/en/city/")

    listed = [name for page in older for name in page]
    assert first[:3] == ["Story 044", "Story 000", "Story 001"]
    assert set(first) | set(listed) == {f"Story {n:03}" for n in range(45)}
    assert len(listed) == len(set(listed))


# Two editors, and what the database holds together


def test_who_saves_second_is_told(twelve: list[Article]) -> None:
    first = arrange(twelve[1])

    with pytest.raises(StaleLayoutError) as stale:
        Layout.objects.arrange(FRONT, [], None, version=0)

    assert stale.value.latest == first
    assert Layout.objects.count() == 1


def test_nothing_is_planned_for_the_past(twelve: list[Article]) -> None:
    with pytest.raises(ValidationError):
        arrange(twelve[1], at=timezone.now() - datetime.timedelta(seconds=1))

    assert not Layout.objects.exists()


def test_a_plan_for_the_same_instant_takes_the_place_of_the_first(twelve: list[Article]) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    first = arrange(twelve[1], at=tomorrow)
    second = arrange(twelve[2], at=tomorrow)

    first.refresh_from_db()
    assert first.live_from is None and second.live_from == tomorrow


def test_the_database_refuses_what_could_not_be_told_apart(
    twelve: list[Article], section: Section
) -> None:
    one = arrange(twelve[1])
    other = arrange(twelve[1], place=Place("en", section))
    for layout in (one, other):
        page = {"language": "en", "section": layout.section}
        later = timezone.now() + datetime.timedelta(hours=1)
        for fields in ({"number": 1}, {"number": 2, "live_from": layout.live_from}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Layout.objects.create(**page, **({"live_from": later} | fields))
        for position, article in ((1, twelve[2]), (2, twelve[1])):
            with pytest.raises(IntegrityError), transaction.atomic():
                Slot.objects.create(layout=layout, position=position, article=article)


def test_queries_do_not_grow_with_the_slots(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
    section: Section,
) -> None:
    made = [publish(f"Story {n}", lead_image=make_image()) for n in range(9)]
    for count in (1, 3, 7):
        arrange(*made[:count])
        arrange(*made[:count][:3], place=Place("en", section))
        with django_assert_num_queries(6):
            client.get("/en/")
        with django_assert_num_queries(2):
            client.get("/en/city/")
