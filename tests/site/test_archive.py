"""The command that makes a large archive: whole, resumable, and what readers and staff can use."""

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, Revision
from newsroom import archive

pytestmark = pytest.mark.django_db


def generate(total, **options):
    call_command("generate_articles", total, verbosity=0, **options)


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(archive, "BATCH", 3)
    monkeypatch.setattr(archive, "PARAGRAPHS", 20)


def test_the_articles_are_whole(client, staff_client, capsys):
    generate(4)
    assert "4 articles made, 4 in all." in capsys.readouterr().out
    for article in Article.objects.all():
        revision = article.revisions.get()
        assert revision.same_content(article)
        assert revision.contributions.count() == 1
        assert client.get(revision.get_absolute_url()).status_code == 200
        assert staff_client.get(f"/admin/articles/article/{article.pk}/change/").status_code == 200
    assert Revision.objects.matching("rareword0").count() == 4


def test_it_goes_on_where_it_was_broken_off():
    shelves = [archive.shelf("en")]
    next(archive.fill(shelves, 7))
    assert archive.last_made() == 3
    generate(7, language=["en"])
    numbers = Article.objects.order_by("pk").values_list("slug", flat=True)
    assert list(numbers) == [f"archive-{number}" for number in range(1, 8)]
    generate(7, language=["en"])
    assert Article.objects.count() == 7


def test_the_newest_was_made_last():
    generate(5)
    newest = Revision.objects.newest_first().values_list("article__slug", flat=True)
    assert list(newest) == [f"archive-{number}" for number in (5, 4, 3, 2, 1)]


def test_it_refuses_a_site_with_readers(settings):
    settings.PUBLIC_HOSTS = ["news.example.org"]
    with pytest.raises(CommandError, match="readers"):
        generate(1)
