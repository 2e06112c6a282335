from collections.abc import Callable
from typing import Any

import pytest
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    connection,
)
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from articles.models import Section
from newsroom.errors import server_error
from tests.cast import Publish


def fail(execute: Callable[..., Any], *arguments: Any) -> Any:
    raise OperationalError("the database is away")


@pytest.mark.parametrize(
    ("path", "section_name"), [("/en/nothing/", "City"), ("/ar/nothing/", "المدينة")]
)
def test_a_missing_page_keeps_the_menu_of_its_language(
    client: Client, section: Section, arabic_section: Section, path: str, section_name: str
) -> None:
    response = client.get(path)

    assert response.status_code == 404
    page = response.content.decode()
    assert f">{section_name}</a>" in page
    assert f'href="{path[:4]}"' in page
    assert '<meta name="robots" content="noindex">' in page


@pytest.mark.parametrize("path", ["/en/nothing/", "/en/city/5/x/", "/en/city/?before=x", "gone"])
def test_an_error_is_the_same_for_every_reader(
    client: Client, staff_client: Client, publish: Publish, path: str
) -> None:
    if path == "gone":
        article = publish()
        article.withdraw(None)
        path = article.get_absolute_url()

    plain = client.get(path)
    others = [
        staff_client.get(path),
        client.get(path, headers={"Accept-Language": "ar", "Cookie": "sessionid=x"}),
    ]

    assert plain.status_code in (404, 410)
    for response in (plain, *others):
        assert response.content == plain.content
        assert not response.cookies


def test_without_a_language_in_the_address_an_error_says_what_it_depends_on(
    client: Client, db: None
) -> None:
    response = client.get("/nothing", headers={"Accept-Language": "ar"})

    assert response.status_code == 404
    assert 'lang="ar"' in response.content.decode()
    assert "Accept-Language" in response.headers["Vary"]


def test_an_error_does_not_repeat_the_address(client: Client, db: None) -> None:
    response = client.get("/en/nothing-but-quicksilver/")

    assert response.status_code == 404
    assert "quicksilver" not in response.content.decode()


def test_a_missing_page_needs_no_database(client: Client, section: Section) -> None:
    with connection.execute_wrapper(fail):
        response = client.get("/en/a/b/c/d/")

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()
    assert ">City</a>" not in response.content.decode()


@pytest.mark.parametrize("path", ["/en/", "/en/about/", "/en/feedback/1/", "/"])
def test_a_reader_is_asked_to_come_back_when_the_database_does_not_answer(
    client: Client, section: Section, path: str
) -> None:
    client.raise_request_exception = False

    with connection.execute_wrapper(fail):
        response = client.get(path)

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert "no-store" in response.headers["Cache-Control"]
    assert "<h1>We will be back in a moment</h1>" in response.content.decode()
    assert "the database is away" not in response.content.decode()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OperationalError("server closed the connection"), 503),
        (InterfaceError("connection already closed"), 503),
        (DatabaseError("file is not a database"), 503),
        (ProgrammingError("no such column"), 500),
        (ValueError("no number"), 500),
    ],
)
def test_what_is_wrong_in_the_code_is_no_outage(
    client: Client, section: Section, error: Exception, status: int
) -> None:
    def raising(execute: Callable[..., Any], *arguments: Any) -> Any:
        raise error

    client.raise_request_exception = False
    with connection.execute_wrapper(raising):
        assert client.get("/en/").status_code == status


def test_what_was_sent_is_not_asked_for_again_by_itself(client: Client, section: Section) -> None:
    client.raise_request_exception = False
    with connection.execute_wrapper(fail):
        response = client.post("/en/feedback/1/", {"choice": "like"})

    assert response.status_code == 500
    assert "Retry-After" not in response.headers
    assert "Something went wrong" in response.content.decode()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("error", [OperationalError("gone"), ValueError("no number")])
def test_a_failure_has_a_page_in_the_site_s_dress_that_asks_no_database(
    rf: RequestFactory,
    db: None,
    django_assert_num_queries: DjangoAssertNumQueries,
    language: str,
    error: Exception,
) -> None:
    with django_assert_num_queries(0), translation.override(language):
        try:
            raise error
        except Exception:
            page = server_error(rf.get("/")).content.decode()

    other = {"en": "ar", "ar": "en"}[language]
    assert f'<html lang="{language}"' in page
    assert f'<p class="nameplate"><a href="/{language}/">Newsroom</a></p>' in page
    assert f'<a href="/{other}/" lang="{other}"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_host_that_is_not_ours_is_refused(client: Client, section: Section) -> None:
    response = client.get("/en/", headers={"Host": "elsewhere.example"})

    assert response.status_code == 400
    assert "elsewhere" not in response.content.decode()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_public_pages_can_only_be_read(client: Client, section: Section, method: str) -> None:
    assert getattr(client, method)("/en/city/").status_code == 405


@pytest.mark.parametrize("path", ["/en", "/en/city"])
def test_a_forgotten_slash_is_added(client: Client, section: Section, path: str) -> None:
    response = client.get(path)

    assert response.status_code == 301
    assert response.headers["Location"] == path + "/"
