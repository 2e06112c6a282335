"""The inbox of readers' notes in the admin."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Section
from feedback.models import Choice, Note, Vote
from tests.cast import Publish

LIST = "/admin/feedback/note/"
MARKER = "zanzibar-lighthouse-keeper"
LeaveNote = Callable[..., Note]
Member = Callable[..., Client]


@pytest.fixture
def article(publish: Publish, author: Author) -> Article:
    return publish(authors=[author])


@pytest.fixture
def leave_note(article: Article) -> LeaveNote:
    def leave(text: str = MARKER, about: Article = article, choice: str = "like") -> Note:
        reader = f"reader-{Vote.objects.count()}"
        note = Note.objects.leave(Vote.objects.cast(about.pk, reader, Choice(choice)), text)
        assert note is not None
        return note

    return leave


@pytest.fixture
def member(db: None) -> Member:
    """Return a client of somebody on the staff with these permissions and no others."""

    def make(*names: str) -> Client:
        user = get_user_model().objects.create_user(f"with-{'-'.join(names)}", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(user)
        return client

    return make


def act(client: Client, action: str, *notes: Note) -> None:
    response = client.post(
        LIST, {"action": action, "_selected_action": [note.pk for note in notes]}
    )
    assert response.status_code == 302


def address(note: Note, page: str = "change") -> str:
    return f"{LIST}{note.pk}/{page}/"


def test_the_list(staff_client: Client, leave_note: LeaveNote, article: Article) -> None:
    leave_note("First line\nsecond line")
    page = staff_client.get(LIST).content.decode()

    assert "First line second line" in page
    assert f"/admin/articles/article/{article.pk}/change/" in page
    assert "New" in page


def test_search_and_filters(
    staff_client: Client, leave_note: LeaveNote, publish: Publish, arabic_section: Section
) -> None:
    arabic = publish("جسر", section=arabic_section)
    leave_note("needle in hay")
    closed = leave_note("closed case", choice="dislike")
    Note.objects.filter(pk=closed.pk).update(status="closed")
    leave_note("ملاحظة", about=arabic)

    def found(**query: object) -> set[str]:
        page = staff_client.get(LIST, query).content.decode()
        return {text for text in ("needle in hay", "closed case", "ملاحظة") if text in page}

    assert found() == {"needle in hay", "closed case", "ملاحظة"}
    assert found(q="NEEDLE") == {"needle in hay"}
    assert found(status__exact="closed") == {"closed case"}
    assert found(choice__exact="dislike") == {"closed case"}
    assert found(article__language__exact="ar") == {"ملاحظة"}
    assert found(article=arabic.pk) == {"ملاحظة"}
    assert found(article="9" * 30) == set()


def test_opening_it_marks_it_read(
    staff_client: Client, staff: AbstractUser, leave_note: LeaveNote
) -> None:
    note = leave_note()
    assert MARKER in staff_client.get(address(note)).content.decode()

    note.refresh_from_db()
    assert (note.status, note.handled_by) == ("read", staff)

    Note.objects.update(status="closed")
    staff_client.get(address(note))
    note.refresh_from_db()
    assert note.status == "closed"


def test_who_may_only_look_leaves_it_new(member: Member, leave_note: LeaveNote) -> None:
    note = leave_note()
    assert MARKER in member("view_note").get(address(note)).content.decode()
    note.refresh_from_db()
    assert note.status == "new"


@pytest.mark.parametrize(
    ("action", "status"), [("mark_read", "read"), ("pass_on", "passed"), ("close", "closed")]
)
def test_actions(
    staff_client: Client, staff: AbstractUser, leave_note: LeaveNote, action: str, status: str
) -> None:
    notes = [leave_note(), leave_note()]
    act(staff_client, action, *notes)

    for note in notes:
        note.refresh_from_db()
        assert (note.status, note.handled_by) == (status, staff)
    assert LogEntry.objects.filter(object_id=notes[0].pk).count() == 1
    act(staff_client, action, *notes)
    assert LogEntry.objects.count() == 2


def test_assigning(
    staff_client: Client, leave_note: LeaveNote, author: Author, publish: Publish
) -> None:
    other = Author.objects.create(language="en", name="Pell Aubrey", slug="pell-aubrey")
    note, unsigned = leave_note(), leave_note(about=publish("Unsigned"))
    act(staff_client, "assign", note, unsigned)

    note.refresh_from_db()
    unsigned.refresh_from_db()
    assert (note.assigned_to, unsigned.assigned_to) == (author, None)
    assert "Pell Aubrey" not in staff_client.get(address(note)).content.decode()
    refused = staff_client.post(address(note), {"status": "read", "assigned_to": other.pk})
    assert refused.status_code == 200
    note.refresh_from_db()
    assert note.assigned_to == author
    assert (
        staff_client.post(address(note), {"status": "passed", "assigned_to": ""}).status_code == 302
    )
    note.refresh_from_db()
    assert (note.status, note.assigned_to) == ("passed", None)


def test_the_text_cannot_be_changed(staff_client: Client, leave_note: LeaveNote) -> None:
    note = leave_note()
    staff_client.post(address(note), {"status": "read", "assigned_to": "", "text": "forged"})
    note.refresh_from_db()
    assert note.text == MARKER


def test_it_is_shown_as_text(staff_client: Client, leave_note: LeaveNote) -> None:
    note = leave_note("<b>bold</b> https://example.org/ <script>alert(1)</script>")
    for page in (staff_client.get(LIST), staff_client.get(address(note))):
        html = page.content.decode()
        assert "&lt;b&gt;bold&lt;/b&gt; https://example.org/" in html
        assert "<b>bold" not in html
        assert 'href="https://example.org' not in html


def test_erasing(staff_client: Client, staff: AbstractUser, leave_note: LeaveNote) -> None:
    note = leave_note()
    assert staff_client.get(address(note, "erase")).status_code == 200
    note.refresh_from_db()
    assert note.text == MARKER

    response = staff_client.post(address(note, "erase"), follow=True)

    assert "The text was erased." in response.content.decode()
    note.refresh_from_db()
    assert (note.text, note.handled_by) == ("", staff)
    assert note.erased_at is not None
    log = LogEntry.objects.get(object_id=note.pk)
    assert "erased" in log.change_message
    assert "(erased)" in staff_client.get(LIST).content.decode()
    staff_client.post(address(note, "erase"))
    assert LogEntry.objects.count() == 1


def test_no_log_repeats_a_note(staff_client: Client, leave_note: LeaveNote) -> None:
    note = leave_note()
    act(staff_client, "pass_on", note)
    staff_client.post(address(note), {"status": "closed", "assigned_to": ""})
    staff_client.post(address(note, "erase"))

    assert LogEntry.objects.count() == 3
    for entry in LogEntry.objects.all():
        assert MARKER not in f"{entry.object_repr} {entry.change_message}"


def test_nobody_adds_or_deletes_notes(staff_client: Client, leave_note: LeaveNote) -> None:
    note = leave_note()
    assert staff_client.get(f"{LIST}add/").status_code == 403
    assert staff_client.post(address(note, "delete"), {"post": "yes"}).status_code == 403
    assert Note.objects.exists()


@pytest.mark.parametrize("held", [(), ("view_vote", "view_tally", "view_poll", "change_article")])
def test_who_has_no_right_sees_nothing(
    member: Member, leave_note: LeaveNote, held: tuple[str, ...]
) -> None:
    note, client = leave_note(), member(*held)

    for page in (LIST, address(note), address(note, "erase"), address(note, "history")):
        response = client.get(page)
        assert response.status_code == 403
        assert MARKER not in response.content.decode()
    index = client.get("/admin/").content.decode()
    assert "Notes from readers" not in index


def test_changing_is_not_erasing(member: Member, leave_note: LeaveNote) -> None:
    note, client = leave_note(), member("view_note", "change_note")
    assert "erase/" not in client.get(address(note)).content.decode()
    assert client.post(address(note, "erase")).status_code == 403
    note.refresh_from_db()
    assert note.text == MARKER


def test_looking_is_not_changing(member: Member, leave_note: LeaveNote) -> None:
    note, client = leave_note(), member("view_note")
    client.post(LIST, {"action": "close", "_selected_action": [note.pk]})
    assert client.post(address(note), {"status": "closed"}).status_code == 403
    note.refresh_from_db()
    assert note.status == "new"


def test_visitors_are_sent_to_the_door(client: Client, leave_note: LeaveNote) -> None:
    note = leave_note()
    for page in (LIST, address(note), address(note, "erase")):
        assert client.get(page).status_code == 302


@pytest.mark.parametrize("number", ["0", "999", "9" * 30, "x"])
def test_notes_that_are_not_there(staff_client: Client, number: str) -> None:
    assert staff_client.get(f"{LIST}{number}/erase/").status_code == 404
    assert staff_client.get(f"{LIST}{number}/change/").status_code == 302


def test_queries(
    staff_client: Client, leave_note: LeaveNote, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        leave_note()
        # session, user, the filter's articles and their headlines, count, rows
        with django_assert_num_queries(6):
            staff_client.get(LIST)
