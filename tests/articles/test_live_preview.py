"""The readers’ page of what is typed into the article form: complete, private, saved nowhere."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Editing, Image, Revision, Section, Topic
from tests.articles.filled import filled
from tests.cast import Enter, MakeArticle, Publish

NEW = reverse("admin:articles_article_typed_new")
ADD = reverse("admin:articles_article_add")


def typed(article: Article) -> str:
    return reverse("admin:articles_article_typed", args=[article.pk])


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def test_all_that_is_typed_is_shown_and_nothing_is_saved(
    staff_client: Client, publish: Publish, author: Author, image: Image
) -> None:
    article = publish()
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    before = Article.objects.values().get()
    sent = filled(staff_client, change(article), headline="Typed <i>headline</i>")
    sent |= {"standfirst": "Typed standfirst.", "body": "<p>Typed <script>x</script>body.</p>"}
    sent |= {"lead_image": image.pk, "topics": [topic.pk]}
    sent |= {"contributions-0-author": author.pk, "contributions-0-position": 1}
    response = staff_client.post(typed(article), sent)
    assert response.status_code == 200
    page = response.json()["page"]
    for shown in [
        "Typed &lt;i&gt;headline&lt;/i&gt;",
        "Typed standfirst.",
        "<p>Typed body.</p>",
        "The quay in the rain.",
        "Mara Lindqvist",
        "Ferries",
    ]:
        assert shown in page
    assert "Night ferry comes home" not in page
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert response["X-Robots-Tag"] == "noindex"
    assert response["X-Frame-Options"] == "DENY"

    assert Article.objects.values().get() == before
    assert not article.topics.exists()
    assert Revision.objects.count() == 1
    assert not Editing.objects.exists()
    assert not LogEntry.objects.exists()


def test_an_empty_form_asks_for_a_section_first(staff_client: Client, section: Section) -> None:
    nothing = staff_client.post(NEW, filled(staff_client, ADD, headline="Typed"))
    assert nothing.status_code == 422
    assert "Choose a section first" in nothing.json()["problems"][0]
    shown = staff_client.post(NEW, filled(staff_client, ADD, headline="Typed", section=section.pk))
    assert ">Typed<" in shown.json()["page"]
    assert not Article.objects.exists()


def test_the_page_runs_as_the_article_does(staff_client: Client, arabic_section: Section) -> None:
    sent = filled(staff_client, ADD, headline="عودة العبّارة", section=arabic_section.pk)
    page = staff_client.post(NEW, sent, headers={"accept-language": "en"}).json()["page"]
    assert '<html lang="ar" dir="rtl">' in page


@pytest.mark.parametrize(
    "junk",
    [
        {"section": "9" * 30, "topics": ["x", "0"], "lead_image": "-1"},
        {"contributions-0-author": "x", "contributions-0-position": "9" * 40},
        {"related": ["9" * 30], "slug": "/../", "lead_image": "987654"},
        {"body": "x" * 2_000_000},
    ],
)
def test_what_is_no_value_is_left_out(
    staff_client: Client, make_article: MakeArticle, junk: dict[str, Any]
) -> None:
    article = make_article()
    sent = filled(staff_client, change(article), headline="Typed") | junk
    response = staff_client.post(typed(article), sent)
    assert response.status_code == 200
    assert ">Typed<" in response.json()["page"]
    if "body" in junk:
        assert response.json()["problems"]


def test_who_may_open_the_form_may_preview_it(
    enter: Enter, client: Client, make_article: MakeArticle
) -> None:
    theirs = make_article("Secret bridge")
    reporter = enter("Reporter", "ines")
    assert client.post(typed(theirs), {}).status_code == 302
    answer = reporter.post(typed(theirs), {"headline": "x"})
    assert answer.status_code == 404
    assert "Secret bridge" not in answer.content.decode()
    own = make_article("Own", created_by=User.objects.get(username="ines"))
    assert "Own words" in reporter.post(typed(own), {"headline": "Own words"}).json()["page"]
    assert reporter.get(typed(own)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="ines"))
    assert strict.post(typed(own), {"headline": "x"}).status_code == 403
    client.force_login(User.objects.create_user("omar", is_staff=True))
    assert client.post(NEW, {}).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_it_asks_the_database_little(
    staff_client: Client,
    publish: Publish,
    section: Section,
    django_assert_max_num_queries: Any,
    count: int,
) -> None:
    article = publish()
    topics = [
        Topic.objects.create(language="en", name=f"T{place}", slug=f"t{place}")
        for place in range(count)
    ]
    sent = filled(staff_client, change(article)) | {"topics": [each.pk for each in topics]}
    with django_assert_max_num_queries(19):
        staff_client.post(typed(article), sent)
