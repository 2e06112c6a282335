"""What the search of the image library finds, in its list: the same on SQLite and PostgreSQL."""

import datetime
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Image
from articles.search import photos
from tests.articles.filled import filled
from tests.cast import MakeImage

LIST = "/admin/articles/image/"


@pytest.fixture(autouse=True)
def others(make_image: MakeImage) -> Image:
    return make_image(caption="Market stalls.", alt="Fruit", credit="Corvin Hale / Agency")


@pytest.fixture
def ferry(make_image: MakeImage) -> Image:
    image = make_image(
        caption="The night ferry comes home.", alt="A ship at dawn", credit="Åsa Lindqvist / Agency"
    )
    image.creator, image.headline = "Åsa Lindqvist", "Saltmere, harbour"
    image.taken_on = datetime.date(2019, 6, 14)
    image.save()
    return image


def found(client: Client, typed: str, **filters: str) -> list[Image]:
    return list(client.get(LIST, {"q": typed, **filters}).context["cl"].result_list)


@pytest.mark.parametrize(
    "typed",
    [
        "ferry", "FERRY nig", '"night ferry"', "dawn", "asa", "lindqvist 2019", "2019-06",
        "harbour", "agency 2019-06-14", "٢٠١٩",
    ],
)  # fmt: skip
def test_finds(staff_client: Client, ferry: Image, typed: str) -> None:
    assert found(staff_client, typed) == [ferry]


@pytest.mark.parametrize(
    "typed", ["ferries", '"ferry night"', "ferry 2018", "ferry market", "%", "!"]
)
def test_does_not_find(staff_client: Client, ferry: Image, typed: str) -> None:
    assert found(staff_client, typed) == []


@pytest.mark.parametrize("typed", ["الاسكندرية", "مكتبه", "أحمد"])
def test_arabic_is_folded_as_in_the_search_of_articles(
    staff_client: Client, make_image: MakeImage, typed: str
) -> None:
    image = make_image(caption="مكتبة الإسكندريّة في المساء", alt="", credit="تصوير: احمد فؤاد")
    assert found(staff_client, typed) == [image]


def test_what_is_typed_anew_is_found_and_the_old_no_longer(
    staff_client: Client, ferry: Image
) -> None:
    address = f"{LIST}{ferry.pk}/change/"
    sent = filled(staff_client, address, caption="A tram.", taken_on="2020-01-02")
    assert staff_client.post(address, sent).status_code == 302
    assert found(staff_client, "tram 2020") == [ferry]
    assert found(staff_client, "night") == found(staff_client, "2019") == []


def test_what_is_deleted_is_not_found(staff_client: Client, ferry: Image) -> None:
    ferry.delete()
    assert found(staff_client, "ferry") == []


def test_a_common_word_costs_no_more_than_the_newest_of_it(
    staff_client: Client, ferry: Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_FOUND", 1)
    assert found(staff_client, "agency") == [ferry]


def test_the_index_is_filled_anew(staff_client: Client, ferry: Image) -> None:
    photos.TABLE.empty()
    assert found(staff_client, "ferry") == []
    call_command("rebuild_search", stdout=None)
    assert found(staff_client, "ferry") == [ferry]


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_costs_the_same_for_one_row_and_for_three(
    staff_client: Client, make_image: MakeImage, django_assert_num_queries: Callable, count: int
) -> None:
    for _ in range(count):
        make_image(caption="A lighthouse.")
    with django_assert_num_queries(4):  # session, user, count, rows
        assert len(found(staff_client, "lighthouse")) == count


def test_as_a_popup_too(staff_client: Client, ferry: Image) -> None:
    assert found(staff_client, "ferry", _popup="1") == [ferry]
