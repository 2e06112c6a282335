"""What the library keeps of a photo: added, changed, through the admin and from code."""

import hashlib
import re
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import renditions, uploads
from articles.models import Image
from tests.articles import photos
from tests.articles.hostile import REFUSED, half
from tests.articles.library import WORDS, added, enqueued, fallback, form_for, originals
from tests.articles.photos import opened, saved

# What is kept


@pytest.mark.parametrize(
    ("kind", "end"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")]
)
def test_a_photo_is_stored_with_what_the_row_needs(db: None, kind: str, end: str) -> None:
    content = saved(photos.noisy(400, 300), kind)
    image = added(content, "holiday snap.gif")
    image.refresh_from_db()
    assert (image.width, image.height, image.widths) == (400, 300, [])
    assert image.digest == hashlib.sha256(content).hexdigest()
    assert re.fullmatch(rf"[0-9]{{4}}/[0-9]{{2}}/[0-9a-f]{{32}}\.{end}", image.original.name)
    with image.original.open() as original:
        assert original.read() == content
    assert fallback(image).size == (400, 300)
    assert image.src == default_storage.url(renditions.fallback_name(image.digest))
    assert enqueued() == [image.pk]


@pytest.mark.parametrize("name", ["../../etc/passwd.jpg", "a\0b.php", "C:\\x\\y.jpg", "x" * 250])
def test_nothing_of_the_senders_name_is_kept(db: None, name: str) -> None:
    image = added(saved(photos.noisy(64, 64)), name)
    assert re.fullmatch(r"[0-9]{4}/[0-9]{2}/[0-9a-f]{32}\.jpg", image.original.name)


def test_a_large_photo_gets_a_smaller_fallback_and_a_small_one_is_not_enlarged(db: None) -> None:
    assert fallback(added(saved(photos.noisy(2000, 1000)))).size == (1280, 640)
    assert fallback(added(saved(photos.noisy(200, 100)))).size == (200, 100)
    assert fallback(added(saved(photos.noisy(1000, 8000)))).size == (512, 4096)


def test_the_fallback_is_a_progressive_jpeg_without_any_metadata(db: None) -> None:
    image = added(photos.camera_jpeg(300, 200))
    with default_storage.open(renditions.fallback_name(image.digest)) as file:
        content = file.read()
    picture = opened(content)
    assert (picture.format, picture.mode, picture.info["progressive"]) == ("JPEG", "RGB", 1)
    assert not set(picture.info) & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
    assert not [words for words in [*photos.PLANTED, b"Exif", b"8BIM"] if words in content]
    with image.original.open() as original:
        kept = original.read()
    assert all(words in kept for words in photos.PLANTED)


# Changing a photo


def test_the_file_is_needed_once_and_stays_when_only_words_change(db: None) -> None:
    form = form_for(None)
    assert list(form.errors) == ["original"]
    image = added(saved(photos.noisy(400, 300)))
    Image.objects.filter(pk=image.pk).update(widths=[320], card_focus="5-2")
    DBTaskResult.objects.all().delete()
    image.refresh_from_db()
    kept = (image.original.name, image.digest, image.widths)
    form = form_for(None, instance=image, caption="The quay in the rain.")
    assert form.is_valid(), form.errors
    form.save()
    image.refresh_from_db()
    assert (image.original.name, image.digest, image.widths) == kept
    assert image.caption == "The quay in the rain."
    assert enqueued() == []


def test_a_new_file_gets_new_addresses_and_the_old_ones_still_answer(db: None) -> None:
    image = added(saved(photos.noisy(700, 500)))
    image.make_renditions()
    image.refresh_from_db()
    old = [image.src, image.thumbnail, renditions.name(image.digest, 640, "avif")]
    DBTaskResult.objects.all().delete()
    form = form_for(saved(photos.corners(800, 600), "PNG"), instance=image)
    assert form.is_valid(), form.errors
    form.save()
    image.refresh_from_db()
    assert (image.width, image.height, image.widths) == (800, 600, [])
    assert image.src not in old
    assert default_storage.exists(renditions.fallback_name(image.digest))
    assert default_storage.exists(old[2])
    assert enqueued() == [image.pk]


def test_words_saved_over_a_worker_do_not_lose_the_renditions(db: None) -> None:
    image = added(saved(photos.noisy(400, 300)))
    form = form_for(None, instance=Image.objects.get(pk=image.pk), caption="Later.")
    assert form.is_valid()
    image.make_renditions()
    DBTaskResult.objects.all().delete()
    form.save()
    image.refresh_from_db()
    assert image.ready or enqueued() == [image.pk]


def test_a_refused_new_file_leaves_the_photo_as_it_was(db: None) -> None:
    image = added(saved(photos.noisy(400, 300)))
    before = Image.objects.values().get(pk=image.pk)
    assert not form_for(half("JPEG"), instance=image).is_valid()
    assert Image.objects.values().get(pk=image.pk) == before


def test_the_task_appears_with_the_row_or_not_at_all(transactional_db: None) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        added(saved(photos.noisy(64, 48)))
        raise RuntimeError
    assert not Image.objects.exists()
    assert enqueued() == []


def test_the_caller_may_save_the_row_as_the_admin_does(db: None) -> None:
    form = form_for(saved(photos.noisy(64, 48)))
    assert form.is_valid()
    image = form.save(commit=False)
    image.save()
    form.save_m2m()
    assert enqueued() == [image.pk]
    assert DBTaskResult.objects.get().status == TaskResultStatus.READY


# Through the admin


def post(client: Client, content: bytes, address: str) -> HttpResponse:
    file = SimpleUploadedFile("photo.jpg", content)
    return client.post(address, WORDS | {"original": file, "caption": "The quay in the rain."})


def test_an_editor_adds_a_photo(staff_client: Client, staff: AbstractUser) -> None:
    address = reverse("admin:articles_image_add")
    response = post(staff_client, saved(photos.noisy(400, 300)), address)
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.width, image.caption) == (400, "The quay in the rain.")
    assert image.uploaded_by == staff
    assert enqueued() == [image.pk]
    response = staff_client.get(reverse("admin:articles_image_change", args=[image.pk]))
    assert response.status_code == 200
    assert image.original.name not in response.content.decode()


@pytest.mark.parametrize("what", ["empty", "a bomb", "eps", "svg", "a jpeg cut short"])
def test_an_editor_is_told_why_and_loses_no_word(staff_client: Client, what: str) -> None:
    make, reason = REFUSED[what]
    response = post(staff_client, make(), reverse("admin:articles_image_add"))
    assert response.status_code == 200
    page = response.content.decode()
    assert re.search(reason, page)
    assert "The quay in the rain." in page
    assert not Image.objects.exists()


def test_an_editor_replaces_a_photo_that_no_article_has(staff_client: Client) -> None:
    image = added(saved(photos.noisy(400, 300)))
    image.make_renditions()
    address = reverse("admin:articles_image_change", args=[image.pk])
    response = post(staff_client, saved(photos.noisy(500, 200)), address)
    assert response.status_code == 302
    image.refresh_from_db()
    assert (image.width, image.height, image.widths) == (500, 200, [])


# From code


def test_store_takes_a_photo_into_the_library(db: None) -> None:
    content = saved(photos.noisy(400, 300))
    image = uploads.store(
        ContentFile(content, "../x.jpg"), alt="A", caption="B", credit="C", focal=(0.2, 0.8)
    )
    image.refresh_from_db()
    assert (image.alt, image.caption, image.credit) == ("A", "B", "C")
    assert (image.focal_x, image.focal_y, image.width) == (0.2, 0.8, 400)
    assert enqueued() == [image.pk]


@pytest.mark.parametrize(
    "wrong", [{"credit": ""}, {"alt": "x" * 301}, {"focal": (0.5, 1.5)}, {"content": b"no"}]
)
def test_store_refuses_what_the_form_would(db: None, wrong: dict[str, Any]) -> None:
    content = wrong.get("content") or saved(photos.noisy(64, 48))
    words = {"alt": "A", "caption": "B", "credit": "C"}
    words |= {name: value for name, value in wrong.items() if name != "content"}
    before = originals()
    with pytest.raises(ValidationError):
        uploads.store(ContentFile(content), **words)
    assert not Image.objects.exists()
    assert originals() == before
