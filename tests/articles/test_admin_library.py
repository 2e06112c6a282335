"""Sections, topics, authors and the image library in the admin."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Author, Image, Section, Topic
from tests.articles.filled import errors, filled
from tests.articles.photos import noisy, saved
from tests.cast import MakeArticle, MakeImage

BEYOND = str(10**30)
PHOTOS = "/admin/articles/image/photos.json"


def add(model: str) -> str:
    return reverse(f"admin:articles_{model}_add")


@pytest.mark.parametrize("model", ["section", "topic", "author"])
def test_adding_with_an_arabic_slug(staff_client: Client, db: None, model: str) -> None:
    page = staff_client.get(add(model))
    assert "allowUnicode" in page.content.decode()
    sent = filled(staff_client, add(model), language="ar", name="المدينة", slug="المدينة")
    assert staff_client.post(add(model), sent).status_code == 302
    rows: Any = {"section": Section, "topic": Topic, "author": Author}[model].objects
    assert rows.get().slug == "المدينة"


@pytest.mark.parametrize("slug", ["feedback", "Search", "feed", "topics", "authors", "archive"])
def test_a_section_cannot_hide_behind_a_fixed_address(staff_client: Client, slug: str) -> None:
    sent = filled(staff_client, add("section"), language="en", name="X", slug=slug)
    assert "is an address of the site itself" in errors(staff_client.post(add("section"), sent))


@pytest.mark.parametrize("language", ["", "xx", "en\x00", "e" * 500])
@pytest.mark.parametrize("model", ["section", "topic", "author"])
def test_unknown_languages(staff_client: Client, model: str, language: str) -> None:
    sent = filled(staff_client, add(model), name="X", slug="x") | {"language": language}
    assert staff_client.post(add(model), sent).status_code == 200
    assert not Section.objects.exists()


@pytest.mark.parametrize("model", ["section", "topic", "author"])
def test_a_slug_is_taken_once_in_a_language(staff_client: Client, model: str) -> None:
    for _ in range(2):
        sent = filled(staff_client, add(model), language="en", name="X", slug="x")
        response = staff_client.post(add(model), sent)
    assert "with this slug already" in errors(response)


@pytest.mark.parametrize("where", ["article", "revision"])
@pytest.mark.parametrize("model", ["section", "topic", "author"])
def test_what_an_article_or_a_revision_has_keeps_its_language(
    staff_client: Client,
    make_article: MakeArticle,
    section: Section,
    author: Author,
    model: str,
    where: str,
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    article = make_article(authors=[author], topics=[topic])
    if where == "revision":
        article.section = Section.objects.create(language="en", name="Sport", slug="sport")
        article.save()
        article.topics.clear()
        article.contributions.all().delete()
    else:
        article.revisions.all().delete()
    used = {"section": section, "topic": topic, "author": author}[model]
    address = reverse(f"admin:articles_{model}_change", args=[used.pk])
    sent = filled(staff_client, address, name="Another name")
    assert staff_client.post(address, sent).status_code == 302
    response = staff_client.post(address, sent | {"language": "ar"})
    assert "The language of" in errors(response)
    used.refresh_from_db()
    assert (used.name, used.language) == ("Another name", "en")


@pytest.mark.parametrize("model", ["section", "topic", "author", "image"])
@pytest.mark.parametrize("query", [{"q": "x\x00"}, {"p": BEYOND}, {"id__in": BEYOND}, {"o": "x"}])
def test_odd_addresses(staff_client: Client, model: str, query: dict[str, str]) -> None:
    address = reverse(f"admin:articles_{model}_changelist")
    assert staff_client.get(address, query).status_code in {200, 302, 400}
    for page in ("change", "delete", "history"):
        assert staff_client.get(f"{address}{BEYOND}/{page}/", follow=True).status_code == 200


def test_uploading_a_photo(staff_client: Client, staff: Any) -> None:
    sent = filled(staff_client, add("image"), alt="Rain", caption="A quay.", credit="P. Aubrey")
    sent["original"] = SimpleUploadedFile("x.jpg", saved(noisy(640, 360)))
    response = staff_client.post(add("image"), sent)
    assert response.status_code == 302
    image = Image.objects.get()
    assert (image.width, image.height, image.uploaded_by) == (640, 360, staff)
    page = staff_client.get(reverse("admin:articles_image_changelist")).content.decode()
    assert f'src="{image.thumbnail}"' in page
    assert 'alt="Rain"' in page


@pytest.mark.parametrize("focal", ["-0.1", "1.1", "nan", "inf", "x", BEYOND])
def test_a_focal_point_lies_in_the_photo(staff_client: Client, image: Image, focal: str) -> None:
    address = reverse("admin:articles_image_change", args=[image.pk])
    sent = filled(staff_client, address, focal_x=focal)
    response = staff_client.post(address, sent)
    assert response.status_code == 200
    assert errors(response)


def test_the_library_as_a_popup_offers_each_photo(staff_client: Client, image: Image) -> None:
    page = staff_client.get(reverse("admin:articles_image_changelist"), {"_popup": 1})
    assert f'data-popup-opener="{image.pk}"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_library_costs_the_same_for_one_row_and_for_three(
    staff_client: Client, make_image: MakeImage, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        make_image()
    with django_assert_num_queries(4):  # session, user, count, rows
        staff_client.get(reverse("admin:articles_image_changelist"))


def test_the_list_never_counts_what_each_filter_would_find(
    staff_client: Client, image: Image, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        page = staff_client.get(reverse("admin:articles_image_changelist"), {"_facets": "True"})
    assert "Show counts" not in page.content.decode()


def test_photos_are_described_to_the_editor(staff_client: Client, image: Image) -> None:
    response = staff_client.get(PHOTOS, {"ids": f"{image.pk},987654,x,{BEYOND},"})
    assert json.loads(response.content) == {
        str(image.pk): {
            "src": image.thumbnail,
            "alt": "Rain on a quay",
            "caption": "The quay in the rain.",
            "credit": "Pell Aubrey",
            "focus": "fx5 fy5",
        }
    }
    assert json.loads(staff_client.get(PHOTOS).content) == {}


def test_photos_are_described_to_staff_only(client: Client, image: Image) -> None:
    assert client.get(PHOTOS, {"ids": image.pk}).status_code == 302


def test_the_admin_bears_the_name_of_the_site(staff_client: Client, settings: Any) -> None:
    page = staff_client.get("/admin/").content.decode()
    assert settings.SITE_NAME in page
    assert "Django" not in page
