"""A photo that the library has already is recognised: its very file, and the same picture again."""

import io
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from PIL import ImageDraw

from articles.models import Image
from articles.models.image import QUARTERS
from articles.resemblance import PLAIN, distance, look_of
from tests.articles.filled import errors, filled
from tests.articles.library import originals
from tests.articles.photos import saved
from tests.cast import Enter

SEND = reverse("admin:articles_image_send")
ADD = reverse("admin:articles_image_add")


def quay(size: tuple[int, int] = (1200, 800)) -> Picture.Image:
    """A picture with something to see in it, the same at any size."""
    picture = Picture.new("RGB", (1200, 800), "lightgrey")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 500, 1200, 800), fill="navy")
    draw.polygon([(150, 520), (1000, 520), (850, 640), (250, 640)], fill="firebrick")
    draw.rectangle((420, 300, 700, 520), fill="white")
    draw.ellipse((880, 60, 1060, 240), fill="gold")
    return picture.resize(size, Picture.Resampling.LANCZOS)


def street() -> Picture.Image:
    picture = Picture.new("RGB", (1200, 800), "black")
    draw = ImageDraw.Draw(picture)
    for left in range(0, 1200, 200):
        draw.rectangle((left, 100 + left // 4, left + 120, 800), fill=(left // 5, 200, 90))
    return picture


def send(client: Client, content: bytes, **words: str) -> Any:
    file = SimpleUploadedFile("photo.jpg", content, "image/jpeg")
    words.setdefault("credit", "Pell Aubrey")
    return client.post(SEND, {"original": file} | words)


def test_the_same_picture_in_another_file_looks_alike() -> None:
    look = look_of(quay())
    for other in [quay((400, 267)), Picture.open(io.BytesIO(saved(quay(), quality=30)))]:
        assert distance(look, look_of(other)) <= 3
    assert distance(look, look_of(street())) > 12
    assert look_of(Picture.new("RGB", (300, 200), "navy")) == PLAIN


def test_the_very_file_is_not_stored_twice_without_a_decision(staff_client: Client) -> None:
    content = saved(quay())
    first = send(staff_client, content, caption="The quay.")
    assert first.status_code == 201
    image, files = Image.objects.get(), originals()
    assert first.json()["photo"]["id"] == image.pk

    again = send(staff_client, content)
    assert again.status_code == 409
    assert again.json()["same"] is True
    assert [each["caption"] for each in again.json()["known"]] == ["The quay."]
    assert (Image.objects.count(), originals()) == (1, files)
    assert send(staff_client, content, add_again="on").status_code == 201
    assert Image.objects.count() == 2


def test_what_looks_alike_is_shown_before_it_is_stored(staff_client: Client) -> None:
    send(staff_client, saved(quay()), caption="The quay.")
    send(staff_client, saved(street()), caption="A street.")
    assert Image.objects.count() == 2
    smaller = send(staff_client, saved(quay((640, 427)), quality=60))
    assert smaller.status_code == 409
    assert smaller.json()["same"] is False
    assert [each["caption"] for each in smaller.json()["known"]] == ["The quay."]
    assert Image.objects.count() == 2


def test_plain_surfaces_are_not_taken_for_one_another(staff_client: Client) -> None:
    for colour in ("navy", "teal"):
        picture = Picture.new("RGB", (640, 360), colour)
        assert send(staff_client, saved(picture)).status_code == 201


def test_the_form_of_the_library_asks_too(staff_client: Client) -> None:
    content = saved(quay())
    send(staff_client, content, caption="The quay <b>at dawn</b>.")
    image = Image.objects.get()
    sent = filled(staff_client, ADD, credit="P. Aubrey", caption="Once more.")
    sent["original"] = SimpleUploadedFile("photo.jpg", content)
    refused = staff_client.post(ADD, sent)
    assert "The library has this photo already" in errors(refused)
    page = refused.content.decode()
    assert f'<a href="{reverse("admin:articles_image_change", args=[image.pk])}"' in page
    assert "&lt;b&gt;at dawn" in page
    assert 'type="checkbox" name="add_again"' in page
    assert "Once more." in page

    sent["original"] = SimpleUploadedFile("photo.jpg", content)
    assert staff_client.post(ADD, sent | {"add_again": "on"}).status_code == 302
    assert Image.objects.count() == 2


def test_what_only_looks_alike_is_told_once_it_is_added(staff_client: Client) -> None:
    send(staff_client, saved(quay()), caption="The <b>quay</b>.")
    link = f'<a href="{reverse("admin:articles_image_change", args=[Image.objects.get().pk])}"'
    sent = filled(staff_client, ADD, credit="P. Aubrey")
    sent["original"] = SimpleUploadedFile("small.jpg", saved(quay((640, 427)), quality=60))
    added = staff_client.post(ADD, sent, follow=True).content.decode()
    assert "The library has photos that look like this one" in added
    assert link in added and "The &lt;b&gt;quay&lt;/b&gt;." in added
    sent["original"] = SimpleUploadedFile("street.jpg", saved(street()))
    assert "look like" not in staff_client.post(ADD, sent, follow=True).content.decode()

    file = SimpleUploadedFile("smaller.jpg", saved(quay((480, 320)), quality=60))
    address = reverse("admin:articles_image_upload")
    many = staff_client.post(address, {"photos": [file], "credit_else": "P. Aubrey"})
    assert link in many.content.decode()
    assert Image.objects.count() == 4


def test_words_that_are_mended_leave_the_sizes_that_are_being_made(staff_client: Client) -> None:
    photo = send(staff_client, saved(quay()), caption="The quey.").json()["photo"]
    full_clean = Image.full_clean

    def meanwhile(self: Image, *args: Any, **kwargs: Any) -> None:
        full_clean(self, *args, **kwargs)
        Image.objects.update(widths=[320])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Image, "full_clean", meanwhile)
        assert staff_client.post(photo["words_to"], {"caption": "The quay."}).status_code == 200
    image = Image.objects.get()
    assert (image.caption, image.widths) == ("The quay.", [320])
    assert list(Image.objects.matching("quay")) == [image]


def test_what_is_refused_leaves_nothing(staff_client: Client) -> None:
    before = originals()
    assert send(staff_client, b"no photo").json()["errors"].keys() == {"original"}
    nameless = send(staff_client, saved(quay()), credit="")
    assert nameless.status_code == 400
    assert nameless.json()["errors"].keys() == {"credit"}
    assert staff_client.post(SEND, {"caption": "\x00" * 9}).status_code == 400
    assert staff_client.get(SEND).status_code == 405
    assert not Image.objects.exists()
    assert originals() == before


def test_only_who_may_add_photos_sends_them(client: Client, enter: Enter) -> None:
    assert send(client, saved(quay())).status_code == 302
    reporter = enter("Reporter", "ines")
    sent = send(reporter, saved(quay()))
    assert sent.status_code == 201
    assert Image.objects.filter(uploaded_by__username="ines").exists()
    stranger = User.objects.create_user("omar", is_staff=True)
    client.force_login(stranger)
    assert send(client, saved(street())).status_code == 403
    assert Image.objects.count() == 1


def test_reporters_mend_the_words_of_their_own_photos(enter: Enter) -> None:
    reporter = enter("Reporter", "ines")
    send(reporter, saved(quay()), caption="The quey.")
    page = reverse("admin:articles_image_change", args=[Image.objects.get().pk])
    sent = filled(reporter, page, caption="The quay.")
    assert reporter.post(page, sent).status_code == 302
    assert Image.objects.get().caption == "The quay."
    assert 'name="_save"' not in enter("Reporter", "omar").get(page).content.decode()


@pytest.mark.parametrize("others", [1, 3])
def test_sending_asks_the_same_of_any_library(
    staff_client: Client, django_assert_max_num_queries: Any, others: int
) -> None:
    for number in range(others):
        send(staff_client, saved(quay((1200 - number, 800))), add_again="on")
    with django_assert_max_num_queries(18):
        assert send(staff_client, saved(quay((900, 600)))).status_code == 409


def test_photos_that_came_before_are_looked_at(staff_client: Client) -> None:
    send(staff_client, saved(quay()))
    image = Image.objects.get()
    Image.objects.update(**dict.fromkeys(QUARTERS))
    assert send(staff_client, saved(quay((640, 427))), caption="?").status_code == 201
    Image.objects.exclude(pk=image.pk).delete()
    call_command("look_at_photos", verbosity=0)
    assert Image.objects.get().look == image.look
    assert send(staff_client, saved(quay((640, 427)))).status_code == 409


def test_the_words_of_a_sent_photo(staff_client: Client, enter: Enter) -> None:
    photo = send(staff_client, saved(quay()), caption="The quey.").json()["photo"]
    words = photo["words_to"]
    assert staff_client.post(words, {"caption": "The quay."}).status_code == 200
    image = Image.objects.get()
    assert (image.caption, image.credit) == ("The quay.", "Pell Aubrey")
    assert staff_client.post(words, {"credit": " "}).json()["errors"].keys() == {"credit"}
    assert staff_client.post(words, {"caption": "x\x00"}).status_code == 400
    assert enter("Reporter", "omar").post(words, {"caption": "Mine"}).status_code == 403
    for junk in ("0", "x", "9" * 30):
        address = reverse("admin:articles_image_words", args=[junk])
        assert staff_client.post(address, {"caption": "Mine"}).status_code == 404
    assert Image.objects.get().caption == "The quay."
