"""Statements made once or by hand: they do what Django's own would, one after the other."""

import datetime

import pytest
from captcha.models import CaptchaStore
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import writes
from articles.generation import generation
from articles.models import Article, Section
from articles.prepared import prepared
from articles.statements import Insert, change, ensure_no_transaction, together
from feedback.models import DayTally, Vote
from tests.cast import MakeArticle

pytestmark = pytest.mark.django_db

insert_vote = Insert(Vote)


@prepared
def votes_of(article: int) -> "Vote.objects":
    return Vote.objects.filter(article=article).order_by("pk")


@pytest.fixture
def article(make_article: MakeArticle) -> Article:
    return make_article()


def vote(article: Article, reader: str = "a") -> Vote:
    return Vote(article=article, reader=reader, choice="like", network="n", language="en")


def test_a_row_is_written_as_django_writes_it(article: Article) -> None:
    ours = insert_vote(vote(article)).run()
    theirs = vote(article, "b")
    theirs.voted_at = ours.voted_at
    theirs.save(force_insert=True)
    kept = {row["reader"]: row for row in Vote.objects.values()}
    assert not ours._state.adding
    assert ours.pk == kept["a"].pop("id")
    assert theirs.pk == kept["b"].pop("id")
    assert {**kept["a"], "reader": "b"} == kept["b"]
    ours.choice = "dislike"
    ours.save()
    assert Vote.objects.get(pk=ours.pk).choice == "dislike"


def test_what_the_database_refuses_is_raised(article: Article) -> None:
    insert_vote(vote(article)).run()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_vote(vote(article)).run()


def test_a_change_tells_how_many_rows_it_found(article: Article) -> None:
    today, now = datetime.date(2026, 3, 1), timezone.now()
    DayTally.objects.create(article=article, day=today, liked=1)
    sql = "UPDATE feedback_daytally SET liked = liked + %s WHERE article_id = %s AND day = %s"
    assert change(sql, 2, article.pk, today).run() == 1
    assert change(sql, 2, article.pk, today + datetime.timedelta(days=1)).run() == 0
    assert DayTally.objects.get().liked == 3
    row = insert_vote(vote(article)).run()
    assert change("UPDATE feedback_vote SET voted_at = %s WHERE id = %s", now, row.pk).run() == 1
    assert Vote.objects.get().voted_at == now


def test_each_of_several_sees_what_those_before_it_did(article: Article) -> None:
    now = timezone.now()
    with CaptureQueriesContext(connection) as queries:
        before, kept, changed, after = together(
            votes_of.asked(article=article.pk),
            insert_vote(vote(article)),
            change(
                "UPDATE feedback_vote SET changed_at = %s WHERE article_id = %s", now, article.pk
            ),
            votes_of.asked(article=article.pk),
        )
    assert len(queries) == (1 if connection.vendor == "postgresql" else 4)
    assert (before, changed, after) == ([], 1, [kept])
    assert after[0].changed_at == now
    assert together() == []


def test_several_that_come_together_are_watched_one_by_one(section: Section) -> None:
    name = "UPDATE articles_section SET name = %s WHERE id = %s"
    pages = generation.now()
    together(change("DELETE FROM feedback_daytally WHERE liked > %s", 9))
    assert generation.now() == pages
    together(
        change("DELETE FROM feedback_daytally WHERE liked > %s", 9),
        change(name, "Harbour", section.pk),
    )
    assert generation.now() != pages
    assert writes._is_seen(name)


def test_what_must_be_committed_by_itself_says_so(transactional_db: None) -> None:
    ensure_no_transaction()
    with transaction.atomic(), pytest.raises(RuntimeError, match="by itself"):
        ensure_no_transaction()


def test_a_test_of_its_own_transaction_is_none() -> None:
    ensure_no_transaction()
    with transaction.atomic(), pytest.raises(RuntimeError, match="by itself"):
        ensure_no_transaction()


def test_an_insert_knows_fields_that_have_no_default(db: None) -> None:
    until = timezone.now()
    store = CaptchaStore(challenge="A", response="a", hashkey="k", expiration=until)
    assert Insert(CaptchaStore)(store).run() is store
    assert CaptchaStore.objects.get(pk=store.pk).expiration == until
