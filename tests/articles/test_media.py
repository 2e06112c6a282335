"""The address at which a photo's files are served, and what cannot be reached by it."""

import datetime

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.http import http_date, parse_http_date

from articles import renditions
from articles.models import Image
from articles.uploads import store
from tests.articles import photos

FOLDER = "renditions/" + "a" * 32


@pytest.fixture
def image(db: None) -> Image:
    content = photos.saved(photos.noisy(500, 400))
    image = store(ContentFile(content), alt="", caption="", credit="Pell Aubrey")
    image.make_renditions()
    image.refresh_from_db()
    return image


@pytest.mark.parametrize(
    ("end", "media_type"), [("avif", "image/avif"), ("webp", "image/webp"), ("jpg", "image/jpeg")]
)
def test_a_rendition_is_served_to_be_kept_for_ever(
    client: Client, image: Image, end: str, media_type: str
) -> None:
    response = client.get(default_storage.url(renditions.name(image.digest, 320, end)))
    content = response.getvalue()
    assert response.status_code == 200
    assert response.streaming
    assert photos.opened(content).width == 320
    assert response["Content-Type"] == media_type
    assert int(response["Content-Length"]) == len(content)
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_every_address_that_a_photo_names_is_served(client: Client, image: Image) -> None:
    sets = [source["srcset"].split(", ") for source in image.sources]
    addresses = {entry.split(" ")[0] for entries in sets for entry in entries}
    assert len(addresses) == 6
    fallback = default_storage.url(renditions.fallback_name(image.digest))
    for address in {*addresses, image.src, image.thumbnail, fallback}:
        assert client.get(address).getvalue()


def test_head_and_unchanged_files_have_no_body(client: Client, image: Image) -> None:
    head = client.head(image.src)
    whole = client.get(image.src)
    assert (head.status_code, head.getvalue()) == (200, b"")
    assert head["Content-Length"] == str(len(whole.getvalue()))
    same = client.get(image.src, headers={"if-modified-since": whole["Last-Modified"]})
    assert (same.status_code, same.content) == (304, b"")
    before = http_date(parse_http_date(whole["Last-Modified"]) - 1)
    changed = client.get(image.src, headers={"if-modified-since": before})
    assert changed.status_code == 200
    assert changed.getvalue()


def test_only_reading_is_allowed(client: Client, image: Image) -> None:
    assert client.post(image.src).status_code == 405
    assert client.delete(image.src).status_code == 405


@pytest.fixture
def planted() -> list[str]:
    """Files in the storage that no address may lead to."""
    names = [
        "secret.txt",
        "secret.jpg",
        "renditions/320.jpg",
        f"{FOLDER}/.320.jpg.0123456789abcdef",
        f"{FOLDER}/320.jpg.part",
        f"{FOLDER}/320.gif",
        f"{FOLDER}/0320.jpg",
        f"{FOLDER}/123456.jpg",
        f"{FOLDER}/320.svg",
        f"{FOLDER}/fallback.webp",
        f"{FOLDER}/sub/320.jpg",
        "renditions/" + "a" * 31 + "/320.jpg",
        "renditions/" + "A" * 32 + "/320.jpg",
    ]
    for name in names:
        if not default_storage.exists(name):
            default_storage.save(name, ContentFile(b"PLANTED"))
    return names


def test_nothing_else_in_the_storage_can_be_reached(
    client: Client, image: Image, planted: list[str]
) -> None:
    folder, file = image.src.rsplit("/", 1)
    ways = [default_storage.url(name) for name in planted]
    ways += [f"{folder}/../../secret.jpg", f"{folder}/%2e%2e/%2e%2e/secret.jpg"]
    ways += [f"{folder}/..%2f..%2fsecret.jpg", f"{folder}//{file}", f"{folder}/{file}%0A"]
    ways += [f"{folder}/{file}%00", f"{folder}/٣٢٠.jpg", f"{folder}/"]
    ways += ["/media/", "/media/renditions/", image.src.upper(), f"{image.src}/"]
    ways += [f"/media/{image.original.name}", f"/media/originals/{image.original.name}"]
    for way in ways:
        response = client.get(way)
        assert response.status_code == 404, way
        assert b"PLANTED" not in response.content


def test_a_file_that_is_not_there_is_404_and_not_kept(client: Client, db: None) -> None:
    response = client.get(f"/media/renditions/{'b' * 32}/320.jpg")
    assert response.status_code == 404
    assert "immutable" not in response.get("Cache-Control", "")


def test_serving_a_photo_asks_the_database_nothing(
    client: Client, image: Image, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):
        client.get(image.src).getvalue()


def test_the_time_of_a_file_is_that_of_its_writing(client: Client, image: Image) -> None:
    response = client.head(image.src)
    assert response.getvalue() == b""
    written = datetime.datetime.fromtimestamp(
        parse_http_date(response["Last-Modified"]), datetime.UTC
    )
    assert abs(datetime.datetime.now(datetime.UTC) - written) < datetime.timedelta(minutes=5)
