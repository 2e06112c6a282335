"""What machines read in the head of a page, with a parser that is not ours."""

from typing import Any

import extruct
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image as Picture

from articles import uploads
from articles.models import Author, Correction, Section, Topic, TranslationSet
from tests.articles import photos
from tests.cast import MakeImage, Publish

HOST = "http://testserver"


def read(client: Client, address: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the descriptions by their types, and what is said to networks."""
    response = client.get(address)
    assert response.status_code == 200
    found = extruct.extract(
        response.content.decode(), syntaxes=["json-ld", "opengraph"], errors="strict"
    )
    (network,) = found["opengraph"]
    described = {each["@type"]: each for each in found["json-ld"]}
    assert len(described) == len(found["json-ld"])
    return described, dict(network["properties"])


def test_an_article_tells_all_that_search_engines_ask_for(
    client: Client, publish: Publish, author: Author, make_image: MakeImage, settings: Any
) -> None:
    settings.SITE_SOCIAL = ["https://social.example/@ferry"]
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    agency = Author.objects.create(
        language="en", name="Coastal Wire", slug="coastal-wire", kind=Author.Kind.AGENCY
    )
    photo = make_image(1600, 1400, ready=True)
    article = publish(
        'Night "ferry" </script> & home',
        authors=[author, agency],
        topics=[topic],
        lead_image=photo,
    )
    Correction.objects.create(
        article=article, corrected=article.revisions.get(), text="Two <goats>, not three."
    )

    described, network = read(client, article.get_absolute_url())

    url = f"{HOST}{article.get_absolute_url()}"
    news = described["NewsArticle"]
    assert news["headline"] == network["og:title"] == 'Night "ferry" </script> & home'
    assert news["url"] == news["mainEntityOfPage"]["@id"] == network["og:url"] == url
    assert news["inLanguage"] == "en" and news["isAccessibleForFree"] is True
    assert news["author"] == [
        {
            "@type": "Person",
            "name": "Mara Lindqvist",
            "url": f"{HOST}/en/authors/mara-lindqvist/",
        },
        {
            "@type": "Organization",
            "name": "Coastal Wire",
            "url": f"{HOST}/en/authors/coastal-wire/",
        },
    ]
    assert news["publisher"] == {
        "@type": "NewsMediaOrganization",
        "name": "Newsroom",
        "url": f"{HOST}/en/",
        "sameAs": ["https://social.example/@ferry"],
    }
    assert news["datePublished"] <= news["dateModified"]
    (correction,) = news["correction"]
    assert (correction["@type"], correction["text"]) == (
        "CorrectionComment",
        "Two <goats>, not three.",
    )
    assert network["og:type"] == "article" and network["og:image"] == f"{HOST}{photo.card}"
    way = described["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["item"]) for step in way] == [
        (1, f"{HOST}/en/"),
        (2, f"{HOST}/en/city/"),
        (3, url),
    ]


def test_the_photo_is_told_of_in_three_shapes_that_are_there(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    photo = make_image(1600, 1400)
    article = publish(lead_image=photo)
    told = read(client, article.get_absolute_url())[0]["NewsArticle"]["image"]
    assert told == [f"{HOST}{photo.src}"]  # until they are cut

    photo.make_renditions()
    told = read(client, article.get_absolute_url())[0]["NewsArticle"]["image"]

    ratios = []
    for url in told:
        response = client.get(url.removeprefix(HOST))
        assert response.headers["Content-Type"] == "image/jpeg"
        with Picture.open(ContentFile(response.getvalue())) as picture:
            ratios.append(round(picture.width / picture.height, 2))
            assert picture.width * picture.height >= 50_000
    assert ratios == [1.78, 1.33, 1.0]


def test_a_cut_follows_the_focal_point(db: None) -> None:
    content = ContentFile(photos.saved(photos.corners(1400, 2000), quality=95))
    image = uploads.store(content, alt="", caption="", credit="P. Aubrey", focal=(0, 1))
    image.make_renditions()
    image.refresh_from_db()
    square = image.in_three_shapes[2]
    with default_storage.open(square.removeprefix("/media/")) as file:
        red, _green, blue = Picture.open(file).convert("RGB").getpixel((200, 700))
    assert blue > 200 > red  # the foot of the left half


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_names_itself_and_its_translations(
    client: Client,
    publish: Publish,
    section: Section,
    arabic_section: Section,
    language: str,
) -> None:
    arabic_section.counterpart_of = section
    arabic_section.save()
    both = TranslationSet.objects.create()
    english = publish(translation_set=both)
    arabic = publish("عودة العبارة", section=arabic_section, slug="عودة", translation_set=both)
    pages = {
        "en": ["/en/", "/en/city/", english.get_absolute_url()],
        "ar": ["/ar/", arabic_section.get_absolute_url(), arabic.get_absolute_url()],
    }
    for place, address in enumerate(pages[language]):
        page = client.get(address).content.decode()
        for code, url in [
            ("en", pages["en"][place]),
            ("ar", pages["ar"][place]),
            ("x-default", pages["en"][place]),
        ]:
            assert f'<link rel="alternate" hreflang="{code}" href="{HOST}{url}">' in page
        assert f'<link rel="canonical" href="{HOST}{address}">' in page
        other = "ar" if language == "en" else "en"
        assert f'<a href="{pages[other][place]}" lang="{other}" hreflang="{other}">' in page
