from collections.abc import Callable

import pytest
from django.test import Client

from feedback.models import Vote
from tests.cast import Publish
from tests.feedback.conftest import Voter


@pytest.fixture
def votes(make_voter: Callable[..., Voter], publish: Publish) -> None:
    for choice in ("like", "like", "dislike"):
        make_voter().vote(choice)
    make_voter(publish("Bridge opens")).vote("like")


def test_results_by_article(staff_client: Client, votes: None, voter: Voter) -> None:
    page = staff_client.get("/admin/feedback/tally/").content.decode()

    assert "67%" in page
    assert "Bridge opens" in page
    found = staff_client.get("/admin/feedback/tally/", {"q": voter.article.pk}).content.decode()
    assert "Bridge opens" not in found


def test_votes_of_an_article(staff_client: Client, votes: None, voter: Voter) -> None:
    page = staff_client.get(
        "/admin/feedback/vote/", {"article__id__exact": voter.article.pk}
    ).content.decode()

    assert page.count("Night ferry comes home") == 3
    assert "Bridge opens" not in page


def test_nobody_sees_a_readers_pseudonym(staff_client: Client, votes: None) -> None:
    vote = Vote.objects.latest("pk")

    for path in ("", f"{vote.pk}/change/"):
        page = staff_client.get(f"/admin/feedback/vote/{path}").content.decode()
        assert vote.reader not in page


@pytest.mark.parametrize("model", ["vote", "tally"])
@pytest.mark.parametrize("action", ["add/", "{}/delete/"])
def test_staff_can_neither_add_nor_delete(
    staff_client: Client, votes: None, voter: Voter, model: str, action: str
) -> None:
    pk = voter.article.pk if model == "tally" else Vote.objects.latest("pk").pk

    path = f"/admin/feedback/{model}/{action.format(pk)}"
    assert staff_client.get(path).status_code == 403
    assert staff_client.post(path, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", ["vote", "tally"])
def test_staff_can_look_and_not_change(
    staff_client: Client, votes: None, voter: Voter, model: str
) -> None:
    pk = voter.article.pk if model == "tally" else Vote.objects.latest("pk").pk
    path = f"/admin/feedback/{model}/{pk}/change/"

    assert staff_client.get(path).status_code == 200
    assert staff_client.post(path, {"choice": "dislike", "liked": "99"}).status_code == 403
