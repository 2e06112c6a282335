"""What search engines and shared links are told of an article; what is empty falls back."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from articles.summary import first_sentence, plain_text
from tests.articles.filled import errors, filled
from tests.cast import MakeImage, Publish

HOST = "http://testserver"


def head(client: Client, article: Article) -> str:
    page = client.get(article.get_absolute_url()).content.decode()
    return page.partition("<body>")[0]


def test_what_editors_wrote_for_search_and_sharing_comes_first(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    lead, shared = make_image(), make_image(colour="teal", alt="Two gulls")
    article = publish(
        lead_image=lead,
        social_image=shared,
        seo_title="Ferry <home>",
        seo_description="Eleven years & a horn.",
    )

    page = client.get(article.get_absolute_url()).content.decode()
    top = page.partition("<body>")[0]

    assert "<title>Ferry &lt;home&gt; | Newsroom</title>" in top
    assert '<meta property="og:title" content="Ferry &lt;home&gt;">' in top
    assert '<meta name="description" content="Eleven years &amp; a horn.">' in top
    assert f'<meta property="og:image" content="{HOST}{shared.src}">' in top
    assert '<meta property="og:image:alt" content="Two gulls">' in top
    assert "<h1>Night ferry comes home</h1>" in page
    assert shared.src not in page.partition("<body>")[2]


def test_what_is_empty_falls_back(client: Client, publish: Publish, make_image: MakeImage) -> None:
    photo = make_image()
    words = (
        "<h2>Not this</h2><p></p><p>She came at 3.5 knots &amp; <em>late</em>. Nobody spoke.</p>"
    )
    inside = f'{words}<figure data-photo="{photo.pk}"></figure>'

    top = head(client, publish("Headline", standfirst="Standfirst.", body=inside))
    assert "<title>Headline | Newsroom</title>" in top
    assert '<meta name="description" content="Standfirst.">' in top
    assert f'content="{HOST}{photo.src}"' in top

    top = head(client, publish(standfirst="", body=words))
    assert 'content="She came at 3.5 knots &amp; late."' in top
    assert f'<meta property="og:image" content="{HOST}/cards/' in top

    top = head(client, publish(standfirst="", body=""))
    assert "description" not in top


def test_pages_without_a_photo_have_the_picture_of_the_site(
    client: Client, publish: Publish
) -> None:
    article = publish()
    for address in ("/en/", article.section.get_absolute_url()):
        assert f'{HOST}/static/newsroom/card.png">' in client.get(address).content.decode()


def test_it_is_frozen_with_the_revision(
    client: Client, staff_client: Client, publish: Publish, make_image: MakeImage
) -> None:
    article = publish(seo_title="As it was")
    address = reverse("admin:articles_article_change", args=[article.pk])
    photo = make_image(colour="teal")
    sent = filled(staff_client, address, seo_title="Later", social_image=photo.pk, _continue="1")
    assert staff_client.post(address, sent).status_code == 302

    assert "As it was" in head(client, article)
    assert photo.src not in head(client, article)
    article.publish(None)
    assert "Later" in head(client, article)
    assert photo.src in head(client, article)
    article.restore(article.revisions.get(number=1), None)
    article.refresh_from_db()
    assert (article.seo_title, article.social_image) == ("As it was", None)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("seo_title", "x" * 71, "at most 70"),
        ("seo_description", "x" * 201, "at most 200"),
        ("seo_title", "a\x00b", "Null characters"),
        ("social_image", "9" * 30, "Select a valid choice"),
        ("social_image", "x", "Select a valid choice"),
    ],
)
def test_bad_input(
    staff_client: Client, publish: Publish, field: str, value: str, message: str
) -> None:
    address = reverse("admin:articles_article_change", args=[publish().pk])
    sent = filled(staff_client, address) | {field: value, "_continue": "1"}
    assert message in errors(staff_client.post(address, sent))


def test_a_photo_for_links_costs_no_query(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    bare, full = publish(lead_image=make_image()), publish(social_image=make_image())
    client.get(bare.get_absolute_url())
    for article in (bare, full):
        with django_assert_num_queries(5):
            client.get(article.get_absolute_url())


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", ""),
        ("<p>One</p>", "One"),
        ("<p>“Is it?” he asked. No.</p>", "“Is it?”"),
        ("<p>هل عادت؟ نعم.</p>", "هل عادت؟"),
        ("<p>One<br>two.</p>", "One two."),
        ("<p>1 &lt; 2 &amp; 3.</p><p>More.</p>", "1 < 2 & 3."),
        (f"<p>{'word ' * 60}</p>", "word " * 39 + "word…"),
        (f"<p>{'w' * 300}</p>", "w" * 199 + "…"),
    ],
)
def test_the_first_sentence(body: str, sentence: str) -> None:
    assert first_sentence(body, 200) == sentence
    assert len(sentence) <= 200


def test_plain_text_sets_parts_off() -> None:
    assert plain_text("<p>One</p><ul><li>two</li><li>three</li></ul><h2>F&amp;G</h2>") == (
        "One two three F&G"
    )
    assert escape(plain_text("<p>&lt;b&gt;</p>")) == "&lt;b&gt;"
