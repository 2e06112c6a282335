import pytest
from django.test import Client
from time_machine import TimeMachineFixture

from articles.models import Section
from tests.cast import Publish


@pytest.fixture
def both(publish: Publish, arabic_section: Section) -> None:
    publish()
    publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة")


@pytest.mark.parametrize(
    ("accepted", "address"),
    [
        ("ar", "/ar/"),
        ("ar-EG,ar;q=0.9,en;q=0.5", "/ar/"),
        ("en-GB", "/en/"),
        ("fi", "/en/"),
        ("", "/en/"),
        ("*", "/en/"),
        ("\xff;q=x,,;", "/en/"),
    ],
)
def test_a_reader_is_sent_to_the_language_that_the_browser_asks_for(
    client: Client, both: None, accepted: str, address: str
) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})

    assert response.status_code == 302
    assert response.headers["Location"] == address
    assert "Accept-Language" in response.headers["Vary"]
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize("path", ["/", "/nothing-here/"])
def test_a_cookie_does_not_choose_the_language(client: Client, both: None, path: str) -> None:
    client.cookies["django_language"] = "ar"

    response = client.get(path, headers={"Accept-Language": "en"})

    assert response.headers.get("Location", "/en/") == "/en/"
    assert response.headers.get("Content-Language", "en") == "en"


def test_a_language_with_nothing_to_read_is_passed_over(client: Client, publish: Publish) -> None:
    publish()

    response = client.get("/", headers={"Accept-Language": "ar"})

    assert response.headers["Location"] == "/en/"


def test_an_empty_site_has_a_front_page_all_the_same(client: Client, db: None) -> None:
    response = client.get("/", headers={"Accept-Language": "ar"}, follow=True)

    assert response.redirect_chain == [("/ar/", 302)]
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("path", "language"), [("/en/", "en"), ("/ar/", "ar"), ("/ar/nothing/", "ar")]
)
def test_the_address_decides_and_not_the_reader(
    client: Client, both: None, path: str, language: str
) -> None:
    headers = {"Accept-Language": "ar" if language == "en" else "en"}

    response = client.get(path, headers=headers)

    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in response.content.decode()


def test_dates_are_written_in_the_language_of_the_page(
    client: Client, both: None, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-11-23T14:05:00Z")

    assert "Monday 23 November 2026" in client.get("/en/").content.decode()
    assert "23 نوفمبر 2026" in client.get("/ar/").content.decode()


@pytest.mark.parametrize("path", ["/fi/", "/EN/", "/en-gb/", "/xx/city/1/x/"])
def test_a_language_that_the_site_does_not_speak(client: Client, both: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_switch_is_a_plain_link_in_its_own_language(client: Client, both: None) -> None:
    page = client.get("/en/").content.decode()

    assert '<a href="/ar/" lang="ar" hreflang="ar">العربيّة</a>' in page
    assert '<a href="/en/" lang="en" hreflang="en">' not in page
