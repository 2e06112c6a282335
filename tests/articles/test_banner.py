"""The line above the pages while something breaks."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from articles.models import Banner, Section
from tests.cast import HoursAgo, MakeArticle, Publish

TEXT = "Footbridge closed after the storm"


@pytest.fixture
def put_up(db: None, hours_ago: HoursAgo) -> Any:
    def make(**fields: Any) -> Banner:
        fields = {"language": "en", "text": TEXT, "starts_at": hours_ago(1)} | fields
        return Banner.objects.create(**fields)

    return make


def test_stands_above_every_page_of_its_language(
    client: Client, publish: Publish, arabic_section: Section, put_up: Any
) -> None:
    put_up()
    article = publish()

    for address in ("/en/", "/en/city/", article.get_absolute_url(), "/en/corrections/"):
        page = client.get(address).content.decode()
        assert page.count(TEXT) == 1
        assert page.index(TEXT) < page.index('class="masthead"')
        assert 'aria-labelledby="banner"' in page and ">Breaking news</p>" in page
    assert TEXT not in client.get("/ar/").content.decode()


def test_may_stand_on_the_front_page_alone(client: Client, publish: Publish, put_up: Any) -> None:
    put_up(where="front")
    article = publish()

    assert TEXT in client.get("/en/").content.decode()
    assert TEXT not in client.get(article.get_absolute_url()).content.decode()
    assert TEXT not in client.get("/en/city/").content.decode()


def test_begins_and_ends_by_itself(
    client: Client, put_up: Any, time_machine: TimeMachineFixture
) -> None:
    second, hour = datetime.timedelta(seconds=1), datetime.timedelta(hours=1)
    begins = timezone.now().replace(microsecond=0) + hour
    put_up(starts_at=begins, ends_at=begins + hour)

    for instant, there in [
        (begins - second, False), (begins, True), (begins + hour - second, True),
        (begins + hour, False),
    ]:  # fmt: skip
        time_machine.move_to(instant, tick=False)
        response = client.get("/en/")
        assert (TEXT in response.content.decode()) is there
        if instant not in (begins, begins + hour):
            assert "s-maxage=1" in response.headers["Cache-Control"]


def test_leads_to_its_article_wherever_that_moves_and_only_while_it_is_public(
    client: Client, publish: Publish, make_article: MakeArticle, put_up: Any
) -> None:
    article = publish()
    put_up(article=article)
    article.slug = "elsewhere"
    article.save()
    article.freeze(None)
    assert f'<a href="/en/city/{article.pk}/night-ferry/">{TEXT}</a>' in (
        client.get("/en/").content.decode()
    )

    article.publish(None)
    link = f'<a href="/en/city/{article.pk}/elsewhere/">{TEXT}</a>'
    assert link in client.get("/en/").content.decode()

    article.withdraw(None)
    page = client.get("/en/").content.decode()
    assert TEXT in page and "elsewhere" not in page

    put_up(article=make_article("A draft", slug="quicksilver"))
    assert "quicksilver" not in client.get("/en/").content.decode()


def test_of_several_the_last_one_stands(client: Client, put_up: Any, hours_ago: HoursAgo) -> None:
    put_up(text="The newer words", starts_at=hours_ago(1))
    put_up(text="The older words", starts_at=hours_ago(2))

    page = client.get("/en/").content.decode()

    assert "The newer words" in page and "The older words" not in page


def test_words_are_shown_as_written(client: Client, put_up: Any) -> None:
    put_up(text="<script>alert(1)</script> & so on")

    page = client.get("/en/").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; so on" in page


def test_the_database_refuses_one_that_ends_before_it_begins(put_up: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put_up(ends_at=timezone.now() - datetime.timedelta(hours=2))


def test_costs_one_query_with_its_link(
    client: Client, publish: Publish, put_up: Any, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = publish()
    with django_assert_num_queries(6):
        client.get("/en/")

    put_up(article=article)
    with django_assert_num_queries(6):
        client.get("/en/")
