"""How photos are turned and coloured on their way in, and which are refused with which words."""

import io
import random
import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import RequestFactory
from PIL import Image as Picture
from PIL import ImageCms

from articles import pixels, uploads
from articles.forms.image import ImageForm
from tests.articles import photos
from tests.articles.hostile import REFUSED, bomb
from tests.articles.library import WORDS, added, enqueued, fallback, form_for, originals
from tests.articles.photos import near, opened, saved

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
        request.close()


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
