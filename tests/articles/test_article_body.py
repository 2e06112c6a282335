"""What readers get of a body: boxes, galleries, embeds, and links that never break nor leak."""

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Image, Section
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish


def page(client: Client, article: Article) -> str:
    answer = client.get(article.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_link_to_an_article_follows_it(client: Client, publish: Publish) -> None:
    other = publish("Another story", slug="another-story")
    article = publish(body=f'<p>As <a data-article="{other.pk}">we wrote</a>.</p>')
    assert f'As <a href="/en/city/{other.pk}/another-story/">we wrote</a>.' in page(client, article)
    other.section = Section.objects.create(language="en", name="Sea", slug="sea")
    other.slug = "a-new-slug"
    other.save()
    other.freeze(None)
    assert "a-new-slug" not in page(client, article)
    other.publish(None)
    assert f'<a href="/en/sea/{other.pk}/a-new-slug/">we wrote</a>' in page(client, article)


@pytest.mark.parametrize("state", ["draft", "scheduled", "withdrawn", "deleted"])
def test_a_link_to_what_is_not_public_is_only_words(
    client: Client, publish: Publish, make_article: MakeArticle, hours_ago: HoursAgo, state: str
) -> None:
    other = make_article("A secret story", slug="a-secret-slug")
    if state == "scheduled":
        other.publish(None, at=hours_ago(-5))
    if state == "withdrawn":
        other.publish(None)
        other.withdraw(None)
    article = publish(body=f'<p>As <a data-article="{other.pk}">we wrote</a>.</p>')
    if state == "deleted":
        other.delete()
    html = page(client, article)
    assert "<p>As we wrote.</p>" in html
    assert "secret" not in html
    assert "data-article" not in html


def test_links_cost_no_query(
    client: Client, publish: Publish, django_assert_num_queries: Any
) -> None:
    others = [publish("Other", slug=f"other-{number}") for number in range(3)]
    links = [f'<p><a data-article="{other.pk}">One</a></p>' for other in others]
    for body, queries in [("<p>One</p>", 5), (links[0], 5), ("".join(links), 5)]:
        article = publish(body=body)
        client.get(article.get_absolute_url())
        with django_assert_num_queries(queries):
            page(client, article)


def test_a_gallery_shows_its_photos_with_their_words(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    first, second = make_image(caption="The quay."), make_image(640, 400, caption="The mole.")
    article = publish(
        body=f'<figure data-gallery="{first.pk},{second.pk},999">'
        "<figcaption>Harbour & sea</figcaption></figure>"
    )
    assert set(article.revisions.get().photos.values_list("image", flat=True)) == {
        first.pk,
        second.pk,
    }
    html = page(client, article)
    gallery = html[html.index('<figure class="figure gallery"') :]
    assert gallery.count("<img") == 2
    for words in ("The quay.", "The mole.", "Harbour &amp; sea"):
        assert words in gallery
    first.caption = "Something else"
    first.save()
    assert "Something else" not in page(client, article)


def test_a_photo_may_have_a_caption_for_this_article_alone(
    client: Client, publish: Publish, image: Image
) -> None:
    article = publish(
        body=f'<figure data-photo="{image.pk}"><figcaption>Here, now</figcaption></figure>'
    )
    html = page(client, article)
    assert '<figcaption>Here, now <span class="credit">[Pell Aubrey]</span></figcaption>' in html
    assert image.caption not in html


def test_an_embed_asks_nobody_before_the_reader_does(client: Client, publish: Publish) -> None:
    article = publish(body='<figure data-embed="https://youtu.be/abcdefghijk"></figure>')
    answer = client.get(article.get_absolute_url())
    html = answer.content.decode()
    assert "<iframe" not in html
    assert not re.search(r'(?:src|srcset|poster)="https?:', html)
    assert '<a class="button" href="https://www.youtube.com/watch?v=abcdefghijk"' in html
    assert "newsroom/embed.js" in html
    policy = answer.headers["Content-Security-Policy"]
    [frames] = [part for part in policy.split("; ") if part.startswith("frame-src")]
    assert frames.split() == ["frame-src", "https://www.youtube-nocookie.com"]
    plain = client.get(publish(body="<p>One</p>").get_absolute_url())
    assert "newsroom/embed.js" not in plain.content.decode()
    assert "frame-src" not in plain.headers["Content-Security-Policy"]


def test_a_player_that_is_no_longer_allowed_leaves_no_hole(
    client: Client, publish: Publish
) -> None:
    article = publish(body="<p>One</p>")
    article.revisions.update(body='<p>One</p><figure data-embed="gone:123"></figure><p>Two</p>')
    assert "<p>One</p><p>Two</p>" in page(client, article)
