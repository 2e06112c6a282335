"""Site maps and robots.txt, read with a parser of XML."""

import datetime
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Author, Correction, Revision, Section, Topic, TranslationSet
from newsroom.sitemaps import articles, parts
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish

SITE = "http://testserver"
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
ALL = "/sitemap/articles-1.xml"


def read(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert "public" in response.headers["Cache-Control"]
    return fromstring(response.content)


def texts(element: Element, path: str) -> list[str]:
    return [each.text or "" for each in element.findall(path, SPACES)]


def addresses(client: Client, address: str) -> list[str]:
    found = texts(read(client, address), "s:url/s:loc")
    assert all(each.startswith(f"{SITE}/") for each in found)
    return [each.removeprefix(SITE) for each in found]


def alternates(element: Element, url: str) -> dict[str, str]:
    (entry,) = (each for each in element if each.findtext("s:loc", "", SPACES) == f"{SITE}{url}")
    links = entry.findall("x:link", SPACES)
    return {link.attrib["hreflang"]: link.attrib["href"].removeprefix(SITE) for link in links}


def test_the_index_leads_to_every_page_that_is_public(
    client: Client, publish: Publish, author: Author
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    article = publish(topics=[topic], authors=[author])

    files = texts(read(client, "/sitemap.xml"), "s:sitemap/s:loc")
    found = [url for file in files for url in addresses(client, file.removeprefix(SITE))]

    assert len(found) == len(set(found))
    assert {
        *("/en/", "/ar/", "/en/city/", "/en/liked/", "/en/archive/", "/ar/corrections/"),
        *("/en/about/", "/ar/privacy/", "/en/topics/ferries/", "/en/authors/mara-lindqvist/"),
        article.get_absolute_url(),
    } <= set(found)
    for url in found:
        assert client.get(url).status_code == 200, url


def test_what_is_not_public_is_in_no_file(
    client: Client, publish: Publish, make_article: MakeArticle, author: Author
) -> None:
    secret = Topic.objects.create(language="en", name="Merger", slug="merger")
    make_article(slug="draft", topics=[secret], authors=[author])
    ahead = make_article(slug="ahead", topics=[secret])
    ahead.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    publish(slug="withdrawn").withdraw(None)
    edited = publish(slug="as-published")
    edited.slug = "edited"
    edited.save()
    edited.freeze(None)

    for file in [ALL, "/sitemap/topics-1.xml", "/sitemap/authors-1.xml", "/news-sitemap.xml"]:
        text = client.get(file).content.decode()
        assert not any(word in text for word in ["merger", "lindqvist", "draft", "ahead"]), file
        assert "withdrawn" not in text and "edited" not in text
    assert addresses(client, ALL) == [
        edited.revisions.live(timezone.now()).get().get_absolute_url()
    ]


def test_an_article_is_dated_by_its_text_and_by_notes_on_it(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    when = hours_ago(9)
    article = publish(at=when)
    assert texts(read(client, ALL), "s:url/s:lastmod") == [_second(when)]

    noted = hours_ago(3)
    Correction.objects.create(
        article=article, corrected=article.revisions.get(), text="Two goats.", published_at=noted
    )
    assert texts(read(client, ALL), "s:url/s:lastmod") == [_second(noted)]

    article.headline = "Night ferry sails again"
    article.save()
    article.freeze(None)
    article.publish(None)
    (updated,) = texts(read(client, ALL), "s:url/s:lastmod")
    assert updated > _second(noted)


def test_translations_and_photos_stand_beside_an_article(
    client: Client, publish: Publish, make_image: MakeImage, arabic_section: Section
) -> None:
    both = TranslationSet.objects.create()
    photo = make_image()
    english = publish(lead_image=photo, translation_set=both)
    arabic = publish(section=arabic_section, slug="عبارة-الليل", translation_set=both)
    alone = publish()

    found = read(client, ALL)

    same = {
        "en": english.get_absolute_url(),
        "ar": arabic.get_absolute_url(),
        "x-default": english.get_absolute_url(),
    }
    assert alternates(found, english.get_absolute_url()) == same
    assert alternates(found, arabic.get_absolute_url()) == same
    assert alternates(found, alone.get_absolute_url()) == {}
    assert texts(found, "s:url/image:image/image:loc") == [f"{SITE}{photo.src}"]


def test_lists_name_their_counterparts(
    client: Client, section: Section, arabic_section: Section
) -> None:
    arabic_section.counterpart_of = section
    arabic_section.save()
    found = read(client, "/sitemap/pages.xml")
    assert alternates(found, "/en/city/") == {
        "en": "/en/city/",
        "ar": arabic_section.get_absolute_url(),
        "x-default": "/en/city/",
    }
    assert alternates(found, "/ar/about/")["en"] == "/en/about/"
    assert alternates(found, "/ar/")["x-default"] == "/en/"


def test_articles_are_cut_into_files_by_their_numbers(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "ROWS", 2)
    made = [publish(slug=f"story-{number}") for number in range(5)]
    files = [f for f in texts(read(client, "/sitemap.xml"), "s:sitemap/s:loc") if "articles" in f]
    found = [addresses(client, file.removeprefix(SITE)) for file in files]

    assert [*chain(*found)] == [article.get_absolute_url() for article in made]
    assert max(map(len, found)) == 2
    for number in (0, len(files) + 1, 10**30):
        assert client.get(f"/sitemap/articles-{number}.xml").status_code == 404
    assert client.get("/sitemap/secrets-1.xml").status_code == 404


def test_news_are_two_days_old_at_most_in_every_language(
    client: Client, publish: Publish, arabic_section: Section, hours_ago: HoursAgo
) -> None:
    publish("Too old", at=hours_ago(49))
    when = hours_ago(47)
    old = publish("Goats & <sheep>", slug="goats", at=when)
    new = publish("عودة العبارة", section=arabic_section, slug="عودة")

    found = read(client, "/news-sitemap.xml")

    assert texts(found, "s:url/s:loc") == [
        f"{SITE}{article.get_absolute_url()}" for article in (new, old)
    ]
    news = "s:url/news:news/"
    assert texts(found, f"{news}news:title") == ["عودة العبارة", "Goats & <sheep>"]
    assert texts(found, f"{news}news:publication/news:language") == ["ar", "en"]
    assert texts(found, f"{news}news:publication/news:name") == ["Newsroom", "Newsroom"]
    assert texts(found, f"{news}news:publication_date")[1] == _second(when)


def test_news_are_a_thousand_at_most(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert articles.MOST_NEWS == 1000
    monkeypatch.setattr(articles, "MOST_NEWS", 2)
    made = [publish(slug=f"story-{number}") for number in range(3)]
    assert addresses(client, "/news-sitemap.xml") == [
        article.get_absolute_url() for article in reversed(made[1:])
    ]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/sitemap.xml", 3),
        (ALL, 4),
        ("/sitemap/topics-1.xml", 2),
        ("/sitemap/pages.xml", 7),
        ("/news-sitemap.xml", 2),
    ],
)
@pytest.mark.parametrize("rows", [1, 3])
def test_query_count(
    client: Client,
    publish: Publish,
    author: Author,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
    address: str,
    queries: int,
    rows: int,
) -> None:
    for number in range(rows):
        topic = Topic.objects.create(language="en", name="T", slug=f"t-{number}")
        publish(
            lead_image=make_image(colour=f"#00000{number}"),
            topics=[topic],
            authors=[author],
            translation_set=TranslationSet.objects.create(),
        )
    client.get(address)
    with django_assert_num_queries(queries):
        read(client, address)


def test_crawlers_are_told_where_to_go_and_where_not(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://news.example.org"
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.headers["Content-Type"].startswith("text/plain")
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /*/feedback/", "Disallow: /*/search/"} <= set(lines)
    assert lines[-2:] == [
        "Sitemap: https://news.example.org/sitemap.xml",
        "Sitemap: https://news.example.org/news-sitemap.xml",
    ]


def test_a_language_that_the_site_has_no_more_is_left_out(client: Client, publish: Publish) -> None:
    publish(slug="kept")
    Revision.objects.update(language="fi")
    assert addresses(client, ALL) == []


def _second(instant: datetime.datetime) -> str:
    return instant.astimezone(datetime.UTC).isoformat(timespec="seconds")
