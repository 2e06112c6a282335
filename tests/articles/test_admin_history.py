"""The history of an article in the admin: its revisions, and any two of them compared."""

import datetime
import re

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Correction, Image, Topic
from tests.cast import Enter, MakeArticle, MakeImage, Publish


def at(name: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def compared(client: Client, article: Article, old: object, new: object) -> str:
    response = client.get(at("compare", article), {"old": old, "new": new})
    assert response.status_code == 200
    return response.content.decode()


def save(article: Article, by: AbstractUser | None = None, **fields: object) -> None:
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    article.freeze(by)


def plain(html: str) -> str:
    """Return what the page is about, without words for screen readers and doubled space."""
    html = html[html.index('id="content-main"') :]
    html = re.sub(r'<span class="visually-hidden">\[[^<]*</span>', "", html)
    return re.sub(r"\s+", " ", html)


def test_each_revision_with_who_when_stage_and_size(
    staff_client: Client, staff: AbstractUser, make_article: MakeArticle
) -> None:
    staff.first_name, staff.last_name = "Mara", "Lindqvist"
    staff.save()
    article = make_article(body="<p>One two, <em>three</em>fold it’s 24/7.</p><ul><li>x</li></ul>")
    save(article, staff, body="<p>One two</p>")
    page = staff_client.get(at("revisions", article)).content.decode()
    assert "Mara Lindqvist" in page
    assert "Draft" in page
    assert list(article.revisions.values_list("number", "words")) == [(2, 2), (1, 6)]
    assert '<td class="number">2<br><span class="quiet" dir="ltr">-4</span>' in page


def test_when_each_was_public_and_what_was_corrected(
    staff_client: Client, publish: Publish
) -> None:
    article = publish(at=timezone.now() - datetime.timedelta(days=2))
    save(article, headline="A better headline")
    first, second = article.revisions.order_by("number")
    Correction.objects.create(article=article, corrected=first, text="It was nine years.")
    page = staff_client.get(at("revisions", article)).content.decode()
    assert page.count("until further notice") == 1
    assert page.count('class="corrected"') == 1
    assert page.index("A better headline") < page.index("until further notice")
    assert second.live_from is None


def test_the_words_that_changed(staff_client: Client, make_article: MakeArticle) -> None:
    article = make_article(body="<p>At ten past six she came round the mole.</p>")
    save(
        article,
        headline="Day ferry <comes> home",
        body="<p>At ten past <em>seven</em> she came.</p>",
    )
    page = plain(compared(staff_client, article, 1, 2))
    assert "<del>Night</del><ins>Day</ins> ferry <ins>&lt;</ins>comes<ins>&gt;</ins> home" in page
    assert (
        "At ten past <del>six</del><ins><em>seven</em></ins> she came<del> round the mole</del>."
        in page
    )
    assert "Standfirst" in page[page.index("The same in both") :]
    assert page == plain(compared(staff_client, article, 2, 1))


def test_photos_topics_and_byline_count_too(
    staff_client: Client,
    make_article: MakeArticle,
    make_image: MakeImage,
    author: Author,
) -> None:
    one, other = make_image(), make_image(colour="brown", caption="The mole.")
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    figure = '<figure data-photo="{}" data-size="{}"></figure>'
    words = "<p>At ten past six she came.</p>"
    article = make_article(body=figure.format(one.pk, "text") + words)
    article.topics.add(topic)
    article.contributions.create(author=author)
    Image.objects.filter(pk=one.pk).update(caption="The quay in heavy rain.")
    save(
        article,
        lead_image=other,
        body=words + figure.format(one.pk, "text") + figure.format(other.pk, "wide"),
    )
    page = plain(compared(staff_client, article, 1, 2))
    assert f"<ins>The mole. ({other.pk})</ins>" in page
    assert "<ins>Ferries</ins>" in page
    assert "<ins>Mara Lindqvist</ins>" in page
    assert "The quay in <del>the</del><ins>heavy</ins> rain." in page
    assert page.count("moved here") == page.count("moved away from here") == 1
    assert Image.objects.get(pk=one.pk).thumbnail in page


def test_arabic_keeps_its_direction(
    staff_client: Client, make_article: MakeArticle, arabic_section: object
) -> None:
    article = make_article("عاد القارب", section=arabic_section)
    save(article, headline="عاد القارب ليلا")
    page = plain(compared(staff_client, article, 1, 2))
    assert '<p class="words" dir="auto">عاد القارب<ins> ليلا</ins></p>' in page


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1", "1"),
        ("1", "9"),
        ("", ""),
        ("x", "1"),
        ("\x00", "2"),
        ("9" * 30, "1"),
        ("2147483648", "1"),
    ],
)
def test_what_cannot_be_compared(
    staff_client: Client, make_article: MakeArticle, old: str, new: str
) -> None:
    article = make_article()
    save(article)
    response = staff_client.get(at("compare", article), {"old": old, "new": new}, follow=True)
    assert "Choose two revisions to compare." in response.content.decode()


def test_who_may_see_what_was_public_only_compares_nothing_else(
    enter: Enter, publish: Publish
) -> None:
    article = publish()
    for headline in ("SECRET one", "SECRET two"):
        save(article, headline=headline)
    client = enter("Moderator")
    assert client.get(at("compare", article), {"old": 2, "new": 3}).status_code in {302, 403, 404}
    page = client.get(at("revisions", article)).content.decode()
    assert "SECRET" not in page


@pytest.mark.parametrize("saves", [1, 3])
def test_both_pages_ask_the_same_of_the_database_however_long_the_history(
    staff_client: Client,
    make_article: MakeArticle,
    image: Image,
    django_assert_num_queries: DjangoAssertNumQueries,
    saves: int,
) -> None:
    article = make_article()
    for number in range(saves):
        save(article, headline=f"Headline {number}", lead_image=image)
    staff_client.get(at("revisions", article))
    with django_assert_num_queries(6):
        staff_client.get(at("revisions", article))
    with django_assert_num_queries(7):
        compared(staff_client, article, 1, saves + 1)
