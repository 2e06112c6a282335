"""The pages of the house, as readers get them."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries, Settings

from articles import body
from articles.addresses import RESERVED_SECTIONS
from articles.models import Section
from newsroom.house import FIXED, FOLDER, Place, first_text
from newsroom.models import HousePage
from tests.cast import MakeImage, Publish

SLUGS = ["about", "contact", "privacy", "poll-policy", "accessibility"]
LANGUAGES = ["en", "ar"]
each_page = pytest.mark.parametrize(
    ("language", "slug"), [(language, slug) for language in LANGUAGES for slug in SLUGS]
)
MakePage = Callable[..., HousePage]


@pytest.fixture
def make_page(db: None) -> MakePage:
    def make(
        address: str, title: str = "Jobs", content: str = "<p>Come and write.</p>"
    ) -> HousePage:
        return HousePage.objects.create(url=address, title=title, content=content)

    return make


@each_page
def test_every_site_has_the_page_before_anybody_wrote_it(
    client: Client, db: None, language: str, slug: str
) -> None:
    response = client.get(f"/{language}/{slug}/")

    page = response.content.decode()
    text = first_text(Place(language, slug, fixed=True))
    assert text is not None
    assert response.status_code == 200
    assert re.findall("<h1>(.*)</h1>", page) == [text.title]
    assert len(strip_tags(text.body)) > 500
    assert response.headers["Content-Language"] == language


def test_the_pages_are_those_that_every_page_links_to(client: Client, db: None) -> None:
    for language in LANGUAGES:
        footer = client.get(f"/{language}/").content.decode().partition("<footer")[2]
        links = re.findall(f'href="/{language}/([a-z-]+)/"', footer)
        assert [slug for slug in links if slug in FIXED] == SLUGS
    assert list(FIXED) == SLUGS
    assert set(FIXED) <= RESERVED_SECTIONS


@each_page
def test_a_first_text_is_as_an_editor_could_have_saved_it(language: str, slug: str) -> None:
    text = first_text(Place(language, slug, fixed=True))
    assert text is not None
    assert body.clean(text.body) == text.body
    file = (FOLDER / language / f"{slug}.html").read_text()
    written, kept = (strip_tags(each) for each in (file.partition("\n")[2], text.body))
    assert "".join(written.split()) == "".join(kept.split())


@each_page
def test_links_in_a_first_text_lead_somewhere(
    client: Client, db: None, language: str, slug: str
) -> None:
    text = first_text(Place(language, slug, fixed=True))
    assert text is not None
    links = re.findall('href="([^"]*)"', text.body)
    assert links or slug == "privacy"
    for link in links:
        assert link.startswith(f"/{language}/")
        assert client.get(link).status_code == 200, link


def test_what_an_editor_wrote_takes_the_place_of_the_first_text(
    client: Client, make_page: MakePage
) -> None:
    make_page("/en/about/", "Who we are", "<p>Five desks and a kettle.</p>")

    page = client.get("/en/about/").content.decode()

    assert "<h1>Who we are</h1>" in page
    assert "Five desks and a kettle." in page
    assert "<h1>من نحن</h1>" in client.get("/ar/about/").content.decode()


def test_two_readers_get_the_same_bytes(
    client: Client, staff_client: Client, make_page: MakePage
) -> None:
    make_page("/en/pages/jobs/")
    for address in ("/en/pages/jobs/", "/en/privacy/"):
        one, other = client.get(address), staff_client.get(address)
        assert one.content == other.content
        assert not one.cookies
        assert not other.cookies
        assert "public" in one.headers["Cache-Control"]
        assert "Vary" not in one.headers


@pytest.mark.parametrize("others", [0, 3])
def test_a_page_costs_one_query(
    client: Client,
    make_page: MakePage,
    django_assert_num_queries: DjangoAssertNumQueries,
    others: int,
) -> None:
    for number in range(others):
        make_page(f"/en/pages/page-{number}/")
        Section.objects.create(language="en", name=f"Section {number}", slug=f"s{number}")
    make_page("/en/pages/jobs/")
    client.get("/en/")
    for address in ("/en/pages/jobs/", "/en/about/"):
        with django_assert_num_queries(1):
            client.get(address)


def test_the_switch_leads_to_the_same_page_where_there_is_one(
    client: Client, make_page: MakePage
) -> None:
    make_page("/en/pages/jobs/")
    assert 'href="/ar/" lang="ar"' in client.get("/en/pages/jobs/").content.decode()

    make_page("/ar/pages/jobs/", "وظائف")
    page = client.get("/en/pages/jobs/").content.decode()
    assert 'href="/ar/pages/jobs/" lang="ar"' in page
    for code in LANGUAGES:
        link = (
            f'<link rel="alternate" hreflang="{code}" href="http://testserver/{code}/pages/jobs/">'
        )
        assert link in page
    assert 'href="/en/about/" lang="en"' in client.get("/ar/about/").content.decode()


def test_a_word_in_arabic_is_an_address_too(client: Client, make_page: MakePage) -> None:
    page = make_page("/ar/pages/وظائف/", "وظائف")
    assert client.get(page.get_absolute_url()).status_code == 200
    assert client.get("/ar/pages/وظائف/").status_code == 200


@pytest.mark.parametrize("path", ["/en/pages/jobs/", "/en/pages/", "/fi/about/", "/en/poll-polic/"])
def test_no_such_page(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_language_without_the_page_gets_it_in_the_first_one(
    client: Client, db: None, settings: Settings
) -> None:
    """A third language has no first text: readers get the English one, marked as such."""
    settings.LANGUAGES = [*settings.LANGUAGES, ("fr", "French")]
    texts = HousePage.objects.at(Place("fr", "about", fixed=True))
    assert set(texts) == {"en", "ar"}


def test_photos_links_and_players_are_shown_as_in_an_article(
    client: Client, make_page: MakePage, make_image: MakeImage, publish: Publish
) -> None:
    photo, article, draft = make_image(), publish(), publish("Gone", slug="gone")
    draft.withdraw(None)
    make_page(
        "/en/pages/jobs/",
        content=f'<figure data-photo="{photo.pk}" data-size="text"></figure>'
        '<figure data-photo="999"></figure>'
        f'<p><a data-article="{article.pk}">here</a> <a data-article="{draft.pk}">not</a></p>'
        '<figure data-embed="youtube:dQw4w9WgXcQ"></figure>',
    )

    response = client.get("/en/pages/jobs/")

    page = response.content.decode()
    assert f'alt="{photo.alt}"' in page
    assert "data-photo" not in page
    assert f'<a href="{article.get_absolute_url()}">here</a>' in page
    assert " not</p>" in page
    assert "embed.js" in page
    assert (
        "frame-src https://www.youtube-nocookie.com" in response.headers["Content-Security-Policy"]
    )


def test_the_address_of_whoever_runs_the_site(
    client: Client, make_page: MakePage, settings: Settings
) -> None:
    missing = "To be filled in by whoever runs this site"
    assert missing in client.get("/en/contact/").content.decode()

    settings.CONTACT_EMAIL = "desk@news.example.org"
    settings.CONTACT_ADDRESS = ["Lantern Quay 4", "Saltmere"]
    for slug in ("contact", "privacy", "accessibility"):
        page = client.get(f"/en/{slug}/").content.decode()
        assert 'href="mailto:desk@news.example.org"' in page
        assert "Lantern Quay 4" in page
        assert missing not in page
    assert "mailto:" not in client.get("/en/about/").content.decode()

    settings.CONTACT_EMAIL, settings.CONTACT_ADDRESS = "", []
    make_page("/en/contact/", content="<p>The Rope Store.</p>")
    assert missing not in client.get("/en/contact/").content.decode()


def test_the_command_writes_what_is_missing_and_leaves_what_is_there(make_page: MakePage) -> None:
    make_page("/en/about/", "Who we are")
    call_command("house_pages", verbosity=0)
    call_command("house_pages", verbosity=0)

    assert HousePage.objects.count() == len(SLUGS) * len(LANGUAGES)
    assert HousePage.objects.get(url="/en/about/").title == "Who we are"
    assert HousePage.objects.get(url="/ar/privacy/").is_as_it_came
