"""Votes at the same time, in threads on one database (see also ``tests/site/test_workers.py``)."""

import threading
from collections.abc import Callable, Iterable

import pytest
from captcha.models import CaptchaStore
from django.db import connection

from articles.models import Article
from feedback import captcha
from feedback.captcha import Verdict
from feedback.models import Choice, State, Tally, Vote
from feedback.picture import draw
from tests.feedback.conftest import Voter

AT_ONCE = 8


def together(jobs: Iterable[Callable[[], object]]) -> list[object]:
    """Run the jobs in a thread each, all beginning at the same moment; return what they return."""
    jobs = list(jobs)
    start, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place: int, job: Callable[[], object]) -> None:
        start.wait()
        try:
            results[place] = job()
        except BaseException as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def figures(article: Article) -> tuple[int, int]:
    tally = Tally.objects.of(article.pk)
    return tally.liked, tally.disliked


@pytest.fixture
def article(transactional_db: None, article: Article) -> Article:
    return article


def test_first_votes_of_one_reader_count_once(article: Article) -> None:
    def vote() -> int:
        return Vote.objects.cast(article.pk, "a" * 64, Choice.LIKE).pk

    assert together([vote] * AT_ONCE) == [Vote.objects.get().pk] * AT_ONCE
    assert figures(article) == (1, 0)
    assert Vote.objects.count() == 1


def test_first_votes_of_many_readers_count_all(article: Article) -> None:
    def vote(number: int) -> Callable[[], str]:
        choice = Choice.LIKE if number % 2 else Choice.DISLIKE
        return lambda: Vote.objects.cast(article.pk, f"{number:064}", choice).state

    assert together(vote(number) for number in range(16)) == [State.COUNTED] * 16
    assert figures(article) == (8, 8)


def test_changes_of_one_vote_leave_one_vote(article: Article) -> None:
    Vote.objects.cast(article.pk, "a" * 64, Choice.LIKE)

    def vote(choice: Choice) -> Callable[[], str]:
        return lambda: Vote.objects.cast(article.pk, "a" * 64, choice).choice

    jobs = [vote(Choice.DISLIKE), vote(Choice.LIKE)] * 4
    assert together(jobs) == [Choice.DISLIKE, Choice.LIKE] * 4
    assert sum(figures(article)) == 1
    assert figures(article) == ((1, 0) if Vote.objects.get().choice == "like" else (0, 1))


def test_one_network_has_its_share_and_no_more_however_many_come_at_once(article: Article) -> None:
    def vote(number: int) -> Callable[[], str]:
        return lambda: (
            Vote.objects.cast(article.pk, f"{number:064}", Choice.LIKE, network="n" * 32).state
        )

    states = together(vote(number) for number in range(12))

    assert sorted(states) == [State.COUNTED] * 5 + [State.QUARANTINED] * 7
    assert figures(article) == (5, 0)
    assert Tally.objects.get().held == 7


def test_a_picture_drawn_by_several_threads_is_one_picture() -> None:
    drawn = together([lambda: draw("ACEHJ", b"seed")] * AT_ONCE)

    assert drawn == [draw("ACEHJ", b"seed")] * AT_ONCE


def test_one_of_many_right_answers_wins(article: Article) -> None:
    challenge = captcha.issue("holder")
    right = CaptchaStore.objects.get().response

    verdicts = together([lambda: challenge.spend("holder", right)] * AT_ONCE)

    assert sorted(verdicts, key=str) == [Verdict.RIGHT] + [Verdict.SPENT] * (AT_ONCE - 1)


def test_simultaneous_posts_of_one_form_count_once(article: Article) -> None:
    voter = Voter(article)
    form = voter.open()
    data = {**form, "choice": "like", "captcha_1": CaptchaStore.objects.get().response}
    clients = [Voter(article).client for _ in range(AT_ONCE)]
    for client in clients:
        client.cookies = voter.client.cookies

    answers = together(
        [lambda client=client: client.post(voter.address, data).status_code for client in clients]
    )

    assert sorted(answers) == [303] + [422] * (AT_ONCE - 1)
    assert figures(article) == (1, 0)
