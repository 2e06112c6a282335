"""Another file in the place of a photo's: the library has it at once, what is frozen does not."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser, User
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles import uploads
from articles.models import Article, EarlierFile, Image, Section
from articles.tasks import make_earlier_renditions
from tests.articles.filled import filled
from tests.articles.photos import corners, noisy, saved
from tests.cast import Enter, MakeArticle


@pytest.fixture
def photo(db: None) -> Image:
    content = ContentFile(saved(noisy(700, 500)), "quay.jpg")
    image = uploads.store(content, alt="Rain on a quay", caption="The quay.", credit="P. Aubrey")
    image.make_renditions()
    image.refresh_from_db()
    return image


@pytest.fixture
def story(make_article: MakeArticle, photo: Image) -> Article:
    body = f'<p>One</p><figure data-photo="{photo.pk}"></figure>'
    return make_article(lead_image=photo, body=body)


def replace(client: Client, photo: Image, **words: Any) -> str:
    address = reverse("admin:articles_image_change", args=[photo.pk])
    sent = filled(client, address, **words)
    sent["original"] = SimpleUploadedFile("new.png", saved(corners(800, 600), "PNG"))
    response = client.post(address, sent, follow=True)
    assert response.redirect_chain, response.content.decode()
    photo.refresh_from_db()
    return response.content.decode()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_readers_keep_the_earlier_file_until_it_is_published_again(
    staff_client: Client, client: Client, staff: AbstractUser, photo: Image, story: Article
) -> None:
    story.publish(None)
    places = [story.get_absolute_url(), reverse("articles:front", args=["en"])]
    before = [page(client, address) for address in places]
    old, file = photo.src, photo.original.name
    assert all(old in shown for shown in before)

    replace(staff_client, photo)

    assert photo.src != old
    assert (photo.width, photo.alt) == (800, "Rain on a quay")
    assert [page(client, address) for address in places] == before
    assert b"".join(client.get(old).streaming_content).startswith(b"\xff\xd8")
    earlier = EarlierFile.objects.get()
    assert (earlier.image, earlier.original.name, earlier.src) == (photo, file, old)
    preview = reverse("admin:articles_article_preview", args=[story.pk])
    assert photo.src in page(staff_client, preview)

    story.freeze_changes(staff)
    revision = story.publish(staff)
    assert revision.number == 2
    for address in places:
        assert photo.src in page(client, address)
        assert old not in page(client, address)
    preview = reverse("admin:articles_article_revision", args=[story.pk, 1])
    assert old in page(staff_client, preview)


def test_each_revision_has_the_file_of_its_time(
    staff_client: Client, photo: Image, story: Article
) -> None:
    files = [photo.digest]
    for size in ((810, 600), (820, 600)):
        story.freeze_changes(None)
        story.publish(None)
        address = reverse("admin:articles_image_change", args=[photo.pk])
        sent = filled(staff_client, address)
        sent["original"] = SimpleUploadedFile("new.jpg", saved(noisy(*size)))
        assert staff_client.post(address, sent).status_code == 302
        photo.refresh_from_db()
        files.append(photo.digest)
    story.freeze_changes(None)
    story.publish(None)
    kept = [row.photos.get().file.digest for row in story.revisions.order_by("number")]
    assert kept == files
    assert [row.lead_picture.digest for row in story.revisions.order_by("number")] == files
    assert story.freeze_changes(None) is None


def test_the_history_tells_of_it(staff_client: Client, photo: Image, story: Article) -> None:
    replace(staff_client, photo)
    story.freeze(None)
    address = reverse("admin:articles_article_compare", args=[story.pk])
    shown = staff_client.get(address, {"old": 1, "new": 2}).content.decode()
    assert f"File of photo {photo.pk}" in shown
    assert "An earlier one" in shown


def test_restoring_a_revision_brings_back_its_text_with_the_file_of_today(
    staff_client: Client, staff: AbstractUser, photo: Image, story: Article
) -> None:
    first = story.freeze(None)
    replace(staff_client, photo)
    assert story.restore(first, staff).photos.get().file == photo


def test_a_photo_that_no_revision_has_leaves_no_earlier_file(
    staff_client: Client, photo: Image
) -> None:
    replace(staff_client, photo)
    assert not EarlierFile.objects.exists()


def test_sizes_that_were_not_made_yet_are_made_of_the_earlier_file(
    staff_client: Client, photo: Image, story: Article
) -> None:
    Image.objects.update(widths=[])
    replace(staff_client, photo)
    task = DBTaskResult.objects.get(task_path=make_earlier_renditions.module_path)
    make_earlier_renditions.call(*task.args_kwargs["args"])
    make_earlier_renditions.call(10**9)
    assert EarlierFile.objects.get().widths == [320, 480, 640]

    DBTaskResult.objects.all().delete()
    EarlierFile.objects.update(widths=[])
    call_command("renditions")
    assert DBTaskResult.objects.filter(task_path=make_earlier_renditions.module_path).count() == 1
    call_command("renditions", now=True)
    assert EarlierFile.objects.get().ready


def test_the_focal_point_stays_with_the_earlier_file(
    staff_client: Client, photo: Image, story: Article
) -> None:
    replace(staff_client, photo, focal_x=0.9, focal_y=0.1)
    assert photo.focal_class == "fx9 fy1"
    assert story.revisions.get().photos.get().file.focal_class == "fx5 fy5"


def test_reporters_replace_only_what_no_article_has(
    enter: Enter, photo: Image, make_article: MakeArticle
) -> None:
    reporter = enter("Reporter", "ines")
    Image.objects.update(uploaded_by=User.objects.get(username="ines"))
    replace(reporter, photo)
    assert photo.width == 800
    make_article(lead_image=photo)
    address = reverse("admin:articles_image_change", args=[photo.pk])
    sent = filled(reporter, address, caption="Mended.")
    sent["original"] = SimpleUploadedFile("new.jpg", saved(noisy(640, 480)))
    assert reporter.post(address, sent).status_code == 302
    photo.refresh_from_db()
    assert (photo.width, photo.caption) == (800, "Mended.")


# Where it is used


def used(client: Client, photo: Image) -> str:
    shown = page(client, reverse("admin:articles_image_change", args=[photo.pk]))
    return shown.partition('class="where-used"')[2].partition("</div>")[0]


def test_its_page_says_where_it_is_used(
    staff_client: Client, photo: Image, story: Article, make_article: MakeArticle
) -> None:
    gone = make_article("Only once", lead_image=photo)
    gone.lead_image = None
    gone.save()
    gone.freeze(None)
    taken = make_article("Taken out", lead_image=photo)
    taken.publish(None)
    taken.lead_image = None
    taken.save()
    taken.freeze(None)
    make_article("Another")
    shown = used(staff_client, photo)
    for article in (story, gone, taken):
        assert reverse("admin:articles_article_change", args=[article.pk]) in shown
    assert "Another" not in shown
    assert shown.count("Only in earlier revisions") == 1
    assert shown.count("Taken out of the text") == 1

    story.publish(None)
    assert "the earlier file" not in used(staff_client, photo)
    assert "Readers get the earlier file in 2" in replace(staff_client, photo)
    assert used(staff_client, photo).count("Readers get the earlier file") == 2


def test_what_is_scheduled_keeps_the_earlier_file_and_says_so(
    staff_client: Client, photo: Image, story: Article
) -> None:
    story.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    assert "Readers get the earlier file in 1 article" in replace(staff_client, photo)
    assert "scheduled again" in used(staff_client, photo)


def test_the_very_file_sent_again_replaces_nothing(
    staff_client: Client, photo: Image, story: Article
) -> None:
    address = reverse("admin:articles_image_change", args=[photo.pk])
    sent = filled(staff_client, address)
    with photo.original.open() as original:
        sent["original"] = SimpleUploadedFile("quay.jpg", original.read())
    name = photo.original.name
    assert staff_client.post(address, sent).status_code == 302
    photo.refresh_from_db()
    assert photo.original.name != name
    assert not EarlierFile.objects.exists()


def test_it_is_said_that_there_are_more_revisions(
    staff_client: Client, photo: Image, story: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "there are more" not in used(staff_client, photo)
    story.freeze(None)
    monkeypatch.setattr("articles.admin.photo_uses.MOST_ROWS", 1)
    assert "there are more" in used(staff_client, photo)


def test_it_shows_no_more_than_one_may_see(
    enter: Enter, photo: Image, story: Article, make_article: MakeArticle
) -> None:
    public = make_article("Public story", lead_image=photo)
    public.publish(None)
    shown = used(enter("Reporter", "ines"), photo)
    assert "Public story" in shown
    assert story.headline not in shown
    assert "1 more that you may not see" in shown


def test_unused_photos_say_so_and_may_be_deleted(staff_client: Client, photo: Image) -> None:
    assert "No article has it." in used(staff_client, photo)
    address = reverse("admin:articles_image_delete", args=[photo.pk])
    assert staff_client.post(address, {"post": "yes"}).status_code == 302
    assert not Image.objects.exists()


def test_a_photo_in_use_is_not_deleted_and_it_is_said_why(
    staff_client: Client, photo: Image, story: Article
) -> None:
    address = reverse("admin:articles_image_delete", args=[photo.pk])
    shown = page(staff_client, address)
    assert reverse("admin:articles_article_change", args=[story.pk]) in shown
    staff_client.post(address, {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": [photo.pk]}
    listed = staff_client.post(reverse("admin:articles_image_changelist"), chosen)
    assert story.headline in listed.content.decode()
    assert Image.objects.exists()


def test_where_it_is_used_costs_the_same_for_one_article_and_for_many(
    staff_client: Client,
    photo: Image,
    section: Section,
    make_article: MakeArticle,
    django_assert_num_queries: Any,
) -> None:
    address = reverse("admin:articles_image_change", args=[photo.pk])
    make_article("First", lead_image=photo)
    page(staff_client, address)
    with CaptureQueriesContext(connection) as first:
        page(staff_client, address)
    for number in range(25):
        make_article(f"Story {number}", lead_image=photo)
    with django_assert_num_queries(len(first)):
        shown = used(staff_client, photo)
    assert shown.count("<li") == 21
    assert "and 6 more" in shown
