"""The cast that all tests share: a section in each language, an author, photos, articles, staff."""

import datetime
from collections.abc import Sequence
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, User
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image as Picture

from articles import uploads, writes
from articles.generation import generation
from articles.models import Article, ArticleAuthor, Author, Image, Revision, Section
from newsroom.roles import ROLES, grant
from tests.articles import photos
from tests.cast import Enter, HoursAgo, Join, MakeArticle, MakeImage, Publish


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let the end of a test empty the audit log where emptying is a DELETE, as on SQLite."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER IF EXISTS audit_log_kept")


@pytest.fixture(autouse=True)
def changes_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is remembered from page to page follow at once: tests never commit.

    What the last test left in the memory of this process is not in the database any more.
    """
    monkeypatch.setattr(writes, "_when_through", lambda act, using: act())
    generation.move(taken=True)


@pytest.fixture
def section(db: None) -> Section:
    return Section.objects.create(language="en", name="City", slug="city", position=1)


@pytest.fixture
def arabic_section(db: None) -> Section:
    return Section.objects.create(language="ar", name="المدينة", slug="المدينة", position=1)


@pytest.fixture
def author(db: None) -> Author:
    return Author.objects.create(language="en", name="Mara Lindqvist", slug="mara-lindqvist")


@pytest.fixture
def make_image(db: None) -> MakeImage:
    """Return a factory of uploaded photos; ``ready`` ones have renditions, others the fallback."""

    def make(
        width: int = 640,
        height: int = 360,
        colour: str = "steelblue",
        *,
        ready: bool = False,
        **words: str,
    ) -> Image:
        words.setdefault("alt", "Rain on a quay")
        words.setdefault("caption", "The quay in the rain.")
        words.setdefault("credit", "Pell Aubrey")
        content = photos.saved(Picture.new("RGB", (width, height), colour))
        image = uploads.store(ContentFile(content, "photo.jpg"), **words)
        if ready:
            image.make_renditions()
            image.refresh_from_db()
        return image

    return make


@pytest.fixture
def image(make_image: MakeImage) -> Image:
    return make_image()


@pytest.fixture
def make_article(section: Section) -> MakeArticle:
    """Return a factory of working copies that were saved once and that no reader has seen."""

    def make(
        headline: str = "Night ferry comes home",
        *,
        authors: Sequence[Author] = (),
        topics: Sequence[object] = (),
        **fields: object,
    ) -> Article:
        fields.setdefault("section", section)
        fields.setdefault("slug", "night-ferry")
        fields.setdefault("standfirst", "After eleven years, a horn at dawn.")
        fields.setdefault("body", "<p>At ten past six she came round the mole.</p>")
        article = Article.objects.create(headline=headline, **fields)
        article.topics.set(topics)
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=article, author=author, position=place)
            for place, author in enumerate(authors)
        )
        article.freeze(None)
        return article

    return make


@pytest.fixture
def publish(make_article: MakeArticle) -> Publish:
    """Return a factory of articles that readers have had since ``at``, the past included."""

    def make(
        headline: str = "Night ferry comes home",
        *,
        at: datetime.datetime | None = None,
        **fields: object,
    ) -> Article:
        article = make_article(headline, **fields)
        revision = article.publish(None)
        if at is not None:
            moved = Revision.objects.filter(pk=revision.pk)
            moved.update(live_from=at, published_at=at)
            moved.file()
            moved.tell_search()
        return article

    return make


@pytest.fixture
def hours_ago() -> HoursAgo:
    return lambda hours: timezone.now() - datetime.timedelta(hours=hours)


@pytest.fixture
def staff(db: None) -> AbstractUser:
    return get_user_model().objects.create_superuser(
        "editor", "editor@example.org", "harbour-light"
    )


@pytest.fixture
def staff_client(staff: AbstractUser) -> Client:
    client = Client()
    client.force_login(staff)
    return client


@pytest.fixture
def join(db: None) -> Join:
    """Return a factory of people by their role: ``join("Reporter")``, ``join("Reporter", "ines")``.

    Tests that commit empty the database afterwards, the groups of the migration included.
    """
    grant(apps, ROLES)

    def make(role: str, name: str = "") -> User:
        user = User.objects.create_user(
            name or role.lower().replace(" ", "-"), f"{name or 'staff'}@example.org", is_staff=True
        )
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def enter(join: Join) -> Enter:
    """Return a factory of clients that are logged in as a person of that role."""

    def make(role: str, name: str = "") -> Client:
        client = Client()
        client.force_login(join(role, name))
        return client

    return make
