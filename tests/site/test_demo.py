"""``manage.py demo``: what a newcomer finds on the first start."""

import io
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Author,
    Banner,
    Correction,
    Image,
    Layout,
    Revision,
    Section,
    Stage,
)
from feedback.models import Choice, Tally, Vote
from newsroom.models import HousePage
from tests.crawler import crawl

# What a page on https would load over http: mixed content.
UNSAFE = re.compile(
    rb'(?:src|srcset|action|poster)="http:|<link rel="(?:stylesheet|icon)"[^>]*"http:'
)


@pytest.fixture
def demo(db: None, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("demo", stdout=io.StringIO())


def test_demo_is_a_newsroom_that_a_newcomer_can_walk(demo: None, client: Client) -> None:
    """One building of the demo, which takes many seconds, serves all that is to be seen of it."""
    _has_something_of_everything()
    _front_pages_open(client)
    _articles_are_of_real_length_and_their_pages_whole(client)
    _tallies_are_those_of_the_votes()
    _pages_of_the_house_are_written(client)
    _every_link_leads_somewhere(client)


def _has_something_of_everything() -> None:
    live = Revision.objects.live(timezone.now())
    assert Section.objects.filter(language="en").count() >= 4
    assert Author.objects.count() >= 6
    assert Article.objects.count() >= 24
    assert live.filter(language="ar").count() >= 6
    pairs = (
        Article.objects.values("translation_set")
        .annotate(n=Count("pk"))
        .filter(translation_set__isnull=False, n=2)
    )
    assert pairs.count() == 2
    assert Article.objects.filter(translated_from__article__language="en").count() == 2
    assert Section.objects.filter(counterpart_of__language="en").count() == 3
    assert Revision.objects.filter(live_from__gt=timezone.now()).count() == 1
    assert Article.objects.filter(stage=Stage.IN_REVIEW).count() == 1
    changed = Article.objects.filter(stage=Stage.DRAFT)
    assert live.filter(article__in=changed).count() == changed.count() == 1
    assert Revision.objects.filter(live_until__lt=timezone.now(), corrections=None).count() == 1
    assert Correction.objects.count() == 1
    assert not Image.objects.filter(alt="").exists()
    assert not Image.objects.filter(credit="").exists()


def _front_pages_open(client: Client) -> None:
    live = Revision.objects.live(timezone.now())
    for language in ("en", "ar"):
        page = client.get(f"/{language}/")
        assert page.status_code == 200
        newest = live.filter(language=language).newest_first()[0]
        assert newest.headline in page.content.decode()
        pinned = Layout.objects.get(language=language).slots.first()
        assert page.context["page"].rows[0].article_id == pinned.article_id
        banner = Banner.objects.get(language=language)
        assert banner.text in page.content.decode()
        assert timezone.now() < banner.ends_at < timezone.now() + timedelta(days=1)


def _articles_are_of_real_length_and_their_pages_whole(client: Client) -> None:
    for revision in Revision.objects.live(timezone.now()).select_related("section"):
        page = client.get(revision.get_absolute_url())
        assert page.status_code == 200
        assert len(revision.body) > 2000
        assert revision.body.count("<h2>") >= 2
        assert "data-photo" not in page.content.decode()


def _pages_of_the_house_are_written(client: Client) -> None:
    assert HousePage.objects.count() == 10
    assert "The Rope Store" in client.get("/en/contact/").content.decode()
    assert "مخزن الحبال" in client.get("/ar/about/").content.decode()


def _every_link_leads_somewhere(client: Client) -> None:
    answers = list(crawl(client, "/", "/robots.txt", "/sitemap.xml", "/news-sitemap.xml"))
    broken = [(each.status, each.url, each.linked_from) for each in answers if each.status >= 400]
    assert not broken
    assert len(answers) > 300
    for answer in answers:
        assert not UNSAFE.findall(answer.body), answer.url


def _tallies_are_those_of_the_votes() -> None:
    assert Tally.objects.exists()
    for tally in Tally.objects.all():
        votes = Vote.objects.filter(article=tally.article_id)
        assert tally.liked == votes.filter(choice=Choice.LIKE).count()
        assert tally.disliked == votes.filter(choice=Choice.DISLIKE).count()
        first = tally.article.revisions.filter(number=1).get().live_from
        assert not votes.filter(voted_at__lt=first).exists()


def test_demo_never_touches_a_site_that_holds_anything(db: None) -> None:
    Section.objects.create(language="en", name="Ours", slug="ours")
    call_command("demo", if_empty=True)
    with pytest.raises(CommandError, match="not empty"):
        call_command("demo")
    assert Section.objects.get().slug == "ours"
    assert not Article.objects.exists()
