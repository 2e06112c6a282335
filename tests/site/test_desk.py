"""The desk: the first page of the admin, by role."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Preferences, Stage
from articles.panels import MOST_ROWS
from feedback.models import Choice, Note, Tally, Vote
from tests.cast import Enter, Join, MakeArticle, Publish

DESK = "/admin/"
Leave = Callable[[Article, str], None]
SECRET = "Secret sources named"


def hours(number: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=number)


def shown(client: Client) -> dict[str, list[str]]:
    """Return the titles of the rows of each panel, by the panel's key."""
    page = client.get(DESK).content.decode()
    panels = re.findall(r'<section class="desk-panel is-([\w-]+)"(.*?)</section>', page, re.DOTALL)
    return {
        key: re.findall(r'class="desk-title"[^>]*>([^<]*)</a>', content) for key, content in panels
    }


def who(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.fixture
def reporter(enter: Enter) -> Client:
    return enter("Reporter", "ines")


@pytest.fixture
def editor(enter: Enter) -> Client:
    return enter("Editor", "omar")


@pytest.fixture
def leave() -> Leave:
    """Return a function with which a reader leaves a note on an article."""

    def leave_note(article: Article, text: str) -> None:
        reader = f"reader-{Vote.objects.count()}"
        Note.objects.leave(Vote.objects.cast(article.pk, reader, Choice.LIKE), text)

    return leave_note


EDITORS = ["in-review", "mine", "scheduled", "changed", "stale", "liked", "held", "notes"]


@pytest.mark.parametrize(
    ("role", "keys"),
    [
        ("Reporter", ["mine", "scheduled", "changed", "stale"]),
        ("Editor", EDITORS),
        ("Photo editor", ["mine", "scheduled", "changed", "stale"]),
        ("Moderator", ["liked", "held", "notes"]),
        ("Administrator", EDITORS),
    ],
)
def test_each_role_has_its_lists(enter: Enter, role: str, keys: list[str]) -> None:
    assert list(shown(enter(role))) == keys


def test_what_is_in_review_comes_by_its_time(editor: Client, make_article: MakeArticle) -> None:
    make_article("Some day", stage=Stage.IN_REVIEW)
    make_article("Soon", stage=Stage.IN_REVIEW, due_at=hours(1))
    make_article("Too late", stage=Stage.IN_REVIEW, due_at=hours(-1))
    make_article("Not handed in", stage=Stage.DRAFT)
    assert shown(editor)["in-review"] == ["Too late", "Soon", "Some day"]
    page = editor.get(DESK).content.decode()
    assert page.count('<li class="late">') == 1
    assert page.index("Overdue since") < page.index(">Soon<")


def test_mine_is_what_i_work_on(
    reporter: Client, make_article: MakeArticle, publish: Publish, join: Join
) -> None:
    me, other = who(reporter), join("Reporter", "other")
    make_article("Begun", created_by=me)
    make_article("Handed in", created_by=other, submitted_by=me, stage=Stage.IN_REVIEW)
    make_article("Given to me", created_by=other, assigned_to=me)
    make_article(SECRET, created_by=other)
    publish("Printed", created_by=me)
    assert set(shown(reporter)["mine"]) == {"Begun", "Handed in", "Given to me"}


def test_what_others_do_is_not_on_a_reporters_desk(
    reporter: Client, make_article: MakeArticle, publish: Publish
) -> None:
    make_article(SECRET, stage=Stage.IN_REVIEW)
    make_article(SECRET).publish(None, at=hours(1))
    changed = publish("Printed")
    Article.objects.filter(pk=changed.pk).update(headline=SECRET)
    changed.freeze(None)
    assert SECRET not in reporter.get(DESK).content.decode()
    Article.objects.update(created_by=who(reporter))
    found = shown(reporter)
    assert (found["scheduled"], found["changed"]) == ([SECRET], [SECRET])


def test_live_with_unpublished_changes(editor: Client, publish: Publish) -> None:
    publish("Unchanged")
    publish("Changed").freeze(None)
    scheduled = publish("An update is scheduled")
    scheduled.freeze(None)
    scheduled.publish(None, at=hours(1))
    withdrawn = publish("Withdrawn")
    withdrawn.freeze(None)
    withdrawn.withdraw(None)
    assert shown(editor)["changed"] == ["Changed"]


def test_scheduled_in_both_time_zones(
    editor: Client, make_article: MakeArticle, publish: Publish
) -> None:
    at = datetime.datetime(2100, 1, 1, 23, 30, tzinfo=datetime.UTC)
    make_article("Far ahead").publish(None, at=at)
    page = editor.get(DESK).content.decode()
    assert "<bdi>Fri 1 Jan, 23:30 UTC</bdi>" in page
    assert "site:" not in page
    Preferences.objects.create(user=who(editor), time_zone="Asia/Tokyo")
    page = editor.get(DESK).content.decode()
    assert "<bdi>Sat 2 Jan, 08:30 JST</bdi>" in page
    assert "(site: Fri 1 Jan, 23:30 UTC)" in page


def test_a_zone_that_is_none_any_more_is_the_sites(editor: Client, publish: Publish) -> None:
    Preferences.objects.create(user=who(editor), time_zone="Mars/Olympus")
    assert editor.get(DESK).status_code == 200


def test_a_long_list_ends_and_leads_on(editor: Client, make_article: MakeArticle) -> None:
    for number in range(MOST_ROWS + 1):
        make_article(f"Number {number}", stage=Stage.IN_REVIEW)
    assert len(shown(editor)["in-review"]) == MOST_ROWS
    page = editor.get(DESK).content.decode()
    assert f'<span class="desk-number">{MOST_ROWS}+</span>' in page
    assert "/admin/articles/article/?stage=in_review" in page


def test_held_votes_and_notes_name_what_readers_had(
    enter: Enter, publish: Publish, leave: Leave
) -> None:
    article = publish("As it was printed")
    Article.objects.filter(pk=article.pk).update(headline=SECRET)
    article.freeze(None)
    Tally.objects.update_or_create(article=article, defaults={"held": 7})
    leave(article, "The harbour is spelt wrong.")
    moderator = enter("Moderator")
    found = shown(moderator)
    assert found["held"] == ["As it was printed"]
    assert found["notes"] == ["The harbour is spelt wrong."]
    page = moderator.get(DESK).content.decode()
    assert "7 votes held" in page
    assert SECRET not in page
    Note.objects.update(status=Note.Status.READ)
    assert shown(moderator)["notes"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_costs_the_same_for_one_row_and_for_three(
    editor: Client,
    make_article: MakeArticle,
    publish: Publish,
    leave: Leave,
    django_assert_num_queries: Any,
    count: int,
) -> None:
    me = who(editor)
    for number in range(count):
        make_article(f"Mine {number}", created_by=me, stage=Stage.IN_REVIEW, assigned_to=me)
        make_article(f"Scheduled {number}").publish(None, at=hours(1))
        article = publish(f"Changed {number}")
        article.freeze(None)
        Tally.objects.update_or_create(article=article, defaults={"held": 1})
        leave(article, "A note")
    editor.get(DESK)
    # Session, user, 2 of permissions, preferences; in review, mine, scheduled, changed; liked in
    # each language; held and notes with their headlines.
    with django_assert_num_queries(16):
        editor.get(DESK)


def test_the_desk_is_for_staff(client: Client) -> None:
    assert client.get(DESK).status_code == 302


@pytest.mark.django_db
def test_who_may_do_nothing_yet_is_told_so(client: Client) -> None:
    client.force_login(User.objects.create_user("new", is_staff=True))
    page = client.get(DESK).content.decode()
    assert "have permission to view or edit anything" in page
    assert shown(client) == {}
