"""From draft to published in the admin: submit, send back, approve, and who is told."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core import mail
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Preferences, Revision, Section, Stage, WorkflowStep
from newsroom import audit
from tests.articles.filled import errors, filled
from tests.cast import Enter, Join, MakeArticle

ADD = "/admin/articles/article/add/"


def form(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def press(client: Client, article: Article, button: str, **changes: Any) -> str:
    sent = filled(client, form(article), **changes) | {button: "1"}
    page = client.post(form(article), sent, follow=True).content.decode()
    article.refresh_from_db()
    return page


def who(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def deliver() -> list[tuple[str, str]]:
    """Do what waits for the worker; return to whom went what."""
    for result in DBTaskResult.objects.order_by("enqueued_at"):
        result.task.call(*result.args_kwargs["args"])
        result.delete()
    return [(message.to[0], message.subject) for message in mail.outbox]


@pytest.fixture
def reporter(enter: Enter) -> Client:
    return enter("Reporter", "ines")


@pytest.fixture
def editor(enter: Enter) -> Client:
    return enter("Editor", "omar")


@pytest.fixture
def draft(make_article: MakeArticle, reporter: Client) -> Article:
    return make_article(created_by=who(reporter))


def test_there_and_back_and_through(reporter: Client, editor: Client, draft: Article) -> None:
    page = press(reporter, draft, "_submit", headline="First try")
    assert "Submitted revision 2 for review." in page
    assert (draft.headline, draft.stage) == ("First try", Stage.IN_REVIEW)
    assert draft.submitted_by == who(reporter)

    page = press(editor, draft, "_send_back", comment="Who says so?")
    assert "Sent revision 2 back to ines. Comment: Who says so?" in page
    assert (draft.stage, draft.assigned_to) == (Stage.DRAFT, who(reporter))
    assert "Who says so?" in reporter.get(form(draft)).content.decode()

    press(reporter, draft, "_submit", headline="With its source", comment="The mayor does.")
    assert (draft.stage, draft.assigned_to) == (Stage.IN_REVIEW, who(editor))

    page = press(editor, draft, "_approve")
    assert "Approved revision 3." in page
    press(editor, draft, "_publish")
    assert draft.stage == Stage.PUBLISHED
    assert draft.revisions.order_by("number").values_list("stage", flat=True)[2] == "approved"
    steps = WorkflowStep.objects.order_by("pk")
    assert [(step.by.username, step.before, step.after) for step in steps] == [
        ("ines", "draft", "in_review"),
        ("omar", "in_review", "draft"),
        ("ines", "draft", "in_review"),
        ("omar", "in_review", "approved"),
    ]
    said = [audit.read(entry).text for entry in LogEntry.objects.order_by("pk")]
    assert "Sent revision 2 back to ines. Comment: Who says so?" in said


def held_by(article: Article) -> dict[str, Any]:
    """Return what a browser sends besides: whose the article was when the form was opened."""
    return {"initial__assigned_to": article.assigned_to_id or ""}


def test_each_act_is_one_line_of_the_history(
    reporter: Client, editor: Client, draft: Article
) -> None:
    press(reporter, draft, "_submit")
    press(editor, draft, "_send_back", comment="Who says so?")
    press(reporter, draft, "_submit", headline="With its source", **held_by(draft))
    press(editor, draft, "_publish", **held_by(draft))
    history = editor.get(reverse("admin:articles_article_history", args=[draft.pk]))
    said = [audit.read(entry).text for entry in history.context["action_list"]]
    assert said == [
        "Submitted revision 1 for review.",
        "Sent revision 1 back to ines. Comment: Who says so?",
        "Changed Headline.",
        "Submitted revision 2 for review.",
        "Published revision 2.",
    ]
    assert "<bdi>1</bdi>" in history.content.decode()  # → 2, in this order in Arabic, too


def test_a_new_article_can_be_submitted_at_once(reporter: Client, section: Section) -> None:
    sent = filled(reporter, ADD, section=section.pk, headline="At once", _submit="1")
    reporter.post(ADD, sent)
    assert Article.objects.get().stage == Stage.IN_REVIEW


def test_sending_back_wants_a_word(editor: Client, draft: Article) -> None:
    draft.move(Stage.IN_REVIEW, draft.created_by)
    sent = filled(editor, form(draft), headline="Typed", comment="  ", _send_back="1")
    response = editor.post(form(draft), sent)
    assert "Say in a comment what is to be done." in response.content.decode()
    assert 'value="Typed"' in response.content.decode()
    draft.refresh_from_db()
    assert draft.stage == Stage.IN_REVIEW


@pytest.mark.parametrize("button", ["_approve", "_send_back"])
def test_a_reporter_reviews_nothing(reporter: Client, draft: Article, button: str) -> None:
    draft.move(Stage.IN_REVIEW, draft.created_by)
    assert f'name="{button}"' not in reporter.get(form(draft)).content.decode()
    page = press(reporter, draft, button, comment="By myself", headline="Kept")
    assert "It is saved. You may not do that with it." in page
    assert (draft.headline, draft.stage) == ("Kept", Stage.IN_REVIEW)


@pytest.mark.parametrize(
    ("stage", "buttons"),
    [
        (Stage.DRAFT, {"_submit", "_approve"}),
        (Stage.IN_REVIEW, {"_approve", "_send_back"}),
        (Stage.APPROVED, {"_send_back"}),
        (Stage.PUBLISHED, {"_submit", "_approve"}),
    ],
)
def test_the_buttons_of_each_stage(
    editor: Client, draft: Article, stage: Stage, buttons: set[str]
) -> None:
    Article.objects.update(stage=stage)
    page = editor.get(form(draft)).content.decode()
    assert {b for b in ("_submit", "_approve", "_send_back") if f'name="{b}"' in page} == buttons


def test_a_step_that_came_too_late(editor: Client, draft: Article) -> None:
    sent = filled(editor, form(draft), headline="Kept") | {"_approve": "1"}
    draft.move(Stage.APPROVED, draft.created_by)
    page = editor.post(form(draft), sent, follow=True).content.decode()
    assert "It is approved already." in page
    draft.refresh_from_db()
    assert draft.headline == "Kept"


def test_nothing_new_is_not_submitted(editor: Client, draft: Article) -> None:
    draft.publish(None)
    page = press(editor, draft, "_submit")
    assert "There is nothing new in it" in page
    assert not WorkflowStep.objects.exists()
    press(editor, draft, "_submit", headline="Something new")
    assert draft.stage == Stage.IN_REVIEW


def test_an_editors_change_keeps_what_is_approved_approved(editor: Client, draft: Article) -> None:
    draft.move(Stage.APPROVED, who(editor))
    press(editor, draft, "_continue", headline="A comma, set")
    assert draft.stage == Stage.APPROVED
    assert Revision.objects.get(number=2).stage == Stage.APPROVED


def test_a_cancelled_schedule_gives_the_stage_back(draft: Article, editor: Client) -> None:
    draft.move(Stage.APPROVED, who(editor))
    revision = draft.publish(None, at=draft.created_at.replace(year=2100))
    assert draft.stage == Stage.PUBLISHED
    draft.cancel(revision)
    draft.refresh_from_db()
    assert draft.stage == Stage.APPROVED


def test_who_was_assigned_and_submitted_still_sees_it(
    reporter: Client, editor: Client, make_article: MakeArticle
) -> None:
    article = make_article(created_by=who(editor), assigned_to=who(reporter))
    press(reporter, article, "_submit")
    assert article.assigned_to is None
    assert reporter.get(form(article)).status_code == 200


def test_assigning_with_a_time(editor: Client, reporter: Client, draft: Article) -> None:
    press(editor, draft, "_continue", assigned_to=who(reporter).pk, due_at="2030-05-01T18:30")
    assert draft.assigned_to == who(reporter)
    assert draft.due_at.isoformat() == "2030-05-01T18:30:00+00:00"
    assert draft.version == 1
    said = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert "Assigned to ines." in said
    step = draft.steps.get()
    assert (step.what, step.assigned_to) == ("Assigned", who(reporter))


def test_a_comment_goes_with_any_save(reporter: Client, draft: Article) -> None:
    press(reporter, draft, "_continue", comment="Waiting for the mayor")
    assert draft.steps.get().comment == "Waiting for the mayor"
    assert 'id="id_comment"' in reporter.get(form(draft)).content.decode()


def test_an_old_form_takes_no_assignment_back(
    editor: Client, reporter: Client, draft: Article
) -> None:
    sent = filled(editor, form(draft), headline="Later") | {
        "initial-assigned_to": "",
        "initial-due_at": "",
    }
    draft.hand_to(who(reporter), None, who(editor))
    editor.post(form(draft), sent)
    draft.refresh_from_db()
    assert (draft.headline, draft.assigned_to) == ("Later", who(reporter))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("assigned_to", "9" * 25),
        ("assigned_to", "x"),
        ("assigned_to", "1\x00"),
        ("due_at", "0001-01-01T00:00"),
        ("due_at", "9999-12-31T23:59"),
        ("due_at", "soon"),
        ("due_at", "1\x00"),
        ("comment", "x" * 2001),
        ("comment", "1\x00"),
    ],
)
def test_bad_input_is_named_and_loses_nothing(
    editor: Client, draft: Article, field: str, value: str
) -> None:
    sent = filled(editor, form(draft), headline="Typed", **{field: value})
    response = editor.post(form(draft), sent)
    assert errors(response)
    assert 'value="Typed"' in response.content.decode()


def test_nobody_who_left_is_assigned(editor: Client, draft: Article, join: Join) -> None:
    gone = join("Reporter", "gone")
    User.objects.filter(pk=gone.pk).update(is_active=False)
    sent = filled(editor, form(draft), assigned_to=gone.pk)
    assert errors(editor.post(form(draft), sent))


# Who is told


def test_messages_go_to_whom_it_concerns(reporter: Client, editor: Client, draft: Article) -> None:
    press(reporter, draft, "_submit", assigned_to=who(editor).pk)
    assert deliver() == [
        ("omar@example.org", "[Newsroom] Assigned to you: Night ferry comes home"),
        ("omar@example.org", "[Newsroom] Submitted for review: Night ferry comes home"),
    ]
    mail.outbox.clear()
    press(editor, draft, "_send_back", comment="Who says so?")
    assert deliver() == [("ines@example.org", "[Newsroom] Sent back: Night ferry comes home")]
    body = mail.outbox[0].body
    assert "Who says so?" in body
    assert f"http://testserver{form(draft)}" in body


def test_nobody_writes_to_themselves(editor: Client, draft: Article) -> None:
    press(editor, draft, "_continue", assigned_to=who(editor).pk)
    assert deliver() == []


@pytest.mark.parametrize("reason", ["off", "no address", "left"])
def test_who_wants_no_mail_gets_none(
    reporter: Client, editor: Client, draft: Article, reason: str
) -> None:
    press(editor, draft, "_continue", assigned_to=who(reporter).pk)
    user = who(reporter)
    if reason == "off":
        reporter.post(reverse("preferences"), {"time_zone": "Europe/Berlin"})
        assert not Preferences.of(user).mail
    elif reason == "no address":
        User.objects.filter(pk=user.pk).update(email="")
    else:
        User.objects.filter(pk=user.pk).update(is_active=False)
    assert deliver() == []


def test_a_message_about_what_is_gone(reporter: Client, editor: Client, draft: Article) -> None:
    press(editor, draft, "_continue", assigned_to=who(reporter).pk)
    draft.delete()
    assert deliver() == []


# What each chooses for themselves


def test_settings_are_ones_own(reporter: Client, editor: Client) -> None:
    address = reverse("preferences")
    reporter.post(address, {"time_zone": "Asia/Beirut", "mail": "on"})
    assert 'value="Asia/Beirut" selected' in reporter.get(address).content.decode()
    assert 'value="Asia/Beirut" selected' not in editor.get(address).content.decode()
    response = reporter.post(address, {"time_zone": "Mars/Olympus"})
    assert "Mars/Olympus" in response.content.decode()
    assert Preferences.objects.get().time_zone == "Asia/Beirut"


def test_settings_are_for_staff(client: Client) -> None:
    assert client.get(reverse("preferences")).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_the_same_for_one_step_and_for_three(
    editor: Client, draft: Article, django_assert_max_num_queries: Any, count: int
) -> None:
    for number in range(count):
        draft.comment(who(editor), f"Number {number}")
    editor.get(form(draft))
    with django_assert_max_num_queries(23):
        editor.get(form(draft))
