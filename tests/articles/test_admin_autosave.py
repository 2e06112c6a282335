"""What is typed into the article form is kept as it is typed, for its author alone."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Editing, Section, Topic
from tests.articles.filled import filled
from tests.cast import Enter, MakeArticle, Publish

ADD = reverse("admin:articles_article_add")


def at(name: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def typed(client: Client, article: Article, **changes: Any) -> dict[str, Any]:
    """Type into the form and let it be kept; return what was sent."""
    sent = filled(client, at("change", article), **changes)
    response = client.post(at("autosave", article), sent)
    assert response.status_code == 200
    assert response.json()["said"].startswith("Autosaved at ")
    return sent


def test_it_is_kept_and_restored_and_no_revision(
    staff_client: Client, make_article: MakeArticle, author: Author
) -> None:
    article = make_article()
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    typed(
        staff_client,
        article,
        headline="Typed ‏مساء \0",
        topics=[topic.pk],
        contributions__TOTAL_FORMS=1,
        contributions__0__author=author.pk,
        contributions__0__position=0,
    )
    typed(
        staff_client,
        article,
        headline="Typed later",
        topics=[topic.pk],
        contributions__TOTAL_FORMS=1,
        contributions__0__author=author.pk,
        contributions__0__position=0,
    )
    assert Editing.objects.count() == article.revisions.count() == 1
    page = staff_client.get(at("change", article))
    assert page.context["adminform"].form["headline"].value() == "Night ferry comes home"
    assert 'href="?restore=1"' in page.content.decode()

    restored = at("change", article) + "?restore=1"
    sent = filled(staff_client, restored)
    assert (sent["headline"], sent["topics"], sent["version"]) == (
        "Typed later",
        [str(topic.pk)],
        "1",
    )
    assert sent["contributions-0-author"] == str(author.pk)
    assert staff_client.post(at("change", article), sent).status_code == 302
    newest = article.revisions.get(number=2)
    assert newest.headline == "Typed later"
    assert [row.author for row in newest.contributions.all()] == [author]
    assert "?restore=1" not in staff_client.get(at("change", article)).content.decode()


def test_an_article_that_is_not_there_yet(staff_client: Client, section: Section) -> None:
    sent = filled(staff_client, ADD, headline="Begun", section=section.pk)
    for headline in ("Begun", "Begun anew"):
        address = reverse("admin:articles_article_autosave")
        assert staff_client.post(address, sent | {"headline": headline}).status_code == 200
    assert not Article.objects.exists()
    assert "Restore what you typed" in staff_client.get(ADD).content.decode()
    sent = filled(staff_client, ADD + "?restore=1")
    assert sent["headline"] == "Begun anew"
    assert staff_client.post(ADD, sent).status_code == 302
    assert Article.objects.get().headline == "Begun anew"
    assert "Restore what you typed" not in staff_client.get(ADD).content.decode()


def test_discarding(staff_client: Client, make_article: MakeArticle) -> None:
    article = make_article()
    typed(staff_client, article, headline="Secret words")
    staff_client.post(at("forget", article))
    page = staff_client.get(at("change", article) + "?restore=1").content.decode()
    assert "Secret words" not in page
    assert "?restore=1" not in page


def test_what_was_typed_before_somebody_saved_is_still_told(
    staff_client: Client, enter: Enter, make_article: MakeArticle
) -> None:
    article = make_article()
    typed(staff_client, article, headline="Mine")
    other = enter("Editor", "omar")
    other.post(at("change", article), filled(other, at("change", article), headline="Theirs"))
    sent = filled(staff_client, at("change", article) + "?restore=1")
    answer = staff_client.post(at("change", article), sent)
    assert answer.context["adminform"].form.stale.number == 2
    assert "Mine" in answer.content.decode()


def test_nobody_else_gets_it(
    staff_client: Client, enter: Enter, client: Client, publish: Publish
) -> None:
    article = publish()
    typed(staff_client, article, headline="Secret words", body="<p>Secret words</p>")
    other = enter("Editor", "omar")
    pages = [
        (client, article.get_absolute_url()),
        (client, "/en/feed/"),
        (other, at("change", article)),
        (other, at("change", article) + "?restore=1"),
        (other, at("preview", article)),
        (other, at("revisions", article)),
        (other, ADD + "?restore=1"),
        (staff_client, ADD + "?restore=1"),
    ]
    for who, address in pages:
        response = who.get(address)
        assert response.status_code == 200, address
        assert "Secret words" not in response.content.decode(), address
    assert "Secret words" in staff_client.get(at("change", article) + "?restore=1").content.decode()


def test_who_may_not_change_it_keeps_nothing(
    enter: Enter, client: Client, staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    sent = {"headline": "Mine"}
    reporter, moderator = enter("Reporter"), enter("Moderator")
    for name in ("autosave", "forget"):
        assert reporter.post(at(name, article), sent).status_code in (302, 403, 404)
        new = reverse(f"admin:articles_article_{name}")
        assert moderator.post(new, sent).status_code == 403
        assert client.post(at(name, article), sent).status_code == 302
        assert staff_client.get(at(name, article)).status_code == 405
        missing = reverse(f"admin:articles_article_{name}", args=[10**30])
        assert staff_client.post(missing, sent).status_code == 404
    assert not Editing.objects.exists()


@pytest.mark.parametrize(
    "junk",
    [
        {"contributions-TOTAL_FORMS": "9" * 40, "contributions-INITIAL_FORMS": "x"},
        {"section": "\0", "topics": ["-1", "x"], "lead_image": "9" * 30, "version": "\0"},
        {"translation_of": "\0", "contributions-TOTAL_FORMS": "1", "contributions-0-author": "\0"},
        {"corrections-TOTAL_FORMS": "2", "corrections-INITIAL_FORMS": "1", "due_at_0": "x"},
        {},
    ],
)
def test_junk_is_kept_and_shown_all_the_same(
    staff_client: Client, publish: Publish, junk: dict[str, Any]
) -> None:
    article = publish()
    assert staff_client.post(at("autosave", article), junk).status_code == 200
    assert staff_client.get(at("change", article) + "?restore=1").status_code == 200
    assert staff_client.post(reverse("admin:articles_article_autosave"), junk).status_code == 200
    assert staff_client.get(ADD + "?restore=1").status_code == 200


def test_who_else_has_it_open(
    staff_client: Client, enter: Enter, make_article: MakeArticle
) -> None:
    article, another = make_article(), make_article("Another")
    other = enter("Editor", "omar")
    with time_machine.travel("2026-03-01T20:00:00Z", tick=False) as clock:
        assert other.post(at("autosave", article), {"ping": "1"}).json()["others"] == []
        clock.shift(50)
        other.post(at("autosave", another), {"ping": "1"})
        other.post(at("autosave", article), {"ping": "1"})
        clock.shift(50)
        said = staff_client.post(at("autosave", article), {"ping": "1"}).json()["others"]
        began = timezone.localtime(datetime.datetime(2026, 3, 1, 20, tzinfo=datetime.UTC))
        assert len(said) == 1
        assert said[0].startswith("omar is editing this")
        assert f"{began:%H:%M}" in said[0] or f"{began:%-I} p.m." in said[0]
        assert "omar is editing this" in staff_client.get(at("change", article)).content.decode()
        assert "omar is editing" not in staff_client.get(ADD).content.decode()
        clock.shift(11)
        assert staff_client.post(at("autosave", article), {"ping": "1"}).json()["others"] == []
    assert not Editing.objects.exclude(typed="").exists()


def test_what_nobody_came_back_for_is_cleared(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article, old = make_article(), make_article("Old")
    with time_machine.travel(timezone.now() - datetime.timedelta(days=31)):
        Editing.objects.seen(_person(), old, timezone.now())
    typed(staff_client, article, headline="Mine")
    call_command("clear_autosaves")
    assert [row.article for row in Editing.objects.all()] == [article]


def _person() -> Any:
    return Editing._meta.get_field("person").related_model.objects.get(username="editor")
