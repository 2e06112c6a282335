"""What is kept of readers' pages, and when it is given: never after it changed, to nobody alone."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.core.cache import caches
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.forms.search import SearchForm
from articles.models import Banner, Layout, Section
from articles.models.layout import Pin, Place
from articles.search_views import search
from feedback.models import Poll
from tests.cast import MakeArticle, Publish
from tests.site.pages import Process, Start, update

MINUTE = datetime.timedelta(minutes=1)


def test_a_page_is_made_once_for_all_readers(
    process: Process, publish: Publish, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = publish().get_absolute_url()
    first = process.get(address)
    with django_assert_num_queries(0):
        others = [process.get(address, cookie=f"seen={each}") for each in range(5)]

    assert process.asked == [address]
    assert first.cache_status == "newsroom; fwd=miss; stored"
    assert {other.cache_status for other in others} == {"newsroom; hit"}
    assert {other.content for other in others} == {first.content}
    assert "Night ferry comes home" in first.text


def test_another_process_takes_what_one_has_made(start: Start, publish: Publish) -> None:
    address = publish().get_absolute_url()
    one, other = start(), start()

    assert one.get(address).content == other.get(address).content

    assert (one.asked, other.asked) == ([address], [])


def test_nobody_reads_what_was_there_before_a_publication(start: Start, publish: Publish) -> None:
    article = publish("The old words")
    addresses = ["/en/", "/en/city/", "/en/feed/", article.get_absolute_url()]
    processes = [start(), start()]
    for process in processes:
        for address in addresses:
            assert "The old words" in process.get(address).text

    update(article, "The new words")

    for process in processes:
        for address in addresses:
            text = process.get(address).text
            assert "The new words" in text
            assert "The old words" not in text


def test_nobody_reads_what_was_withdrawn(start: Start, publish: Publish) -> None:
    article = publish()
    processes = [start(), start()]
    for process in processes:
        process.get(article.get_absolute_url())
        process.get("/en/")

    article.withdraw(None)

    for process in processes:
        assert process.get(article.get_absolute_url()).status == 410
        assert "Night ferry" not in process.get("/en/").text


def test_every_change_of_what_readers_see_shows(
    process: Process, publish: Publish, section: Section
) -> None:
    """What no publication of an article brings: a name, a banner, an arrangement, a closed poll."""
    one, two = publish("One story"), publish("Another story", slug="another")
    address = one.get_absolute_url()

    def seen() -> set[bytes]:
        return {process.get("/en/").content, process.get(address).content}

    before = seen()
    section.name = "Harbour town"
    section.save()
    named = seen()
    Banner.objects.create(language="en", text="Bridge closed", starts_at=timezone.now())
    announced = seen()
    place = Place("en")
    place_of = place.get_absolute_url()
    Layout.objects.arrange(place, [Pin(one.pk), Pin(two.pk)], None, version=0)
    arranged = process.get(place_of).content
    Poll.objects.create(article=one, state="closed")
    closed = process.get(address).content

    assert not before & named
    assert not named & announced
    assert arranged not in announced
    assert closed not in announced


def test_what_only_staff_see_leaves_pages_as_they_are(
    process: Process, publish: Publish, make_article: MakeArticle
) -> None:
    article = publish()
    process.get("/en/")
    article.headline = "A draft of other words"
    article.save()
    article.freeze(None)
    make_article("Not out yet", slug="not-out")

    assert process.get("/en/").cache_status == "newsroom; hit"


@pytest.mark.parametrize(
    "asked", ["/en/?utm_source=mail", "/en/?fbclid=1&x=%00", "/en/?a=1&a=2", "/en/?", "/en/?=&"]
)
def test_a_query_that_means_nothing_finds_the_same_copy(process: Process, asked: str) -> None:
    whole = process.get("/en/")

    assert process.get(asked).content == whole.content

    assert process.asked == ["/en/"]
    assert len(process.cache.pages) == 1
    assert len(process.cache.queries) == 0


def test_a_page_is_made_without_the_query_that_means_nothing(process: Process) -> None:
    process.get("/en/search/?utm_source=mail&q=ferry&x=1")
    process.get("/en/search/?q=ferry")
    process.get("/en/search/?q=other&q=ferry")  # the last counts, as it does for Django
    process.get("/en/search/?%71=ferry")
    assert process.asked == ["/en/search/?q=ferry"]

    process.get("/en/search/?q=mole")
    assert process.asked[1:] == ["/en/search/?q=mole"]


def test_the_search_reads_all_that_its_form_sends() -> None:
    form = SearchForm({}, [])
    assert {*form.fields, "before"} == set(search.reads)


def test_strangers_cannot_push_pages_out_with_questions(
    process: Process, settings: Any, db: None
) -> None:
    process.get("/en/")
    for number in range(40):
        process.get(f"/en/search/?q=word{number}")
    process.cache.queries.most = process.cache.queries.bytes // 2
    for number in range(40):
        process.get(f"/en/search/?q=other{number}")

    assert process.cache.queries.bytes <= process.cache.queries.most
    assert process.get("/en/").cache_status == "newsroom; hit"


def test_memory_is_bounded(process: Process, publish: Publish) -> None:
    addresses = [publish(slug=f"ferry-{n}").get_absolute_url() for n in range(6)]
    process.get(addresses[0])
    process.cache.pages.most = process.cache.pages.bytes * 3

    for address in addresses:
        process.get(address)

    assert process.cache.pages.bytes <= process.cache.pages.most
    assert len(process.cache.pages) in {2, 3}
    assert process.get(addresses[-1]).cache_status == "newsroom; hit"


def test_a_page_is_made_by_a_request_that_says_nothing_of_the_reader(process: Process) -> None:
    process.get(
        "/en/",
        cookie="sessionid=secret; csrftoken=secret",
        user_agent="Sniffer/1.0",
        accept_language="ar",
        x_forwarded_for="198.51.100.9",
        authorization="Basic c2VjcmV0",
        referer="https://example.org/secret",
        if_none_match="*",
        range="bytes=0-1",
    )
    [environ] = process.django.asked
    names = {name for name in environ if not name.startswith("wsgi.")}
    assert names == {
        *("REQUEST_METHOD", "PATH_INFO", "QUERY_STRING", "SERVER_NAME", "SERVER_PORT"),
        *("SERVER_PROTOCOL", "SCRIPT_NAME", "HTTP_HOST", "REMOTE_ADDR", "newsroom.freshness"),
    }
    assert environ["REMOTE_ADDR"] == ""


def test_what_is_for_one_reader_or_for_staff_is_never_kept(
    process: Process, publish: Publish
) -> None:
    article = publish()
    for address in (
        "/",
        "/admin/",
        "/admin/login/",
        "/admin/time-machine/",
        f"/en/feedback/{article.pk}/",
        f"/feedback/{article.pk}/results.json",
        "/healthz",
        "/readyz",
        "/shared/nothing/",
        "/robots.txt",
    ):
        answer = process.get(address)
        assert answer.cache_status == ""
    assert len(process.cache.pages) == len(process.cache.queries) == 0


def test_only_whole_pages_are_kept(process: Process, publish: Publish) -> None:
    address = publish().get_absolute_url()
    old = address.replace("night-ferry", "old-words")
    assert [process.get(old).status for _ in range(2)] == [301, 301]
    assert [process.get("/en/nothing/").status for _ in range(2)] == [404, 404]
    assert process.get("/en/", "POST").status == 403
    assert len(process.cache.pages) == 0


@pytest.mark.parametrize(
    "more", [("Set-Cookie", "a=b"), ("Vary", "Accept-Language"), ("Cache-Control", "no-store")]
)
def test_an_answer_that_says_it_is_for_one_reader_is_not_kept(more: tuple[str, str]) -> None:
    def application(_environ: object, start_response: Callable[..., object]) -> list[bytes]:
        headers = {"Content-Type": "text/html", "Cache-Control": "public, s-maxage=10"}
        start_response("200 OK", [*(headers | dict([more])).items()])
        return [b"hello"]

    caches["pages"].clear()
    process = Process(application)
    assert process.get("/en/").content == b"hello"
    assert process.get("/en/").cache_status == ""
    assert len(process.asked) == 2


def test_a_head_is_answered_from_what_is_kept(process: Process, publish: Publish) -> None:
    address = publish().get_absolute_url()
    whole = process.get(address)
    head = process.get(address, "HEAD")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]
    assert head.cache_status == "newsroom; hit"


def test_an_unknown_host_gets_nothing_that_is_kept(process: Process) -> None:
    process.get("/en/")
    assert process.get("/en/", host="evil.example").status == 400
    assert process.get("/en/", host="").status in {200, 400}
    assert process.get("/en/", host="localhost:99999x").status == 400


def test_pages_that_name_their_host_are_kept_for_each(
    process: Process, publish: Publish, settings: Any
) -> None:
    address = publish().get_absolute_url()
    assert "http://localhost/" in process.get(address).text
    assert "http://127.0.0.1:8000/" in process.get(address, host="127.0.0.1:8000").text

    settings.SITE_URL = "https://news.example.org"
    one, other = (process.get(address, host=host) for host in ("localhost", "127.0.0.1"))
    assert other.content == one.content
    assert "https://news.example.org/" in one.text
    assert len(process.asked) == 3


def test_a_schedule_is_kept_to_the_second(process: Process, make_article: MakeArticle) -> None:
    begins = timezone.now().replace(microsecond=0) + 30 * MINUTE
    article = make_article()
    article.publish(None, at=begins, until=begins + 10 * MINUTE)
    second = datetime.timedelta(seconds=1)
    address = article.get_absolute_url()

    with time_machine.travel(begins - 3 * second, tick=False) as clock:
        assert process.get("/en/").headers["Cache-Control"].endswith("s-maxage=3")
        clock.move_to(begins - second)
        again = process.get("/en/")
        assert again.cache_status == "newsroom; hit"
        assert again.headers["Cache-Control"].endswith("s-maxage=1")
        assert "Night ferry" not in again.text
        clock.move_to(begins)
        assert "Night ferry" in process.get("/en/").text
        assert process.get(address).status == 200
        clock.move_to(begins + 10 * MINUTE - second)
        assert process.get(address).status == 200
        clock.move_to(begins + 10 * MINUTE)
        assert process.get(address).status == 410
        assert "Night ferry" not in process.get("/en/").text


def test_a_page_is_another_when_the_clock_closes_its_poll(
    process: Process, publish: Publish
) -> None:
    article = publish()
    closes = timezone.now().replace(microsecond=0) + datetime.timedelta(seconds=20)
    Poll.objects.create(article=article, closes_at=closes)
    address = article.get_absolute_url()
    with time_machine.travel(closes - datetime.timedelta(seconds=4), tick=False) as clock:
        before = process.get(address)
        assert before.headers["Cache-Control"].endswith("s-maxage=4")
        clock.move_to(closes)
        assert process.get(address).content != before.content


def test_the_date_above_a_page_changes_at_midnight(process: Process) -> None:
    night = datetime.datetime(2026, 11, 30, 23, 59, 55, tzinfo=datetime.UTC)
    with time_machine.travel(night, tick=False) as clock:
        assert "30 November 2026" in process.get("/en/").text
        assert process.get("/en/").headers["Cache-Control"].endswith("s-maxage=5")
        clock.shift(5)
        assert "1 December 2026" in process.get("/en/").text


def test_what_nobody_announced_shows_after_a_while(
    process: Process, publish: Publish, settings: Any
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        process.get("/en/")
        clock.shift(settings.PAGE_CACHE_SECONDS - 1)
        assert process.get("/en/").cache_status == "newsroom; hit"
        clock.shift(1)
        assert process.get("/en/").cache_status == "newsroom; fwd=miss; stored"


def test_no_page_is_kept_where_the_setting_says_so(process: Process, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 0
    assert [process.get("/en/").cache_status for _ in range(2)] == ["", ""]


def test_an_old_address_is_found_with_the_query_that_no_page_reads(process: Process) -> None:
    Redirect.objects.create(site_id=1, old_path="/en/story/?id=7", new_path="/en/")
    answer = process.get("/en/story/?id=7")
    assert (answer.status, answer.headers["Location"]) == (301, "/en/")


def test_addresses_in_every_script(process: Process, arabic_section: Section) -> None:
    address = f"/ar/{arabic_section.slug}/"
    assert process.get(address).status == 200
    assert process.get(address).cache_status == "newsroom; hit"
