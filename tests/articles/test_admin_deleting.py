"""What the admin deletes, and what it protects."""

import datetime

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Image, Section, Topic
from tests.cast import MakeArticle, Publish


def delete(client: Client, row: Model) -> str:
    address = reverse(f"admin:articles_{row._meta.model_name}_delete", args=[row.pk])
    return client.post(address, {"post": "yes"}, follow=True).content.decode()


def delete_chosen(client: Client, *rows: Model) -> str:
    address = reverse(f"admin:articles_{rows[0]._meta.model_name}_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    client.post(address, chosen)
    return client.post(address, chosen | {"post": "yes"}, follow=True).content.decode()


def test_a_draft_can_be_deleted(staff_client: Client, make_article: MakeArticle) -> None:
    delete(staff_client, make_article())
    delete_chosen(staff_client, make_article("Another"))
    assert not Article.objects.exists()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_what_readers_have_seen_cannot_be_deleted(
    staff_client: Client, publish: Publish, make_article: MakeArticle, withdrawn: bool
) -> None:
    article = publish()
    if withdrawn:
        article.withdraw(None)
    change = reverse("admin:articles_article_change", args=[article.pk])
    assert 'class="deletelink"' not in staff_client.get(change).content.decode()
    delete(staff_client, article)
    page = delete_chosen(staff_client, article, make_article("A draft"))
    assert "withdraw it instead" in page
    assert Article.objects.count() == 2


def test_what_is_only_scheduled_can_be_deleted(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    article.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    delete(staff_client, article)
    assert not Article.objects.exists()


def test_what_articles_use_is_protected(
    staff_client: Client, make_article: MakeArticle, section: Section, author: Author, image: Image
) -> None:
    make_article(authors=[author], lead_image=image)
    for row in (section, author, image):
        assert "protected" in delete(staff_client, row)
        assert "protected" in delete_chosen(staff_client, row)
    assert Section.objects.exists()
    assert Author.objects.exists()
    assert Image.objects.exists()


def test_what_only_an_old_revision_uses_is_protected(
    staff_client: Client, make_article: MakeArticle, section: Section, author: Author, image: Image
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    article = make_article(authors=[author], lead_image=image, topics=[topic])
    other = Section.objects.create(language="en", name="Sport", slug="sport")
    article.contributions.all().delete()
    article.topics.clear()
    Article.objects.update(section=other, lead_image=None)
    for row in (section, author, image, topic):
        assert "protected" in delete(staff_client, row)
    assert Section.objects.filter(pk=section.pk).exists()
    assert list(article.revisions.get().topics.all()) == [topic]


def test_what_nothing_uses_can_be_deleted(
    staff_client: Client, section: Section, author: Author, image: Image
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    for row in (section, author, image, topic):
        delete(staff_client, row)
    for model in (Section, Author, Image, Topic):
        assert not model.objects.exists()
