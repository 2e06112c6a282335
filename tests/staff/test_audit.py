"""The audit log: complete, readable, bounded, and only ever added to."""

import datetime
import json
from importlib import import_module
from typing import Any

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section
from newsroom import audit
from newsroom.audit import Act
from tests.cast import Join, MakeArticle, Publish
from tests.staff.conftest import MakeUser

LOG = "/admin/admin/logentry/"


def lines(client: Client, **asked: Any) -> list[audit.Line]:
    return [row.line for row in client.get(LOG, asked).context["rows"]]


@pytest.fixture
def kept(db: None) -> None:
    """The database as it is in production: tests run without one of its triggers on SQLite."""
    if connection.vendor == "sqlite":
        migration = import_module("newsroom.migrations.0004_audit_log")
        with connection.cursor() as cursor:
            cursor.execute(migration.SQLITE[1])


def test_what_was_done_to_an_article_with_its_revisions(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    change = f"/admin/articles/article/{article.pk}"
    staff_client.post(f"{change}/revisions/1/restore/")
    article.refresh_from_db()
    article.publish(None)
    staff_client.post(f"{change}/withdraw/")
    found = lines(staff_client)
    assert [(line.before, line.after) for line in found] == [(2, None), (1, 2)]
    assert found[0].text.startswith("Withdrew the article")
    page = staff_client.get(LOG).content.decode()
    assert f'href="{change}/change/"' in page
    assert "Night ferry comes home" in page
    history = staff_client.get(f"{change}/history/").content.decode()
    assert "Withdrew the article" in history


def test_votes_taken_away_are_on_record(staff_client: Client, publish: Publish) -> None:
    article = publish()
    staff_client.get(f"/admin/feedback/poll/export.csv?article={article.pk}")
    [line] = lines(staff_client)
    assert line.text == "Exported the votes (csv)."


def test_filters(staff_client: Client, staff: AbstractUser, make_user: MakeUser) -> None:
    other = make_user("other")
    section = Section.objects.create(language="en", name="City", slug="city", position=1)
    audit.record(staff, Act.UNLOCKED, other)
    audit.record(other, Act.SIGNED_IN, other)
    audit.record(other, Act.LINK_MADE, section)
    kind = ContentType.objects.get_for_model(Section).pk
    today = timezone.localdate().isoformat()
    yesterday = (timezone.localdate() - datetime.timedelta(days=1)).isoformat()
    assert len(lines(staff_client)) == 3
    assert len(lines(staff_client, who=other.pk)) == 2
    assert len(lines(staff_client, who=other.pk, kind=kind)) == 1
    assert len(lines(staff_client, first=today, last=today)) == 3
    assert lines(staff_client, last=yesterday) == []


def test_pages_are_gone_through_without_a_line_lost(
    staff_client: Client, staff: AbstractUser
) -> None:
    now, kind = timezone.now(), ContentType.objects.get_for_model(staff)
    LogEntry.objects.bulk_create(
        LogEntry(
            user_id=staff.pk,
            content_type=kind,
            object_id=str(number),
            object_repr="",
            action_flag=CHANGE,
            action_time=now - datetime.timedelta(seconds=number // 7),
            change_message="",
        )
        for number in range(120)
    )
    seen, query = [], ""
    while True:
        page = staff_client.get(f"{LOG}?{query}").context
        seen += [row.entry.object_id for row in page["rows"]]
        if not (query := page["older"]):
            break
    assert sorted(map(int, seen)) == list(range(120))


@pytest.mark.parametrize("count", [1, 3])
def test_the_log_costs_the_same_for_one_line_and_for_three(
    staff_client: Client, staff: AbstractUser, django_assert_num_queries: Any, count: int
) -> None:
    for _ in range(count):
        audit.record(staff, Act.SIGNED_IN, staff)
    staff_client.get(LOG)
    with django_assert_num_queries(4):  # session, user, lines, people to choose from
        staff_client.get(LOG)


@pytest.mark.parametrize(
    "asked",
    [
        {"who": "x"},
        {"who": "9" * 25},
        {"who": "\x00"},
        {"kind": "9" * 25},
        {"kind": "x"},
        {"first": "x"},
        {"first": "0001-01-01"},
        {"last": "9999-12-31"},
        {"first": "2026-11-25", "last": "2026-11-01"},
        {"before": "9" * 25},
        {"before": "x"},
        {"before": "1"},
        {"nonsense": "1"},
    ],
)
def test_odd_addresses(staff_client: Client, staff: AbstractUser, asked: dict[str, str]) -> None:
    audit.record(staff, Act.SIGNED_IN, staff)
    assert staff_client.get(LOG, asked).status_code in {200, 400}


def test_old_and_odd_lines_can_be_read(staff_client: Client, staff: AbstractUser) -> None:
    said = ["", "Published.", "[]", "[1]", "{}", '{"a": 1}', '[{"act": "gone"}]', '[{"act": []}]']
    said += ['[{"changed": {"fields": ["Headline"]}}]', '[{"act": "session-ended"}]']
    for message in said:
        LogEntry.objects.create(
            user_id=staff.pk, object_repr="x", action_flag=CHANGE, change_message=message
        )
    texts = [line.text for line in lines(staff_client)]
    assert len(texts) == len(said)
    assert all(texts) and "[]" not in texts
    assert "Changed Headline." in texts


@pytest.mark.parametrize("page", ["add/", "{}/change/", "{}/delete/"])
def test_the_log_has_no_page_that_writes(
    staff_client: Client, staff: AbstractUser, page: str
) -> None:
    audit.record(staff, Act.SIGNED_IN, staff)
    entry = LogEntry.objects.get()
    address = LOG + page.format(entry.pk)
    answer = staff_client.post(address, {"post": "yes", "object_repr": "x"})
    assert answer.status_code in {302, 403}
    chosen = {"action": "delete_selected", "_selected_action": [entry.pk], "post": "yes"}
    staff_client.post(LOG, chosen)
    assert LogEntry.objects.get().object_repr == "editor"


def test_the_database_changes_and_deletes_no_line(kept: None, staff: AbstractUser) -> None:
    audit.record(staff, Act.SIGNED_IN, staff)
    attempts = [
        lambda: LogEntry.objects.update(object_repr="somebody else"),
        lambda: LogEntry.objects.all().delete(),
        lambda: LogEntry.objects.get().delete(),
        lambda: staff.delete(),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert LogEntry.objects.get().object_repr == "editor"


def test_administrators_read_it(join: Join) -> None:
    client = Client()
    client.force_login(join("Administrator"))
    assert client.get(LOG).status_code == 200


def test_reading_uses_an_index_whatever_is_asked(staff: AbstractUser) -> None:
    kind = ContentType.objects.get_for_model(Article)
    for asked in (
        {},
        {"user": staff},
        {"content_type": kind},
        {"user": staff, "content_type": kind},
    ):
        rows = LogEntry.objects.filter(**asked).order_by("-action_time", "-pk")[:50]
        if connection.vendor == "sqlite":
            plan = rows.explain()
            assert "audit_log_" in plan
            assert "TEMP B-TREE" not in plan


def test_what_a_line_holds_is_structured(staff: AbstractUser) -> None:
    audit.record(staff, Act.SESSION_ENDED, staff, browser="Firefox, Linux")
    [part] = json.loads(LogEntry.objects.get().change_message)
    assert part == {"act": "session-ended", "browser": "Firefox, Linux"}
