"""What others show of our articles: oEmbed, and the drawn picture of a headline."""

import datetime
import io
import re
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from articles.models import Article, Author, Section
from articles.social_card import INK, PAPER, Card
from tests.articles.photos import near
from tests.cast import Enter, MakeArticle, MakeImage, Publish

HOST = "http://testserver"
DISCOVERY = re.compile(r'<link rel="alternate" type="application/json\+oembed" [^>]*href="([^"]*)"')
DRAWN_FOR_STAFF = "/admin/articles/article/drawn-card/"
DRAWN = re.compile(r'<meta property="og:image" content="http://testserver(/cards/[^"]*)">')


def ask(client: Client, url: str, **more: object) -> Any:
    return client.get("/oembed/", {"url": url, **more})


def whole(article: Article) -> str:
    return f"{HOST}{article.get_absolute_url()}"


def drawn(client: Client, article: Article) -> str:
    found = DRAWN.search(client.get(article.get_absolute_url()).content.decode())
    return found[1] if found else ""


def opened(client: Client, address: str) -> Picture.Image:
    response = client.get(address)
    assert response.status_code == 200 and response.headers["Content-Type"] == "image/png"
    return Picture.open(io.BytesIO(response.content))


def test_an_article_leads_to_what_others_show_of_it(
    client: Client, publish: Publish, author: Author, make_image: MakeImage
) -> None:
    photo = make_image(1280, 720, ready=True)
    article = publish("Night <ferry>", authors=[author], lead_image=photo)
    found = DISCOVERY.search(client.get(article.get_absolute_url()).content.decode())
    assert found

    response = client.get(found[1].removeprefix(HOST), headers={"accept-language": "ar"})
    told = response.json()

    assert (told["version"], told["type"]) == ("1.0", "rich")
    assert (told["provider_name"], told["provider_url"]) == ("Newsroom", f"{HOST}/en/")
    assert (told["title"], told["author_name"]) == ("Night <ferry>", "Mara Lindqvist")
    assert f'<a href="{whole(article)}">Night &lt;ferry&gt;</a>' in told["html"]
    assert "<script" not in told["html"] and "After eleven years" in told["html"]
    assert (told["width"], told["height"]) == (600, 240)
    assert told["thumbnail_url"] == f"{HOST}{photo.thumbnail}"
    assert (told["thumbnail_width"], told["thumbnail_height"]) == (320, 180)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "public" in response.headers["Cache-Control"] and not response.cookies
    assert "Accept-Language" not in response.headers.get("Vary", "")


def test_it_fits_the_room_there_is(client: Client, publish: Publish, make_image: MakeImage) -> None:
    article = publish(lead_image=make_image(1280, 720, ready=True))
    told = ask(client, whole(article), maxwidth=300, maxheight=100).json()
    assert (told["width"], told["height"]) == (300, 100)
    assert "thumbnail_url" not in told
    told = ask(client, whole(article), maxwidth="wide", maxheight="-1").json()
    assert (told["width"], told["height"]) == (600, 240)


@pytest.mark.parametrize(
    "url",
    [
        *("", "nonsense", "http://[", f"{HOST}/en/", f"{HOST}/en/city/", f"{HOST}/admin/"),
        *(f"{HOST}/en/city/999/", "https://elsewhere.example/en/city/{pk}/night-ferry/"),
        *("ftp://testserver/en/city/{pk}/night-ferry/", "//testserver/en/city/{pk}/night-ferry/"),
        f"{HOST}/en/city/99999999999999999999/x/",
    ],
)
def test_nothing_else_is_shown(client: Client, publish: Publish, url: str) -> None:
    assert ask(client, url.replace("{pk}", str(publish().pk))).status_code == 404


def test_what_is_not_public_is_not_shown(
    client: Client, publish: Publish, make_article: MakeArticle
) -> None:
    draft, ahead, gone = make_article(), make_article(), publish()
    ahead.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    address = drawn(client, gone)
    gone.withdraw(None)
    for article in (draft, ahead, gone):
        assert ask(client, whole(article)).status_code == 404
    assert client.get(address).status_code == 404


def test_only_json_is_spoken(client: Client, publish: Publish) -> None:
    assert ask(client, whole(publish()), format="xml").status_code == 501


def test_an_address_in_percent_signs_is_ours(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    article = publish("عودة العبارة", section=arabic_section, slug="عودة")
    told = ask(client, f"{HOST}{quote(article.get_absolute_url(), safe='/%')}").json()
    assert told["title"] == "عودة العبارة" and 'lang="ar"' in told["html"]


# The picture of a headline


def test_an_article_without_a_photo_has_its_headline_drawn(
    client: Client, publish: Publish
) -> None:
    address = drawn(client, publish())
    picture = opened(client, address)
    assert picture.size == (1200, 630)
    colours = {colour for _count, colour in picture.convert("RGB").getcolors(100_000) or []}
    assert rgb(PAPER) in colours and rgb(INK) in colours
    assert "max-age=86400" in client.get(address).headers["Cache-Control"]


def test_other_words_have_another_address(client: Client, publish: Publish) -> None:
    article = publish()
    before = drawn(client, article)
    article.headline = "Night ferry sails again"
    article.save()
    article.freeze(None)
    article.publish(None)
    after = drawn(client, article)
    assert after != before
    assert client.get(before).status_code == 404 and client.get(after).status_code == 200


def test_a_photo_that_is_fit_stands_alone_and_a_small_one_beside_the_headline(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    assert drawn(client, publish(lead_image=make_image(640, 360))) == ""
    small = publish(lead_image=make_image(300, 300, "#e01010"))
    picture = opened(client, drawn(client, small)).convert("RGB")
    assert near(picture.getpixel((1100, 300)), (224, 16, 16), 12)
    assert near(picture.getpixel((760, 20)), rgb(PAPER), 2)


def test_arabic_begins_at_the_right(client: Client, publish: Publish, arabic_section: Any) -> None:
    article = publish("عودة العبارة الليلية", section=arabic_section, slug="عودة")
    picture = opened(client, drawn(client, article)).convert("RGB")
    headline = picture.crop((0, 130, 1170, 260)).point(lambda value: 255 if value < 128 else 0)
    left, _top, right, _bottom = headline.getbbox() or (0, 0, 0, 0)
    assert right > 1080 and left > 300


def test_letters_that_the_font_has_not_are_not_drawn_as_boxes(
    client: Client, publish: Publish
) -> None:
    assert drawn(client, publish("夜のフェリー")) == ""


@pytest.mark.parametrize("headline", ["W" * 150, "Word " * 30, "a", "…", "ل" * 150])
def test_any_headline_has_room(headline: str) -> None:
    card = Card("en", False, headline, "City", "Newsroom", "#0b5170")
    picture = Picture.open(io.BytesIO(card.draw()))
    foot = picture.convert("L").crop((40, 500, 1200, 520))
    assert foot.getextrema()[0] > 200  # nothing between the headline and the name


def test_editors_see_it_while_they_type(
    staff_client: Client, client: Client, enter: Enter, section: Section
) -> None:
    asked = {"headline": "Night\x00 ferry\n", "section": section.pk}
    picture = opened(staff_client, f"{DRAWN_FOR_STAFF}?{urlencode(asked)}")
    assert picture.size == (1200, 630)
    for junk in ("", "x", "9" * 40, "٣"):
        opened(staff_client, f"{DRAWN_FOR_STAFF}?{urlencode({'headline': 'a', 'section': junk})}")
    missing = staff_client.get(DRAWN_FOR_STAFF, {"headline": "夜"})
    assert (missing.status_code, missing.headers["Location"]) == (302, "/static/newsroom/card.png")
    assert client.get(DRAWN_FOR_STAFF).status_code == 302  # to the login
    assert enter("Moderator").get(DRAWN_FOR_STAFF).status_code == 403
    assert staff_client.post(DRAWN_FOR_STAFF).status_code == 405


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:], 16)
