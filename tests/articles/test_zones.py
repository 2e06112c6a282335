"""What a wall clock shows, and the instants that it means."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from articles import zones
from articles.zones import Gap

BERLIN, HAVANA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Havana")
LORD_HOWE, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Pacific/Apia")
CAIRO, UTC = ZoneInfo("Africa/Cairo"), ZoneInfo("UTC")


def wall(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "zone", "meant"),
    [
        ("2027-03-28T01:59", BERLIN, ["2027-03-28T00:59+00:00"]),
        ("2027-03-28T02:00", BERLIN, []),
        ("2027-03-28T02:30", BERLIN, []),
        ("2027-03-28T03:00", BERLIN, ["2027-03-28T01:00+00:00"]),
        ("2027-10-31T02:30", BERLIN, ["2027-10-31T00:30+00:00", "2027-10-31T01:30+00:00"]),
        ("2027-10-31T03:00", BERLIN, ["2027-10-31T02:00+00:00"]),
        ("2027-03-14T00:30", HAVANA, []),  # midnight itself is left out
        ("2027-04-04T01:45", LORD_HOWE, ["2027-04-03T14:45+00:00", "2027-04-03T15:15+00:00"]),
        ("2011-12-30T12:00", APIA, []),  # a whole day
        ("2027-03-28T02:30", UTC, ["2027-03-28T02:30+00:00"]),
    ],
)
def test_a_time_is_none_one_or_two_instants(text: str, zone: ZoneInfo, meant: list[str]) -> None:
    found = zones.instants(wall(text), zone)
    assert [each.astimezone(datetime.UTC) for each in found] == [wall(each) for each in meant]


@pytest.mark.parametrize(
    ("text", "zone", "begins", "ends"),
    [
        ("2027-03-28T02:00", BERLIN, "2027-03-28T02:00", "2027-03-28T03:00"),
        ("2027-03-28T02:59", BERLIN, "2027-03-28T02:00", "2027-03-28T03:00"),
        ("2027-03-14T00:30", HAVANA, "2027-03-14T00:00", "2027-03-14T01:00"),
        ("2026-10-04T02:10", LORD_HOWE, "2026-10-04T02:00", "2026-10-04T02:30"),
        ("2011-12-30T12:00", APIA, "2011-12-30T00:00", "2011-12-31T00:00"),
        ("2026-04-24T00:30", CAIRO, "2026-04-24T00:00", "2026-04-24T01:00"),
    ],
)
def test_a_gap_has_its_ends(text: str, zone: ZoneInfo, begins: str, ends: str) -> None:
    assert zones.gap(wall(text), zone) == Gap(wall(begins), wall(ends))


@given(
    st.datetimes(wall("1975-01-01"), wall("2090-01-01")),
    st.sampled_from([BERLIN, HAVANA, LORD_HOWE, APIA, CAIRO, UTC]),
)
def test_what_is_found_shows_the_time_and_nothing_else_does(
    shown: datetime.datetime, zone: ZoneInfo
) -> None:
    found = zones.instants(shown, zone)
    assert found == sorted(set(found), key=lambda each: each.astimezone(datetime.UTC))
    assert all(each.replace(tzinfo=None) == shown for each in found)
    if not found:
        gap = zones.gap(shown, zone)
        assert gap.begins <= shown < gap.ends
        assert zones.instants(gap.begins - zones.SECOND, zone)
        assert zones.instants(gap.ends, zone)


@given(
    st.datetimes(wall("1975-01-01"), wall("2090-01-01"), timezones=st.just(datetime.UTC)),
    st.sampled_from([BERLIN, HAVANA, LORD_HOWE, APIA, CAIRO]),
)
def test_every_instant_is_found_from_what_its_clock_shows(
    instant: datetime.datetime, zone: ZoneInfo
) -> None:
    shown = instant.astimezone(zone).replace(tzinfo=None)
    found = [each.astimezone(datetime.UTC) for each in zones.instants(shown, zone)]
    assert instant in found


def test_a_time_is_told_with_its_clock_and_with_the_site_s_where_that_differs(
    settings: Settings,
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    instant = wall("2027-01-05T22:30+00:00")
    assert zones.told(instant) == "5 January 2027, 23:30 (CET)"
    with timezone.override("Asia/Dubai"):
        assert zones.told(instant) == (
            "6 January 2027, 02:30 (UTC+4); on the site’s clock 5 January 2027, 23:30 (CET)"
        )
    with timezone.override("Europe/Paris"):
        assert zones.told(instant) == "5 January 2027, 23:30 (CET)"
    assert zones.told(None) == ""


def test_an_offset_is_short() -> None:
    instant = wall("2027-01-05T12:00+00:00")
    shown = {
        name: zones.offset(instant.astimezone(ZoneInfo(name)))
        for name in ("UTC", "Asia/Kathmandu", "America/St_Johns")
    }
    assert shown == {"UTC": "UTC+0", "Asia/Kathmandu": "UTC+5:45", "America/St_Johns": "UTC−3:30"}
