import datetime

from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from articles.models import Section
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish


def test_stands_newest_first_each_once(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    for number in range(12):
        publish(f"Story number {number:02}", at=hours_ago(number + 1))

    page = client.get("/en/").content.decode()

    places = [page.index(f"Story number {number:02}") for number in range(11)]
    assert places == sorted(places)
    assert all(page.count(f"Story number {number:02}") == 1 for number in range(11))


def test_a_section_that_the_top_leaves_out_has_a_block(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    science = Section.objects.create(language="en", name="Science", slug="science")
    publish("Old, but science", section=science, at=hours_ago(500))
    for number in range(8):
        publish(f"City story {number}", at=hours_ago(number + 1))

    page = client.get("/en/").content.decode()

    block = page[page.index(f'id="section-{science.pk}"') :]
    assert "Old, but science" in block


def test_shows_one_language_only(client: Client, publish: Publish, arabic_section: Section) -> None:
    publish("Night ferry comes home")
    publish("عودة العبارة الليلية", section=arabic_section, slug="عودة-العبارة")

    english, arabic = client.get("/en/").content.decode(), client.get("/ar/").content.decode()

    assert "Night ferry" in english and "العبارة" not in english
    assert "العبارة" in arabic and "Night ferry" not in arabic
    assert '<html lang="en" dir="ltr">' in english
    assert '<html lang="ar" dir="rtl">' in arabic


def test_is_whole_with_nothing_to_show(client: Client, db: None) -> None:
    response = client.get("/en/")

    assert response.status_code == 200
    assert "Nothing has been published here yet." in response.content.decode()


def test_a_scheduled_article_appears_at_its_second(
    client: Client, make_article: MakeArticle, time_machine: TimeMachineFixture
) -> None:
    at = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=1)
    make_article("The hour has come").publish(None, at=at)

    time_machine.move_to(at - datetime.timedelta(seconds=1), tick=False)
    before = client.get("/en/")
    time_machine.move_to(at, tick=False)
    after = client.get("/en/")

    assert "The hour has come" not in before.content.decode()
    assert "The hour has come" in after.content.decode()
    assert "s-maxage=1" in before.headers["Cache-Control"]


def test_the_first_photo_is_urgent_and_the_others_wait(
    client: Client, publish: Publish, make_image: MakeImage, hours_ago: HoursAgo
) -> None:
    for number in range(3):
        publish(f"Story {number}", lead_image=make_image(), at=hours_ago(number + 1))

    page = client.get("/en/").content.decode()

    assert page.count('fetchpriority="high"') == 1
    assert page.index('fetchpriority="high"') < page.index('loading="lazy"')
    assert page.count('loading="lazy"') == 2


def test_queries_do_not_grow_with_the_articles(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish("One", lead_image=make_image())
    with django_assert_num_queries(6):
        client.get("/en/")

    for number in range(2, 12):
        publish(f"Story {number}", lead_image=make_image())
    with django_assert_num_queries(6):
        client.get("/en/")
