import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Section
from tests.cast import MakeImage, Publish


def test_shows_its_own_articles_only(client: Client, publish: Publish, section: Section) -> None:
    section.description = "Streets, trams and ferries."
    section.save()
    science = Section.objects.create(language="en", name="Science", slug="science")
    publish("A city story")
    publish("A science story", section=science)

    page = client.get("/en/city/").content.decode()

    assert "<h1>City</h1>" in page and "Streets, trams and ferries." in page
    assert "A city story" in page and "A science story" not in page


def test_marks_itself_in_the_menu(client: Client, section: Section) -> None:
    Section.objects.create(language="en", name="Science", slug="science")

    page = client.get("/en/city/").content.decode()

    assert '<a href="/en/city/" aria-current="page">City</a>' in page
    assert '<a href="/en/science/">Science</a>' in page


def test_has_an_address_in_any_script(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة")

    response = client.get(arabic_section.get_absolute_url())

    assert response.status_code == 200
    assert "عودة العبارة" in response.content.decode()


@pytest.mark.parametrize("path", ["/en/nothing/", "/ar/city/", "/xx/city/", "/en/c%00ity/"])
def test_no_such_section(client: Client, section: Section, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_empty_section_is_a_page(client: Client, section: Section) -> None:
    response = client.get("/en/city/")

    assert response.status_code == 200
    assert "Nothing has been published here yet." in response.content.decode()


def test_queries_do_not_grow_with_the_articles(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    publish("One", lead_image=make_image())
    with django_assert_num_queries(5):
        client.get("/en/city/")

    for number in (2, 3):
        publish(f"Story {number}", lead_image=make_image())
    with django_assert_num_queries(5):
        client.get("/en/city/")
