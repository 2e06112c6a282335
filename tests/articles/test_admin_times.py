"""The times that editors type: over daylight-saving changes, in several zones, embargoes, ends."""

import datetime
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import TimeMachineFixture

from articles.models import Article, Revision
from newsroom import audit
from tests.articles.filled import filled
from tests.cast import Enter, MakeArticle, Publish

BEFORE_SPRING = datetime.datetime(2027, 3, 27, 12, tzinfo=datetime.UTC)
BEFORE_AUTUMN = datetime.datetime(2027, 10, 30, 12, tzinfo=datetime.UTC)

Schedule = Callable[..., tuple[str, datetime.datetime | None]]


def at(name: str, article: Article, *more: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def hours(number: float) -> datetime.datetime:
    return timezone.now().replace(microsecond=0) + datetime.timedelta(hours=number)


def field(instant: datetime.datetime) -> str:
    return timezone.localtime(instant).strftime("%Y-%m-%dT%H:%M")


def said(client: Client, address: str, **sent: str) -> str:
    return client.post(address, sent, follow=True).content.decode()


def logged() -> str:
    return audit.read(LogEntry.objects.latest("pk")).text


@pytest.fixture
def berlin(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


@pytest.fixture
def scheduled(client: Client, staff: AbstractUser, make_article: MakeArticle) -> Schedule:
    """Return a function that schedules an article and returns the page and the start."""

    def schedule(**sent: str) -> tuple[str, datetime.datetime | None]:
        article = make_article()
        client.force_login(staff)  # no login lasts as long as the clock is moved
        sent.setdefault("zone", "Europe/Berlin")
        page = said(client, at("schedule", article), version="1", **sent)
        return page, article.revisions.get().live_from

    return schedule


def test_a_time_that_clocks_leave_out_is_refused(
    berlin: None, scheduled: Schedule, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(BEFORE_SPRING)
    page, start = scheduled(at="2027-03-28T02:30")
    assert start is None
    assert (
        "That time does not exist in Europe/Berlin: clocks go forward from "
        "28 March 2027, 02:00 to 03:00."
    ) in page
    assert 'value="2027-03-28T02:30"' in page
    page, start = scheduled(at="2027-03-28T03:00")
    assert start == datetime.datetime(2027, 3, 28, 1, tzinfo=datetime.UTC)
    assert "28 March 2027, 03:00 (CEST)" in page


def test_a_time_that_comes_twice_is_asked_about(
    berlin: None, scheduled: Schedule, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(BEFORE_AUTUMN)
    page, start = scheduled(at="2027-10-31T02:30")
    assert start is None
    assert "this time comes twice" in page
    assert "The first time (CEST, UTC+2)" in page
    assert "The second time (CET, UTC+1)" in page
    for which, hour, clock in (("1", 0, "CEST"), ("2", 1, "CET")):
        page, start = scheduled(at="2027-10-31T02:30", at_which=which)
        assert start == datetime.datetime(2027, 10, 31, hour, 30, tzinfo=datetime.UTC)
        assert f"31 October 2027, 02:30 ({clock})" in page
    for junk in ("3", "", "x", "\x00", "1" * 500):
        page, start = scheduled(at="2027-10-31T02:30", at_which=junk)
        assert "this time comes twice" in page


def test_readers_get_it_at_the_second_of_the_two_hours(
    berlin: None, scheduled: Schedule, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(BEFORE_AUTUMN)
    scheduled(at="2027-10-31T02:30", at_which="2")
    client = Client()
    for hour, minute, out in ((0, 30, False), (1, 29, False), (1, 30, True)):
        time_machine.move_to(datetime.datetime(2027, 10, 31, hour, minute, tzinfo=datetime.UTC))
        assert ("Night ferry" in client.get("/en/").content.decode()) is out


def test_the_zone_is_chosen_where_there_is_a_choice(
    berlin: None, scheduled: Schedule, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to(BEFORE_SPRING)
    page, start = scheduled(at="2027-05-01T06:00", zone="")
    assert start is None
    assert "Europe/Berlin (the site’s)" in page and "UTC" in page
    for zone, hour in (("Europe/Berlin", 4), ("UTC", 6)):
        _page, start = scheduled(at="2027-05-01T06:00", zone=zone)
        assert start == datetime.datetime(2027, 5, 1, hour, tzinfo=datetime.UTC)
    for junk in ("", "Mars/Olympus", "../etc/passwd", "\x00"):
        page, start = scheduled(at="2027-05-01T06:00", zone=junk)
        assert start is None
        assert "errorlist" in page


@pytest.mark.parametrize(
    "sent", ["x", "2090-13-01T10:00", "\x00", "0001-01-01T00:00", "9999-12-31T23:59", "9" * 5000]
)
def test_junk_is_refused_with_a_reason(
    berlin: None, staff_client: Client, publish: Publish, make_article: MakeArticle, sent: str
) -> None:
    live, draft = publish(), make_article()
    for name, article in (("schedule", draft), ("embargo", draft), ("end", live)):
        address = at(name, article)
        page = staff_client.post(
            address, {"at": sent, "until": sent, "zone": "Europe/Berlin", "version": "1"}
        )
        assert page.status_code == 200
        assert "errorlist" in page.content.decode()


def test_an_embargo_binds_everybody(
    staff_client: Client, client: Client, make_article: MakeArticle
) -> None:
    article = make_article("Under embargo")
    until = hours(48).replace(second=0)
    assert "Set an embargo…" in staff_client.get(at("change", article)).content.decode()
    said(staff_client, at("embargo", article), until=field(until))
    assert logged().startswith("Embargoed until ")
    page = staff_client.get(at("change", article)).content.decode()
    assert "Embargoed until" in page and "Move or lift the embargo…" in page

    sent = filled(staff_client, at("change", article), headline="Just typed", _publish="1")
    page = said(staff_client, at("change", article), **sent)
    assert "Nobody can publish it before." in page
    early, late = hours(47), hours(49)
    page = said(staff_client, at("schedule", article), version="2", at=field(early))
    assert "Nobody can publish it before." in page
    staff_client.post(at("restore", article, 1))
    assert not article.revisions.exclude(live_from=None).exists()
    assert client.get(article.get_absolute_url()).status_code == 404

    said(staff_client, at("schedule", article), version="3", at=field(late))
    assert article.revisions.filter(live_from=late.replace(second=0)).exists()


def test_the_schedule_begins_with_the_end_of_the_embargo(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    until = hours(48).replace(second=0)
    article.embargo(until)
    page = staff_client.get(at("schedule", article)).content.decode()
    assert f'value="{field(until)}"' in page
    said(staff_client, at("schedule", article), version="1", at=field(until))
    assert article.revisions.get().live_from == until


def test_the_database_holds_an_embargo_against_any_code(make_article: MakeArticle) -> None:
    article = make_article()
    article.embargo(hours(10))
    begins = {"live_from": hours(9), "published_at": hours(9)}
    with pytest.raises(IntegrityError, match="revision_not_before_its_embargo"):
        Revision.objects.filter(article=article).update(**begins)


def test_a_later_revision_is_bound_too_and_a_lifted_embargo_binds_none(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    article.embargo(hours(10))
    assert article.freeze(None).embargo_until == article.embargo_until
    said(staff_client, at("embargo", article), lift="1")
    assert logged().startswith("Lifted the embargo")
    assert not article.revisions.exclude(embargo_until=None).exists()
    article.refresh_from_db()
    article.publish(None)
    assert article.revisions.live(timezone.now()).exists()


def test_an_embargo_that_comes_too_late_is_refused(
    staff_client: Client, publish: Publish, make_article: MakeArticle
) -> None:
    live, scheduled = publish(), make_article()
    scheduled.publish(None, at=hours(5))
    page = said(staff_client, at("embargo", live), until=field(hours(9)))
    assert "Readers have this article already." in page
    page = said(staff_client, at("embargo", scheduled), until=field(hours(9)))
    assert "Revision 1 is scheduled before that. Cancel its schedule first." in page
    page = said(staff_client, at("embargo", scheduled), until="2001-01-01T00:00")
    assert "That time has passed: an embargo lies ahead." in page
    assert not Article.objects.exclude(embargo_until=None).exists()
    said(staff_client, at("embargo", scheduled), until=field(hours(4)))
    assert Article.objects.exclude(embargo_until=None).get() == scheduled
    said(staff_client, at("embargo", scheduled), until=field(hours(3)))
    assert logged().startswith("Moved the embargo from ")


def test_an_embargo_passes_by_itself(
    make_article: MakeArticle, time_machine: TimeMachineFixture
) -> None:
    article = make_article()
    until = hours(2)
    article.embargo(until)
    time_machine.move_to(until, tick=False)
    assert article.publish(None).live_from == until


def test_the_end_of_a_live_article_is_set_moved_and_removed(
    staff_client: Client, publish: Publish
) -> None:
    article = publish()
    article.freeze(None)
    first = article.revisions.get(number=1)
    page = staff_client.get(at("schedule", article)).content.decode()
    assert "Readers have revision 1 until further notice." in page
    for number in (5, 3):
        end = hours(number).replace(second=0)
        said(staff_client, at("end", article), until=field(end))
        first.refresh_from_db()
        assert (first.live_until, first.planned_until) == (end, end)
        assert logged().startswith("Readers keep the article until ")
    assert "Move the end…" in staff_client.get(at("change", article)).content.decode()
    page = said(staff_client, at("end", article), until="2001-01-01T00:00")
    assert "To take the article away at once, withdraw it." in page
    said(staff_client, at("end", article), until="")
    first.refresh_from_db()
    assert (first.live_until, first.planned_until) == (None, None)
    assert article.revisions.count() == 2
    assert first.updated_at is None


def test_an_end_holds_for_the_updates_that_are_scheduled(
    staff_client: Client, publish: Publish
) -> None:
    article = publish()
    article.freeze(None)
    article.publish(None, at=hours(5))
    end = hours(8).replace(second=0)
    said(staff_client, at("end", article), until=field(end))
    spans = article.revisions.order_by("number").values_list("live_until", "planned_until")
    assert [*spans] == [(article.revisions.get(number=2).live_from, end), (end, end)]
    page = said(staff_client, at("end", article), until=field(hours(4)))
    assert "Revision 2 is scheduled for later than that. Cancel it first." in page
    article.cancel(article.revisions.get(number=2))
    assert article.revisions.get(number=1).live_until == end
    said(staff_client, at("end", article), until="")
    assert article.revisions.get(number=1).live_until is None


def test_what_readers_do_not_have_has_no_end(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    page = said(staff_client, at("end", article), until=field(hours(5)))
    assert "Readers do not have this article." in page


def test_these_pages_are_for_who_may_publish(enter: Enter, publish: Publish) -> None:
    article = publish()
    for role in ("Reporter", "Photo editor", "Moderator"):
        client = enter(role)
        for name in ("end", "embargo"):
            assert client.get(at(name, article)).status_code == 403
            assert client.post(at(name, article), {"until": "", "lift": "1"}).status_code == 403
        assert "panel-times" not in client.get(at("change", article)).content.decode()
    client = enter("Editor")
    assert client.get(at("end", article)).status_code == 200
    assert "panel-times" in client.get(at("change", article)).content.decode()
    for junk in ("x", "9" * 30, "\x00"):
        address = reverse("admin:articles_article_end", args=[junk])
        assert client.get(address).status_code in {400, 404}


def test_the_times_cost_few_queries(
    staff_client: Client, publish: Publish, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = publish()
    staff_client.get(at("embargo", article))
    with django_assert_num_queries(3):
        staff_client.get(at("embargo", article))
    with django_assert_num_queries(4):
        staff_client.get(at("end", article))


def test_a_time_of_another_zone_is_shown_on_both_clocks(
    berlin: None, staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    article.publish(None, at=datetime.datetime(2090, 1, 5, 22, 30, tzinfo=datetime.UTC))
    with timezone.override(ZoneInfo("Asia/Dubai")):
        page = staff_client.get(at("schedule", article)).content.decode()
    assert "6 January 2090, 02:30 (UTC+4); on the site’s clock 5 January 2090, 23:30 (CET)" in page
    assert "Asia/Dubai (mine)" in page
