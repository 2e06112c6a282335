import datetime
import re
from collections.abc import Callable

import pytest
import time_machine
from captcha.models import CaptchaStore
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles.interval import Interval
from articles.models import Article
from feedback import audio
from feedback.models import Vote
from tests.cast import MakeArticle, Publish
from tests.feedback.conftest import Voter, answer

Figures = Callable[[], tuple[int, int]]


def test_a_vote_is_counted_and_shown(voter: Voter, figures: Figures) -> None:
    response = voter.vote("like")

    assert response.status_code == 303
    assert response["Location"] == voter.address
    page = voter.client.get(voter.address).content.decode()
    assert "You like this article. Your vote is counted." in page
    assert "100%" in page
    assert figures() == (1, 0)


def test_the_form_keeps_the_choice_of_the_link(voter: Voter) -> None:
    page = voter.client.get(voter.address, {"choice": "dislike"})

    assert 'value="dislike" checked' in page.content.decode()
    assert 'value="like" checked' not in page.content.decode()


@pytest.mark.parametrize("choice", ["", "love", "like ", "\x00", "like\x00", "👍" * 5000])
def test_a_strange_choice_in_the_address_is_no_choice(voter: Voter, choice: str) -> None:
    page = voter.client.get(voter.address, {"choice": choice})

    assert page.status_code == 200
    assert " checked" not in page.content.decode()


def test_a_second_vote_of_the_same_reader_does_not_count(voter: Voter, figures: Figures) -> None:
    voter.vote("like")
    voter.vote("like")

    assert figures() == (1, 0)
    assert Vote.objects.get().changed_at is None


def test_a_reader_may_change_the_vote(voter: Voter, figures: Figures) -> None:
    voter.vote("like")
    page = voter.client.get(voter.address).content.decode()
    assert "Change your vote" in page

    voter.vote("dislike")

    assert figures() == (0, 1)
    assert Vote.objects.get().changed_at is not None
    page = voter.client.get(voter.address).content.decode()
    assert "You do not like this article. Your vote is counted." in page


def test_readers_are_counted_each(make_voter: Callable[[], Voter], figures: Figures) -> None:
    for choice in ("like", "like", "dislike"):
        make_voter().vote(choice)

    assert figures() == (2, 1)
    page = make_voter().client.get(make_voter().address).content.decode()
    assert "67%" in page
    assert "33%" in page


def test_a_reader_has_a_vote_for_each_article(
    voter: Voter, publish: Publish, figures: Figures
) -> None:
    other = Voter(publish("Bridge opens"), voter.client)

    voter.vote("like")
    other.vote("dislike")

    assert figures() == (1, 0)
    assert Vote.objects.values("reader").distinct().count() == 2


@pytest.mark.parametrize("choice", ["", "love", "LIKE", "like\x00", "x" * 10_000])
def test_a_vote_for_neither_is_refused_and_the_answer_kept(
    voter: Voter, figures: Figures, choice: str
) -> None:
    form = voter.open()

    response = voter.vote(choice, form, captcha_1="AB C3")

    assert response.status_code == 422
    assert "Choose one of the two." in response.content.decode()
    assert 'value="AB C3"' in response.content.decode()
    assert voter.hidden(response)["captcha_0"] == form["captcha_0"]
    assert voter.vote("like", voter.hidden(response) | {}).status_code == 303
    assert figures() == (1, 0)


def test_a_vote_without_any_choice_is_refused(voter: Voter, figures: Figures) -> None:
    response = voter.client.post(voter.address, voter.open() | {"captcha_1": "abcde"})

    assert response.status_code == 422
    assert "Choose one of the two." in response.content.decode()
    assert figures() == (0, 0)


def test_the_result_alone_writes_nothing_and_sets_no_cookie(voter: Voter) -> None:
    response = voter.client.get(voter.address, {"show": "result"})

    assert "Nobody has voted yet." in response.content.decode()
    assert not response.cookies
    assert not CaptchaStore.objects.exists()


def test_looking_whether_the_poll_is_there_writes_nothing(voter: Voter) -> None:
    assert voter.client.head(voter.address).status_code == 200
    assert not CaptchaStore.objects.exists()


def test_the_form_writes_its_challenge_and_nothing_else(voter: Voter) -> None:
    voter.open()

    assert CaptchaStore.objects.count() == 1
    assert not Vote.objects.exists()


def test_reading_the_article_writes_nothing(article: Article, client: Client) -> None:
    page = client.get(article.get_absolute_url())

    assert f'href="/en/feedback/{article.pk}/?choice=like"' in page.content.decode()
    assert not page.cookies
    assert not CaptchaStore.objects.exists()


def test_no_cache_keeps_the_poll_and_no_search_engine_lists_it(voter: Voter) -> None:
    form = voter.open()
    answers = [
        voter.client.get(voter.address),
        voter.client.get(voter.address, {"show": "result"}),
        voter.client.get(voter.address.replace("/en/", "/ar/")),
        voter.vote("like", form, captcha_1="wrong"),
        voter.vote("like"),
    ]

    assert [response.status_code for response in answers] == [200, 200, 301, 422, 303]
    for response in answers:
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert {"Cookie", "X-Requested-With"} <= set(response["Vary"].split(", "))


def test_the_script_gets_the_part_alone(voter: Voter) -> None:
    response = voter.client.get(voter.address, headers={"X-Requested-With": "fetch"})

    assert response.content.decode().strip().startswith("<div")
    assert 'name="captcha_0"' in response.content.decode()


def test_another_language_leads_to_the_right_one(voter: Voter) -> None:
    response = voter.client.get(f"/ar/feedback/{voter.article.pk}/?choice=like")

    assert response.status_code == 301
    assert response["Location"] == f"{voter.address}?choice=like"


@pytest.mark.parametrize("path", ["/en/feedback/{}/", "/ar/feedback/{}/"])
def test_a_draft_has_no_poll(make_article: MakeArticle, client: Client, path: str) -> None:
    draft = make_article("Marker of a draft")

    response = client.get(path.format(draft.pk))

    assert response.status_code == 404
    assert b"Marker of a draft" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "999999", str(2**63 - 1), str(2**63), "9" * 19, "9" * 400])
@pytest.mark.parametrize("path", ["/en/feedback/{}/", "/feedback/{}/results.json"])
def test_an_unknown_article_has_no_poll(client: Client, path: str, number: str) -> None:
    assert client.get(path.format(number)).status_code == 404
    assert client.post(path.format(number)).status_code in {404, 405}


def test_a_scheduled_article_has_its_poll_from_its_second(
    make_article: MakeArticle, client: Client
) -> None:
    at = timezone.now() + datetime.timedelta(hours=2)
    article = make_article()
    article.publish(None, at=at)
    addresses = [f"/en/feedback/{article.pk}/", f"/feedback/{article.pk}/results.json"]

    assert [client.get(address).status_code for address in addresses] == [404, 404]
    with time_machine.travel(at, tick=False):
        assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_a_withdrawn_article_has_its_poll_no_more(voter: Voter) -> None:
    form = voter.open()
    given = {**form, "choice": "like", "captcha_1": "abcde"}
    voter.article.withdraw(None)

    assert voter.client.get(voter.address).status_code == 410
    assert voter.client.post(voter.address, given).status_code == 410
    assert voter.client.get(f"/feedback/{voter.article.pk}/results.json").status_code == 410
    assert not Vote.objects.exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused(voter: Voter, method: str) -> None:
    assert getattr(voter.client, method)(voter.address).status_code == 405


def test_queries(voter: Voter, make_voter: Callable[[], Voter], django_assert_num_queries) -> None:
    voter.open()
    # challenge, vote, tally, the day's count: the article and its poll are remembered
    with django_assert_num_queries(4):
        form = voter.open()
    for _ in range(3):
        make_voter().vote("like")
    with django_assert_num_queries(4):
        voter.client.get(voter.address)
    given = {**form, "choice": "like", "captcha_1": answer(form)}
    # The end of the challenge. Then in one transaction (its begin and end count here) what is asked
    # under the lock (tally, the reader's vote, recent votes), and what is written (vote, the day's
    # counts, entry, tally, the day's result): PostgreSQL gets each in one message.
    expected = 1 + 2 + (1 + 1 if connection.vendor == "postgresql" else 3 + 5)
    with django_assert_num_queries(expected):
        assert voter.client.post(voter.address, given).status_code == 303


def test_the_form_that_is_remembered_is_the_one_that_is_drawn(
    make_voter: Callable[[], Voter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one reader's form holds of this reader alone never stands in another's."""
    one, two = make_voter(), make_voter()
    first = one.client.get(one.address).content.decode()
    second = two.client.get(two.address).content.decode()
    monkeypatch.setattr(Interval, "once", lambda self, name, read: read())
    drawn = make_voter().client.get(two.address).content.decode()
    assert _without_secrets(first) == _without_secrets(second) == _without_secrets(drawn)
    assert len({tuple(_secrets(page)) for page in (first, second, drawn)}) == 3
    for secret in _secrets(first):
        assert secret not in second + drawn


def test_the_form_is_remembered_for_each_choice_and_each_result(
    make_voter: Callable[[], Voter],
) -> None:
    for choice in ("like", "dislike", None, "like"):
        address = make_voter().address
        page = make_voter().client.get(address, {"choice": choice} if choice else {})
        checked = re.findall(r'value="(\w+)" checked', page.content.decode())
        assert checked == ([choice] if choice else [])
    assert "Nobody has voted yet" in make_voter().client.get(address).content.decode()
    make_voter().vote("like")
    page = make_voter().client.get(address).content.decode()
    assert "Nobody has voted yet" not in page
    assert "1 vote<" in page


def _secrets(page: str) -> list[str]:
    """Return what a form holds for one reader alone: token, key, seal, picture, clip, sum."""
    found = [
        *re.findall(r'name="(?:csrfmiddlewaretoken|captcha_0|captcha_seal)" value="([^"]+)"', page),
        *re.findall(r'src="(/feedback/picture/[^"]+)"', page),
        *re.findall(r'src="([^"]+\.wav[^"]+)"', page),
        *re.findall(r'data-poll-form="([^"]+)"', page),
    ]
    assert len(found) == (6 if audio.offered() else 5)
    return found


def _without_secrets(page: str) -> str:
    for secret in sorted(_secrets(page), key=len, reverse=True):
        page = page.replace(secret, "…")
    return re.sub(r'data-poll-time="\d+"', "", page)
