"""The image library from one day to another: both days within, on the site's clock."""

import datetime

import pytest
from django.test import Client

from articles.models import Image
from tests.cast import MakeImage

LIST = "/admin/articles/image/"


@pytest.fixture
def photos(make_image: MakeImage) -> dict[str, Image]:
    """Photos by the time of their upload, in UTC, each taken on the day of it."""
    made = {}
    for moment in ("2019-06-30 21:59", "2019-06-30 22:01", "2019-07-31 21:59"):
        image = made[moment] = make_image(caption=f"Rain of {moment}")
        at = datetime.datetime.fromisoformat(f"{moment}+00:00")
        Image.objects.filter(pk=image.pk).update(uploaded_at=at, taken_on=at.date())
    return made


@pytest.fixture(autouse=True)
def clock(settings: object) -> None:
    settings.TIME_ZONE = "Europe/Berlin"


def found(client: Client, **query: str) -> list[str]:
    rows = client.get(LIST, query).context["cl"].result_list
    return sorted(str(row).removeprefix("Rain of ") for row in rows)


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2019-07-01", "2019-07-31", ["2019-06-30 22:01", "2019-07-31 21:59"]),
        ("", "2019-06-30", ["2019-06-30 21:59"]),
        ("2019-07-02", "", ["2019-07-31 21:59"]),
        ("2019-07-02", "2019-07-01", []),
    ],
)
def test_uploaded_between_two_days(
    staff_client: Client, photos: dict, begin: str, end: str, expected: list[str]
) -> None:
    query = {"uploaded_at__from": begin, "uploaded_at__to": end}
    assert found(staff_client, **query) == expected


def test_taken_between_two_days_and_searched(staff_client: Client, photos: dict) -> None:
    june = {"taken_on__from": "2019-06-30", "taken_on__to": "2019-06-30"}
    assert found(staff_client, **june) == ["2019-06-30 21:59", "2019-06-30 22:01"]
    page = staff_client.get(LIST, june | {"q": "rain", "p": "1"}).content.decode()
    assert '<input type="hidden" name="q" value="rain">' in page
    assert 'name="taken_on__from" value="2019-06-30"' in page
    assert 'name="p"' not in page


@pytest.mark.parametrize("day", ["x", "2019-02-30", "0001-01-01", "9999-12-31", "9" * 25, "\x00"])
@pytest.mark.parametrize("name", ["uploaded_at__from", "uploaded_at__to", "taken_on__to"])
def test_what_is_no_day_leaves_the_list_whole(
    staff_client: Client, photos: dict, name: str, day: str
) -> None:
    assert len(found(staff_client, **{name: day})) == len(photos)


def test_what_was_taken_last_stands_first(staff_client: Client, photos: dict) -> None:
    Image.objects.filter(caption__contains="22:01").update(taken_on="2019-08-01")
    rows = staff_client.get(LIST, {"taken_on__from": "2019-06-01"}).context["cl"].result_list
    assert [str(row.taken_on) for row in rows] == ["2019-08-01", "2019-07-31", "2019-06-30"]
