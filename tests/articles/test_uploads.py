"""What the library takes as a photo, what it refuses with which words, and what it keeps."""

import hashlib
import io
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture
from PIL import ImageCms

from articles import pixels, renditions, uploads
from articles.models import Image
from articles.uploads import ImageForm
from tests.articles import photos
from tests.articles.photos import near, opened, saved

WORDS = {"alt": "Rain on a quay", "caption": "", "credit": "Pell Aubrey"}
WORDS |= {"focal_x": "0.5", "focal_y": "0.25"}


def form_for(
    content: bytes | None, name: str = "photo.jpg", instance: Image | None = None, **words: str
) -> ImageForm:
    files = {} if content is None else {"original": SimpleUploadedFile(name, content)}
    return ImageForm(WORDS | words, files, instance=instance)


def added(content: bytes, name: str = "photo.jpg") -> Image:
    form = form_for(content, name)
    assert form.is_valid(), form.errors
    return form.save()


def originals() -> set[str]:
    place = storages["originals"]
    months = [
        f"{year}/{month}" for year in place.listdir("")[0] for month in place.listdir(year)[0]
    ]
    return {f"{month}/{name}" for month in months for name in place.listdir(month)[1]}


def fallback(image: Image) -> Picture.Image:
    with default_storage.open(renditions.fallback_name(image.digest)) as file:
        return opened(file.read())


def enqueued() -> list[int]:
    return [task.args_kwargs["args"][0] for task in DBTaskResult.objects.order_by("enqueued_at")]


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


# Orientation and colours


@pytest.mark.parametrize(
    ("orientation", "red"),
    [(1, "tl"), (2, "tr"), (3, "br"), (4, "bl"), (5, "tl"), (6, "tr"), (7, "br"), (8, "bl")],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_photo_is_turned_as_the_camera_was_held(
    db: None, kind: str, orientation: int, red: str
) -> None:
    lossless = {"lossless": True} if kind == "WEBP" else {}
    content = saved(photos.corners(), kind, exif=photos.exif(orientation), **lossless)
    image = added(content)
    expected = (64, 96) if orientation > 4 else (96, 64)
    picture = fallback(image)
    assert (image.width, image.height) == picture.size == expected
    right, low = expected[0] - 8, expected[1] - 8
    places = {"tl": (8, 8), "tr": (right, 8), "bl": (8, low), "br": (right, low)}
    found = [
        name for name, place in places.items() if near(picture.getpixel(place), (255, 0, 0), 40)
    ]
    assert found == [red]


def test_broken_exif_does_not_matter(db: None) -> None:
    content = saved(photos.noisy(64, 48), exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01garbage")
    with pytest.warns(UserWarning, match="EXIF"):
        image = added(content)
    assert (image.width, image.height) == (64, 48)


def flat(colour: Any, mode: str = "RGB") -> Picture.Image:
    return Picture.new(mode, (64, 48), colour)


def with_hole(mode: str) -> Picture.Image:
    """Return a red picture whose left half is not there at all."""
    picture = flat((255, 0, 0, 255), "RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 32, 48))
    return picture.convert(mode)


LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        # Computed by hand from the primaries and the gamma: sRGB needs less red for this green.
        (saved(flat((100, 150, 100)), "PNG", icc_profile=photos.adobe_rgb()), (66, 151, 97)),
        (saved(flat((100, 150, 100)), quality=95, icc_profile=photos.adobe_rgb()), (66, 151, 97)),
        (saved(flat((100, 150, 100)), "WEBP", icc_profile=photos.adobe_rgb()), (66, 151, 97)),
        (saved(flat((100, 150, 100)), "AVIF", icc_profile=photos.adobe_rgb()), (66, 151, 97)),
        (saved(flat((100, 150, 100)), "PNG", icc_profile=b"no profile"), (100, 150, 100)),
        (saved(flat((100, 150, 100)), "PNG", icc_profile=LAB), (100, 150, 100)),
        (saved(flat(100, "L"), icc_profile=photos.adobe_rgb()), (100, 100, 100)),
        (saved(flat((0, 255, 255, 0), "CMYK")), (255, 0, 0)),
        (saved(flat(200, "L")), (200, 200, 200)),
        (saved(flat(1, "1"), "PNG"), (255, 255, 255)),
        (saved(flat(0x8000, "I;16"), "PNG"), (128, 128, 128)),
        (saved(flat((10, 200, 30)).quantize(8), "PNG"), (10, 200, 30)),
    ],
)
def test_colours_become_srgb(db: None, content: bytes, expected: tuple[int, int, int]) -> None:
    picture = fallback(added(content))
    assert picture.mode == "RGB"
    assert near(picture.getpixel((32, 24)), expected)


@pytest.mark.parametrize(
    "content",
    [
        saved(with_hole("RGBA"), "PNG"),
        saved(with_hole("RGBA"), "WEBP", lossless=True),
        saved(with_hole("RGBA"), "AVIF", quality=95),
        saved(with_hole("LA"), "PNG"),
        saved(with_hole("RGBA").quantize(8), "PNG"),
        saved(flat((0, 0, 0)), "PNG", transparency=(0, 0, 0)),
    ],
)
def test_paper_shows_where_a_picture_is_not(db: None, content: bytes) -> None:
    assert near(fallback(added(content)).getpixel((8, 24)), (255, 255, 255), 12)


def test_a_large_jpeg_is_decoded_at_a_fraction_of_its_size() -> None:
    photo = pixels.open_photo(io.BytesIO(saved(flat((9, 9, 9)).resize((6000, 4000)))))
    picture, whole = pixels.decode(photo, (1280, 4096))
    assert (picture.size, whole) == ((1280, 853), (6000, 4000))
    assert photo.width == 1500


# What is refused


def bomb(side: int = 12_000) -> bytes:
    return saved(Picture.new("1", (side, side)), "PNG")


def half(kind: str) -> bytes:
    content = saved(photos.noisy(200, 150), kind)
    return content[: len(content) // 2]


def repeated_scans() -> bytes:
    """Return a progressive JPEG whose last pass comes a hundred times."""
    content = saved(photos.noisy(64, 48), progressive=True)
    last = content[content.rindex(b"\xff\xc4", 0, content.rindex(b"\xff\xda")) : -2]
    return content[:-2] + last * 100 + content[-2:]


def moving(kind: str) -> bytes:
    more = [photos.noisy(64, 48), photos.corners(64, 48)]
    return saved(photos.corners(64, 48), kind, save_all=True, append_images=more)


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "a jpeg cut short": (lambda: half("JPEG"), "damaged"),
    "a progressive jpeg cut short": (
        lambda: saved(photos.noisy(200, 150), progressive=True)[:3000],
        "damaged",
    ),
    "a jpeg without its last kilobyte": (lambda: saved(photos.noisy(200, 150))[:-1024], "damaged"),
    "a png cut short": (lambda: half("PNG"), "damaged"),
    "a webp cut short": (lambda: half("WEBP"), "not a photo"),
    "an avif cut short": (lambda: half("AVIF"), "not a photo|damaged"),
    "the head of a jpeg": (lambda: saved(photos.noisy(200, 150))[:30], "not a photo"),
    "a bomb": (bomb, "more than 40 megapixels"),
    "a bomb beyond what Pillow itself refuses": (lambda: bomb(16_000), "megapixels"),
    "a jpeg that claims 4 gigapixels": (
        lambda: saved(photos.noisy(64, 48)).replace(
            b"\0\x11\x08\0\x30\0\x40", b"\0\x11\x08\xff\xff\xff\xff"
        ),
        "megapixels",
    ),
    "a jpeg of a hundred passes": (repeated_scans, "damaged"),
    "eps": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 99 99\n", "not a photo"),
    "eps by Pillow": (lambda: saved(photos.noisy(64, 48), "EPS"), "not a photo"),
    "html": (lambda: b"<!doctype html><script>alert(1)</script>", "not a photo"),
    "svg": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>', "not a photo"),
    "gif": (lambda: saved(photos.noisy(64, 48), "GIF"), "not a photo"),
    "tiff": (lambda: saved(photos.noisy(64, 48), "TIFF"), "not a photo"),
    "bmp": (lambda: saved(photos.noisy(64, 48), "BMP"), "not a photo"),
    "an animated png": (lambda: moving("PNG"), "animation"),
    "an animated webp": (lambda: moving("WEBP"), "animation"),
    "an animated avif": (lambda: moving("AVIF"), "animation"),
    "tiny": (lambda: saved(photos.noisy(15, 64)), "only 15 × 64 pixels"),
    "a ribbon": (lambda: saved(photos.noisy(900, 100)), "more than 8 times the other"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_usable_photo_is_refused_with_a_reason(db: None, what: str) -> None:
    make, reason = REFUSED[what]
    before = originals()
    form = form_for(make(), "photo.jpg")
    assert not form.is_valid()
    assert list(form.errors) == ["original"]
    assert re.search(reason, form.errors["original"][0])
    assert form["caption"].value() == WORDS["caption"]
    assert originals() == before
    assert enqueued() == []


def test_a_bomb_is_small(db: None) -> None:
    assert len(bomb()) < 20_000


def test_a_jpeg_that_carries_another_picture_is_a_photo(db: None) -> None:
    both = saved(photos.corners(), "MPO", save_all=True, append_images=[photos.noisy(50, 50)])
    assert opened(both).format == "MPO"
    image = added(both)
    assert (image.width, image.height) == (96, 64)
    assert image.original.name.endswith(".jpg")


def test_a_file_of_too_many_bytes_is_refused(db: None, settings: Any) -> None:
    content = saved(photos.noisy(200, 150))
    settings.MAX_UPLOAD_BYTES = len(content)
    assert form_for(content).is_valid()
    settings.MAX_UPLOAD_BYTES -= 1
    form = form_for(content)
    assert not form.is_valid()
    assert "larger than" in form.errors["original"][0]


def test_bytes_beyond_the_cap_are_dropped_on_the_way_in(db: None, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 100_000
    for memory in (0, 10_000_000):  # into a temporary file, and into memory
        settings.FILE_UPLOAD_MAX_MEMORY_SIZE = memory
        content = saved(photos.noisy(2000, 1500), quality=95)
        assert len(content) > 1_000_000
        file = io.BytesIO(content)
        file.name = "photo.jpg"
        request = RequestFactory().post("/", {"original": file, **WORDS})
        form = ImageForm(request.POST, request.FILES)
        assert not form.is_valid()
        assert "larger than" in form.errors["original"][0]
        assert request.FILES["original"].size < 300_000
        assert form["alt"].value() == WORDS["alt"]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_no_damage_to_a_file_raises_anything_but_a_refusal(db: None, kind: str) -> None:
    content = saved(photos.noisy(40, 30), kind, exif=photos.exif(6), icc_profile=photos.adobe_rgb())
    chance = random.Random(kind)
    outcomes = set()
    for _ in range(150):
        damaged = bytearray(content)
        for _ in range(chance.randint(1, 12)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            uploads.read(ContentFile(bytes(damaged)))
            outcomes.add("taken")
        except ValidationError as error:
            outcomes.add(error.code)
    assert "format" in outcomes or "damaged" in outcomes


# Changing a photo


def test_the_file_is_needed_once_and_stays_when_only_words_change(db: None) -> None:
    form = form_for(None)
    assert list(form.errors) == ["original"]
    image = added(saved(photos.noisy(400, 300)))
    Image.objects.filter(pk=image.pk).update(widths=[320])
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


def test_an_editor_replaces_a_photo(staff_client: Client) -> None:
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
