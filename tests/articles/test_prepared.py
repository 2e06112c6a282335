"""Queries whose SQL is made once give what the same query gives, for every value."""

import datetime
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Revision, Section
from articles.models.revision import RevisionQuerySet
from articles.prepared import prepared
from tests.cast import HoursAgo, MakeImage, Publish


@prepared
def live_in(section: int, at: datetime.datetime) -> RevisionQuerySet:
    return Revision.objects.live(at).filter(section=section).cards().newest_first()


@prepared
def named(most: int, language: str, articles: Sequence[int]) -> RevisionQuerySet:
    rows = Revision.objects.filter(language=language, article__in=articles)
    return rows.order_by("article_id")[:most]


@prepared
def counted(since: datetime.date) -> QuerySet[Any, Any]:
    rows = Revision.objects.filter(created_at__date__gte=since).order_by()
    return rows.values("language").annotate(n=Count("pk")).order_by("language")


def test_each_value_gives_its_own_rows(
    publish: Publish, make_image: MakeImage, hours_ago: HoursAgo, section: Section
) -> None:
    other = Section.objects.create(language="en", name="Sea", slug="sea")
    publish("One", at=hours_ago(5), lead_image=make_image())
    publish("Two", at=hours_ago(3))
    publish("Three", at=hours_ago(1), section=other)
    for at in (hours_ago(6), hours_ago(4), hours_ago(2), timezone.now()):
        for place in (section, other):
            rows = live_in(section=place.pk, at=at)
            wanted = Revision.objects.live(at).filter(section=place).cards().newest_first()
            assert rows == list(wanted)
            for row, same in zip(rows, wanted, strict=True):
                with CaptureQueriesContext(connection) as queries:
                    assert row.section == same.section
                    assert row.lead_image == same.lead_image
                    assert row.live_from == same.live_from
                assert not queries
                assert row.get_deferred_fields() == {"body"}


def test_sql_is_made_once(
    publish: Publish, section: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish()
    live_in(section=section.pk, at=timezone.now())

    def refuse(*_asked: object, **_more: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(SQLCompiler, "as_sql", refuse)
    assert len(live_in(section=section.pk, at=timezone.now())) == 1
    assert live_in(section=section.pk + 1, at=timezone.now()) == []


def test_lists_of_every_length(publish: Publish) -> None:
    articles = [publish(slug=f"ferry-{number}") for number in range(6)]
    for length in range(1, 7):
        chosen = [article.pk for article in articles[:length]]
        found = named(9, language="en", articles=chosen)
        assert sorted(row.article_id for row in found) == chosen
    assert len(named(2, language="en", articles=[article.pk for article in articles])) == 2
    assert named(9, language="ar", articles=[articles[0].pk]) == []
    with pytest.raises(ValueError, match="empty"):
        named(9, language="en", articles=[])


def test_values_and_days(publish: Publish) -> None:
    publish()
    today = timezone.now().date()
    assert list(counted(since=today)) == [{"language": "en", "n": 1}]
    assert list(counted(since=today + datetime.timedelta(days=2))) == []


def test_a_value_that_the_query_does_not_use_is_an_error(db: None) -> None:
    @prepared
    def careless(section: int, at: datetime.datetime) -> RevisionQuerySet:
        return Revision.objects.filter(section=section)

    with pytest.raises(ValueError, match="at"):
        careless(section=1, at=timezone.now())


def test_what_is_whole_says_all_of_its_own(publish: Publish, author: Any) -> None:
    article: Article = publish(authors=[author])
    [row] = Revision.objects.whole().filter(article=article)
    told = vars(row)
    assert [each["name"] for each in told["byline"]] == ["Mara Lindqvist"]
    assert told["about"] == []
    assert told["tie"] is None
