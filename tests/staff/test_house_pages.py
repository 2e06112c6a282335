"""Writing the pages of the house in the admin."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client

from newsroom.models import HousePage
from tests.cast import Enter

LIST = "/admin/newsroom/housepage/"
ADD = f"{LIST}add/"
NEW = {"language": "en", "where": "", "slug": "jobs", "title": "Jobs", "body": "<p>Come.</p>"}


@pytest.fixture
def about(db: None) -> HousePage:
    call_command("house_pages", verbosity=0)
    return HousePage.objects.get(url="/en/about/")


def change(page: HousePage) -> str:
    return f"{LIST}{page.pk}/change/"


def filled(client: Client, page: HousePage, **typed: str) -> dict[str, str]:
    """Return what a browser would send of the form, with what was typed into it."""
    form = client.get(change(page)).content.decode()
    version = re.findall('name="version" value="([0-9a-f]+)"', form)
    return {"version": version[0], "title": page.title, "body": page.content, **typed}


def problems(response: HttpResponse) -> list[str]:
    assert response.status_code == 200
    form = response.context["adminform"].form
    return [str(error) for errors in form.errors.values() for error in errors]


@pytest.mark.parametrize(
    ("role", "sees", "adds", "deletes"),
    [
        ("Reporter", False, False, False),
        ("Photo editor", False, False, False),
        ("Moderator", False, False, False),
        ("Editor", True, True, False),
        ("Administrator", True, True, True),
    ],
)
def test_who_may(
    enter: Enter, about: HousePage, role: str, sees: bool, adds: bool, deletes: bool
) -> None:
    jobs = HousePage.objects.create(url="/en/pages/jobs/", title="Jobs", content="<p>Come.</p>")
    client = enter(role)

    assert client.get(LIST).status_code == (200 if sees else 403)
    assert client.get(change(about)).status_code == (200 if sees else 403)
    assert client.get(ADD).status_code == (200 if adds else 403)
    assert client.get(f"{LIST}{jobs.pk}/delete/").status_code == (200 if deletes else 403)
    assert client.get(f"{LIST}{about.pk}/delete/").status_code == 403


def test_a_page_is_made_shown_and_noted_in_the_log(enter: Enter, db: None) -> None:
    client = enter("Editor")
    response = client.post(ADD, NEW)

    page = HousePage.objects.get()
    assert response.status_code == 302
    assert page.url == "/en/pages/jobs/"
    assert "Come." in client.get("/en/pages/jobs/").content.decode()
    entry = LogEntry.objects.get()
    assert entry.object_repr == "Jobs"
    assert entry.get_edited_object() == page
    audit = enter("Administrator").get("/admin/admin/logentry/").content.decode()
    assert change(page) in audit


def test_a_text_is_changed_and_cleaned(enter: Enter, about: HousePage) -> None:
    client = enter("Editor")
    typed = '<p onclick="x()">Five <b>desks</b>.</p><script>steal()</script><h1>Quay</h1>'
    response = client.post(change(about), filled(client, about, title="Us", body=typed))

    about.refresh_from_db()
    assert response.status_code == 302
    assert about.content == "<p>Five <strong>desks</strong>.</p><h2>Quay</h2>"
    assert about.url == "/en/about/"
    assert "Title and Text" in LogEntry.objects.get().get_change_message()


def test_the_address_of_a_page_is_not_changed(enter: Enter, about: HousePage) -> None:
    client = enter("Editor")
    client.post(change(about), filled(client, about, url="/en/x/", slug="x", language="ar"))
    about.refresh_from_db()
    assert about.url == "/en/about/"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"slug": ""}, "needs a word for its address"),
        ({"slug": "our jobs"}, "letters, numbers, underscores, or hyphens"),
        ({"slug": "../admin"}, "letters, numbers, underscores, or hyphens"),
        ({"slug": "x" * 81}, "at most 80 characters"),
        ({"where": "about"}, "There is a page at /en/about/ already"),
        ({"where": "search"}, "not one of the available choices"),
        ({"language": "xx"}, "not one of the available choices"),
        ({"body": ""}, "required"),
        ({"body": "<script>x</script>"}, "A page needs a text."),
        ({"body": '<figure data-photo="77"></figure>'}, "has no photo 77"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    enter: Enter, about: HousePage, typed: dict[str, str], said: str
) -> None:
    client = enter("Editor")
    response = client.post(ADD, {**NEW, **typed})

    assert any(said in problem for problem in problems(response)), problems(response)
    assert 'value="Jobs"' in response.content.decode()
    assert not HousePage.objects.filter(title="Jobs").exists()


def test_an_address_has_one_page(enter: Enter, about: HousePage) -> None:
    client = enter("Editor")
    client.post(ADD, NEW)
    assert "There is a page at /en/pages/jobs/" in problems(client.post(ADD, NEW))[0]
    assert client.post(ADD, {**NEW, "language": "ar"}).status_code == 302
    with pytest.raises(IntegrityError), transaction.atomic():
        HousePage.objects.create(url="/en/about/", title="Us", content="<p>x</p>")


def test_a_missing_page_of_every_site_can_be_written(enter: Enter, about: HousePage) -> None:
    about.delete()
    typed = {**NEW, "where": "about", "slug": ""}
    assert enter("Editor").post(ADD, typed).status_code == 302
    assert HousePage.objects.get(url="/en/about/").title == "Jobs"


def test_who_saves_second_is_told_and_loses_nothing(enter: Enter, about: HousePage) -> None:
    first, second = enter("Editor", "ines"), enter("Administrator", "tobias")
    sent = filled(second, about, body="<p>Mine.</p>")
    first.post(change(about), filled(first, about, body="<p>Theirs.</p>"))

    response = second.post(change(about), sent)
    assert "ines saved this page after you opened it" in problems(response)[0]
    assert "Mine." in response.content.decode()
    about.refresh_from_db()
    assert about.content == "<p>Theirs.</p>"

    version = re.findall('name="version" value="([0-9a-f]+)"', response.content.decode())[0]
    assert second.post(change(about), {**sent, "version": version}).status_code == 302
    about.refresh_from_db()
    assert about.content == "<p>Mine.</p>"


def test_the_list_names_address_and_language(enter: Enter, about: HousePage) -> None:
    page = enter("Editor").get(LIST).content.decode()
    assert '<bdi dir="ltr">/ar/privacy/</bdi>' in page
    assert "delete_selected" not in page


def test_the_admin_leads_to_the_page_itself(enter: Enter, about: HousePage) -> None:
    page = enter("Editor").get(change(about)).content.decode()
    assert '<a href="/en/about/" class="viewsitelink">' in page
    assert 'data-language="en"' in page
