"""Words that exiftool wrote into a photo's file, as an editor finds them in the library."""

import datetime
import json
import subprocess
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles import renditions
from articles.models import Image
from tests.articles import photos

ADD = "admin:articles_image_add"
FOCUS = {"focal_x": "0.5", "focal_y": "0.5"}
QUAY = "مطر على الرصيف القديم"
OMAR = "عمر الحدّاد"


def written(folder: Path, *tags: str, kind: str = "JPEG") -> bytes:
    """Return a photo into which exiftool wrote these tags."""
    file = folder / f"photo.{kind.lower()}"
    file.write_bytes(photos.saved(photos.noisy(400, 300), kind))
    command = ["exiftool", "-q", "-overwrite_original", *tags, str(file)]
    subprocess.run(command, check=True, capture_output=True)
    return file.read_bytes()


def send(client: Client, content: bytes, **words: str) -> HttpResponse:
    file = SimpleUploadedFile("photo.jpg", content)
    return client.post(reverse(ADD), FOCUS | words | {"original": file})


def sent(client: Client, content: bytes, **words: str) -> Image:
    response = send(client, content, **words)
    assert response.status_code == 302, response.context["adminform"].errors
    return Image.objects.get()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_xmp_fills_what_was_left_empty_in_arabic(
    staff_client: Client, tmp_path: Path, kind: str
) -> None:
    content = written(
        tmp_path,
        f"-XMP-dc:Description={QUAY}",
        f"-XMP-dc:Creator={OMAR}",
        "-XMP-dc:Creator=Pell Aubrey",
        "-XMP-photoshop:Credit=وكالة المرفأ",
        "-XMP-photoshop:Headline=العبّارة تعود",
        "-XMP-dc:Rights=© ٢٠٢٦",
        "-XMP-iptcCore:AltTextAccessibility=رصيف مبلّل",
        "-XMP-photoshop:DateCreated=2026:05:03 23:59:00+03:00",
        kind=kind,
    )
    image = sent(staff_client, content)
    assert (image.caption, image.creator) == (QUAY, f"{OMAR}, Pell Aubrey")
    assert (image.credit, image.headline) == ("وكالة المرفأ", "العبّارة تعود")
    assert (image.copyright_notice, image.alt) == ("© ٢٠٢٦", "رصيف مبلّل")
    assert image.taken_on == datetime.date(2026, 5, 3)  # the photographer's own day
    page = staff_client.get(reverse("admin:articles_image_change", args=[image.pk]))
    assert QUAY in page.content.decode()


@pytest.mark.parametrize("charset", ["UTF8", "Latin"])
def test_iptc_is_read_in_the_encoding_that_it_has(
    staff_client: Client, tmp_path: Path, charset: str
) -> None:
    content = written(
        tmp_path,
        *(["-IPTC:CodedCharacterSet=UTF8"] if charset == "UTF8" else []),
        f"-charset=iptc={charset}",
        "-IPTC:Caption-Abstract=Café “Zürich”, früh",
        "-IPTC:By-line=Åsa Brønsted",
        "-IPTC:Credit=Göteborgs Bild",
        "-IPTC:CopyrightNotice=© Åsa",
        "-IPTC:DateCreated=2026:02:29",
    )
    assert ("Zürich".encode("latin-1") in content) == (charset == "Latin")
    image = sent(staff_client, content)
    assert (image.caption, image.creator) == ("Café “Zürich”, früh", "Åsa Brønsted")
    assert (image.credit, image.copyright_notice) == ("Göteborgs Bild", "© Åsa")
    assert image.taken_on is None  # there was no such day


def test_iptc_in_arabic(staff_client: Client, tmp_path: Path) -> None:
    content = written(
        tmp_path,
        "-IPTC:CodedCharacterSet=UTF8",
        "-charset=iptc=UTF8",
        f"-IPTC:Caption-Abstract={QUAY}",
        f"-IPTC:By-line={OMAR}",
    )
    image = sent(staff_client, content)
    assert (image.caption, image.creator, image.credit) == (QUAY, OMAR, OMAR)


def test_exif_is_asked_last_and_what_the_camera_says_by_itself_is_no_caption(
    staff_client: Client, tmp_path: Path
) -> None:
    content = written(
        tmp_path,
        "-EXIF:ImageDescription=SONY DSC",
        "-EXIF:Artist=Of the camera",
        "-EXIF:Copyright=Pell Aubrey",
        "-EXIF:DateTimeOriginal=2026:07:08 09:10:11",
        "-IPTC:By-line=Of the desk",
    )
    image = sent(staff_client, content)
    assert (image.caption, image.creator) == ("", "Of the desk")
    assert (image.copyright_notice, image.taken_on) == (
        "Pell Aubrey",
        datetime.date(2026, 7, 8),
    )


def test_what_the_editor_typed_goes_before_what_the_file_says(
    staff_client: Client, tmp_path: Path
) -> None:
    content = written(tmp_path, "-XMP-dc:Description=Theirs", "-XMP-photoshop:Credit=Theirs")
    image = sent(staff_client, content, caption="Ours")
    assert (image.caption, image.credit) == ("Ours", "Theirs")


def test_words_too_long_for_the_library_are_cut_at_a_word(
    staff_client: Client, tmp_path: Path
) -> None:
    content = written(tmp_path, f"-XMP-dc:Description={'quay ' * 900}", "-XMP-dc:Creator=Pell")
    image = sent(staff_client, content)
    assert len(image.caption) <= 2000
    assert image.caption.endswith("quay…")


def test_a_photo_of_nobody_is_refused_and_no_word_is_lost(
    staff_client: Client, tmp_path: Path
) -> None:
    content = written(tmp_path, "-XMP-dc:Description=From the file")
    response = send(staff_client, content, headline="Typed")
    assert response.status_code == 200
    page = response.content.decode()
    assert "Neither you nor the file says whose photo this is." in page
    assert 'value="Typed"' in page
    assert not Image.objects.exists()


@pytest.mark.parametrize(
    "broken",
    [
        b"<x:xmpmeta><unclosed",
        b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b"\xff\xfe\x00",
        b"",
    ],
)
def test_no_photo_is_refused_for_metadata_that_is_malformed(
    staff_client: Client, broken: bytes
) -> None:
    too_long = photos.iptc(b"\0a\0b").replace(b"\x1c\x02\x78\0", b"\x1c\x02\x78\x7f")
    content = photos.saved(photos.noisy(400, 300), xmp=broken, extra=too_long)
    image = sent(staff_client, content, credit="Pell Aubrey")
    assert "\0" not in image.caption
    assert image.credit == "Pell Aubrey"


def test_place_and_camera_stand_in_no_file_for_readers_and_in_no_row(
    staff_client: Client, tmp_path: Path
) -> None:
    content = written(
        tmp_path,
        "-GPSLatitude=52.52",
        "-GPSLatitudeRef=N",
        "-XMP-exif:GPSLongitude=13.37E",
        "-EXIF:Model=Planted 9000",
        "-EXIF:SerialNumber=PLANTED-42",
        "-XMP-dc:Creator=Pell Aubrey",
    )
    assert b"Planted 9000" in content
    image = sent(staff_client, content)
    image.make_renditions()
    image.refresh_from_db()
    assert "lanted" not in str(Image.objects.values().get()).lower()
    ends = [(width, end) for width in image.widths for end in ("jpg", "avif")]
    names = [renditions.fallback_name(image.digest)]
    names += [renditions.name(image.digest, width, end) for width, end in ends]
    asked = ["-GPS*", "-Model", "-SerialNumber", "-Creator"]
    for name in names:
        copy = tmp_path / name.replace("/", "-")
        with default_storage.open(name) as file:
            copy.write_bytes(file.read())
        command = ["exiftool", "-j", "-G", *asked, str(copy)]
        told = json.loads(subprocess.check_output(command))[0]
        assert set(told) == {"SourceFile"}, told


def test_photos_are_found_by_photographer_headline_and_day(
    staff_client: Client, tmp_path: Path
) -> None:
    content = written(tmp_path, f"-XMP-dc:Creator={OMAR}", "-XMP-photoshop:Headline=Ferry")
    sent(staff_client, content, caption="The quay.", taken_on="2026-05-03")
    library = reverse("admin:articles_image_changelist")
    day = {"taken_on__gte": "2026-05-03", "taken_on__lt": "2026-05-04"}
    for query in ({"q": "عمر"}, {"q": "ferry"}, day):
        assert "The quay." in staff_client.get(library, query).content.decode()
    elsewhere = {"taken_on__gte": "2026-05-04", "taken_on__lt": "2026-05-05"}
    assert "The quay." not in staff_client.get(library, elsewhere).content.decode()
