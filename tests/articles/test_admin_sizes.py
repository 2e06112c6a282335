"""The state of a photo's sizes in the library: being made, ready, failed and tried again."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles import renditions, uploads
from articles.models import Image
from articles.models.sizes import Failure, Sizes
from articles.renditions import RenditionError
from tests.articles.library import enqueued
from tests.articles.photos import noisy, saved
from tests.cast import Enter, MakeImage

LIST = "/admin/articles/image/"


def change(image: Image) -> str:
    return reverse("admin:articles_image_change", args=[image.pk])


def state(client: Client, image: Image) -> dict[str, str]:
    return client.get(f"{LIST}{image.pk}/sizes.json").json()


def try_again(client: Client, image: Image) -> int:
    return client.post(f"{LIST}{image.pk}/sizes/again/").status_code


def lose_original(image: Image) -> None:
    storages["originals"].delete(image.original.name)


@pytest.fixture
def failed(make_image: MakeImage) -> Image:
    image = make_image()
    lose_original(image)
    with pytest.raises(RenditionError):
        image.make_renditions()
    DBTaskResult.objects.all().delete()
    image.refresh_from_db()
    return image


def test_a_photo_is_being_made_until_it_is_ready(staff_client: Client, image: Image) -> None:
    assert state(staff_client, image)["state"] == "being-made"
    assert "Being made. Readers get one size" in staff_client.get(change(image)).content.decode()
    image.make_renditions()
    assert state(staff_client, image)["state"] == "ready"
    assert 'data-state="ready"' in staff_client.get(change(image)).content.decode()


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (FileNotFoundError("/secret/original.jpg"), Failure.LOST),
        (ValidationError("damaged"), Failure.DAMAGED),
        (OSError("no space left on /secret"), Failure.NOT_STORED),
        (MemoryError("secret"), Failure.OTHER),
    ],
)
def test_why_it_failed_is_told_without_paths(
    staff_client: Client,
    image: Image,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    failure: Failure,
) -> None:
    def fail(*_: Any) -> None:
        raise error

    monkeypatch.setattr(renditions, "make", fail)
    with pytest.raises(RenditionError):
        image.make_renditions()
    assert state(staff_client, image) == {"state": "failed", "words": failure.label}
    page = staff_client.get(change(image)).content.decode()
    assert str(failure.label) in page
    assert "secret" not in page


def test_the_list_says_so_in_a_word_and_finds_what_failed(
    staff_client: Client, failed: Image, make_image: MakeImage
) -> None:
    make_image(ready=True)
    make_image()
    page = staff_client.get(LIST).content.decode()
    for name in Sizes:
        assert page.count(f'<span class="state is-{name}">{name.label}</span>') == 1
    found = staff_client.get(LIST, {"sizes": "failed"}).context["cl"].result_list
    assert list(found) == [failed]
    assert len(staff_client.get(LIST, {"sizes": "x\x00"}).context["cl"].result_list) == 3


def test_a_failed_photo_is_tried_again_and_logged(staff_client: Client, failed: Image) -> None:
    assert staff_client.get(f"{LIST}{failed.pk}/sizes/again/").status_code == 405
    assert try_again(staff_client, failed) == 302
    assert enqueued() == [failed.pk]
    assert state(staff_client, failed)["state"] == "being-made"
    assert LogEntry.objects.get().get_change_message() == "Had the sizes made again."
    assert try_again(staff_client, failed) == 302  # a second click asks for nothing more
    assert enqueued() == [failed.pk]
    assert LogEntry.objects.count() == 1


def test_another_file_forgets_the_failure(failed: Image) -> None:
    uploads.place(uploads.read(ContentFile(saved(noisy(330, 200)))), failed)
    failed.save()
    assert failed.sizes == Sizes.BEING_MADE


def test_who_may_not_change_photos_cannot_try_again(enter: Enter, failed: Image) -> None:
    reporter = enter("Reporter")
    page = reporter.get(change(failed)).content.decode()
    assert str(Failure.LOST.label) in page
    assert "Try again" not in page
    assert try_again(reporter, failed) == 403
    assert state(reporter, failed)["state"] == "failed"
    assert enqueued() == []


def test_who_may_not_see_photos_learns_nothing(enter: Enter, failed: Image) -> None:
    moderator = enter("Moderator")
    assert moderator.get(f"{LIST}{failed.pk}/sizes.json").status_code == 403
    assert Client().get(f"{LIST}{failed.pk}/sizes.json").status_code == 302


@pytest.mark.parametrize("number", ["0", "x", "9" * 25, "1/2", "_00"])
def test_odd_numbers(staff_client: Client, db: None, number: str) -> None:
    assert staff_client.get(f"{LIST}{number}/sizes.json").status_code == 404
    assert staff_client.post(f"{LIST}{number}/sizes/again/").status_code == 404


def test_asking_is_cheap(
    staff_client: Client, image: Image, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(3):  # session, user, photo
        response = staff_client.get(f"{LIST}{image.pk}/sizes.json")
    assert "no-store" in response["Cache-Control"]
