"""What can be done to several articles at once, by role."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from articles.models import Article, Stage
from tests.cast import Enter, MakeArticle, Publish

LIST = "/admin/articles/article/"
ACTIONS = {"submit", "approve", "take", "withdraw_all", "delete_selected"}


def who(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def act(client: Client, action: str, *articles: Article) -> str:
    chosen = {"action": action, "_selected_action": [article.pk for article in articles]}
    page = client.post(LIST, chosen, follow=True).content.decode()
    for article in articles:
        article.refresh_from_db()
    return page


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        ("Reporter", {"submit", "take"}),
        ("Photo editor", {"submit", "take"}),
        ("Moderator", set()),
        ("Editor", ACTIONS),
        ("Administrator", ACTIONS),
    ],
)
def test_what_each_role_is_offered(
    enter: Enter, publish: Publish, role: str, offered: set[str]
) -> None:
    publish()
    page = enter(role).get(LIST).content.decode()
    assert {action for action in ACTIONS if f'<option value="{action}"' in page} == offered


def test_approving_leaves_what_cannot_be(
    enter: Enter, make_article: MakeArticle, publish: Publish
) -> None:
    waiting = make_article("Waiting", stage=Stage.IN_REVIEW)
    printed = publish("Printed")
    page = act(enter("Editor"), "approve", waiting, printed)
    assert (waiting.stage, printed.stage) == (Stage.APPROVED, Stage.PUBLISHED)
    assert "1 article changed." in page
    assert "1 article was left as it is" in page
    assert LogEntry.objects.get().get_change_message() == "Approved revision 1."


def test_a_reporter_submits_their_own_alone(
    enter: Enter, make_article: MakeArticle, publish: Publish
) -> None:
    client = enter("Reporter")
    own = make_article("Own", created_by=who(client))
    printed, hidden = publish("Printed"), make_article("Hidden")
    act(client, "submit", own, printed, hidden)
    assert own.stage == Stage.IN_REVIEW
    assert (printed.stage, hidden.stage) == (Stage.PUBLISHED, Stage.DRAFT)
    act(client, "take", printed, hidden)
    assert printed.assigned_to is None
    assert hidden.assigned_to is None


@pytest.mark.parametrize("action", ["approve", "withdraw_all"])
@pytest.mark.parametrize("role", ["Reporter", "Photo editor", "Moderator"])
def test_an_action_that_is_not_offered_is_refused(
    enter: Enter, publish: Publish, make_article: MakeArticle, role: str, action: str
) -> None:
    client = enter(role)
    printed = publish("Printed")
    own = make_article("Own", created_by=who(client))
    act(client, action, printed, own)
    assert printed.revisions.live(timezone.now()).exists()
    assert own.stage == Stage.DRAFT
    assert not LogEntry.objects.exists()


def test_taking_and_withdrawing(enter: Enter, publish: Publish) -> None:
    editor = enter("Editor")
    one, other = publish("One"), publish("Other")
    act(editor, "take", one, other)
    assert one.assigned_to == other.assigned_to == who(editor)
    page = act(editor, "withdraw_all", one)
    assert "1 article changed." in page
    assert not one.revisions.live(timezone.now()).exists()
    assert other.revisions.live(timezone.now()).exists()
    assert "1 article was left" in act(editor, "withdraw_all", one)
