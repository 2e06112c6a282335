"""What makes the readers' pages public: the same for everybody, and nothing of what is not out."""

import datetime

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Author, Section, Topic
from tests.cast import MakeArticle, MakeImage, Publish

MARKER = "quicksilver"


def test_nothing_unpublished_leaks_into_any_page(
    client: Client,
    publish: Publish,
    make_article: MakeArticle,
    make_image: MakeImage,
    arabic_section: Section,
) -> None:
    marked = {
        "headline": f"{MARKER} headline",
        "slug": MARKER,
        "standfirst": MARKER,
        "body": f"<p>{MARKER}</p>",
        "lead_image": make_image(alt=MARKER, caption=MARKER, credit=MARKER),
        "authors": [Author.objects.create(language="en", name=MARKER, slug=MARKER)],
        "topics": [Topic.objects.create(language="en", name=MARKER, slug=MARKER)],
    }
    visible = publish("Seen by all")
    draft, scheduled = make_article(**marked), make_article(**marked)
    scheduled.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    withdrawn, edited = publish(**marked), publish("Seen, then edited")
    withdrawn.withdraw(None)
    translated = make_article(**marked | {"section": arabic_section})
    translated.link_translation(visible)
    edited.headline = edited.standfirst = edited.body = MARKER
    edited.save()
    edited.freeze(None)
    edited.publish(None, at=timezone.now() + datetime.timedelta(hours=2))

    hidden = [draft, scheduled, withdrawn, translated]
    addresses = ["/en/", "/ar/", "/en/city/", "/en/?before=99999999999999999-1", "/en/nothing/"]
    addresses += [article.get_absolute_url() for article in (visible, edited, *hidden)]
    pages = [client.get(address).content.decode() for address in addresses]

    assert not any(MARKER in page for page in pages)
    assert "Seen by all" in pages[0] and "Seen, then edited" in pages[0]


@pytest.mark.parametrize("path", ["/en/", "/en/city/", None])
def test_every_reader_gets_the_same_bytes(
    client: Client, staff_client: Client, publish: Publish, path: str | None
) -> None:
    address = path or publish().get_absolute_url()
    cookies = "csrftoken=abc; sessionid=nothing; django_language=ar; \x00=\xff; a"

    plain = client.get(address)
    others = [
        staff_client.get(address),
        client.get(
            address, headers={"Accept-Language": "ar", "User-Agent": "x", "Cookie": cookies}
        ),
    ]

    for response in others:
        assert response.content == plain.content
    for response in (plain, *others):
        assert response.status_code == 200
        assert not response.cookies
        assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]
        assert "public" in response.headers["Cache-Control"]


def rows() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def test_a_hundred_readings_write_nothing(client: Client, publish: Publish) -> None:
    address = publish().get_absolute_url()
    before = rows()

    with CaptureQueriesContext(connection) as queries:
        for _ in range(100):
            assert client.get(address).status_code == 200

    # What all pages share (the next change, sections, the banner) is read once.
    assert len(queries) == 3 + 100 * 5
    assert all(query["sql"].startswith(("SELECT", "(SELECT")) for query in queries)
    assert rows() == before
