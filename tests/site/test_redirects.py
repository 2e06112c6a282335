"""Old addresses: noted in the admin or from a file, followed where there is no page."""

from pathlib import Path
from typing import Any
from unittest.mock import ANY

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Section
from tests.articles.filled import errors, filled
from tests.cast import Enter, Publish

ADD = "/admin/redirects/redirect/add/"
LIST = "/admin/redirects/redirect/"


def note(old: str, new: str = "/en/") -> Redirect:
    return Redirect.objects.create(site_id=1, old_path=old, new_path=new)


def add(client: Client, old: str, new: str) -> str:
    response = client.post(ADD, {"old_path": old, "new_path": new})
    return "" if response.status_code == 302 else errors(response)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("noted", "asked"),
    [
        ("/2015/ferry.html", "/2015/ferry.html"),
        ("/2015/ferry.html", "/2015/ferry.html?utm_source=x"),
        ("/2015/ferry", "/2015/ferry/"),
        ("/2015/ferry/", "/2015/ferry?page=2"),
        ("/news.php?id=12", "/news.php?id=12"),
        ("/خبر/عاجل/", "/%D8%AE%D8%A8%D8%B1/%D8%B9%D8%A7%D8%AC%D9%84"),
        ("/a%20b", "/a%20b"),
        ("/en/city/999/gone/", "/en/city/999/gone/"),
    ],
)
def test_an_old_address_leads_on(client: Client, noted: str, asked: str) -> None:
    note(noted, "/en/city/")
    response = client.get(asked)
    assert (response.status_code, response["Location"]) == (301, "/en/city/")
    assert "public" in response["Cache-Control"]
    assert "max-age=0" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert client.head(asked).status_code == 301


@pytest.mark.django_db
def test_the_closest_one_decides(client: Client) -> None:
    note("/news.php", "/en/")
    note("/news.php?id=12", "/ar/")
    assert client.get("/news.php?id=12")["Location"] == "/ar/"
    assert client.get("/news.php?id=13")["Location"] == "/en/"


@pytest.mark.django_db
def test_addresses_in_other_scripts_are_sent_as_browsers_need_them(client: Client) -> None:
    note("/old", "/ar/المدينة/")
    assert client.get("/old")["Location"].startswith("/ar/%D8%A7%D9%84")
    note("/away", "https://example.org/x?y=1")
    assert client.get("/away")["Location"] == "https://example.org/x?y=1"


@pytest.mark.django_db
def test_what_is_gone_says_so(client: Client) -> None:
    note("/old", "")
    response = client.get("/old")
    assert response.status_code == 410
    assert b"<h1" in response.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    "new",
    ["//evil.example/", "/\\evil.example", "javascript:alert(1)", "data:text/html,x", "ftp://a.b/"],
)
def test_what_leads_astray_is_not_followed(client: Client, new: str) -> None:
    note("/old", new)
    assert client.get("/old").status_code == 404


def test_a_page_that_is_there_is_shown(client: Client, publish: Publish) -> None:
    address = publish().get_absolute_url()
    note(address, "/elsewhere/")
    note("/admin/nothing/", "/en/")
    assert client.get(address).status_code == 200
    assert client.get("/admin/nothing/").status_code != 301


@pytest.mark.django_db
def test_only_who_asks_for_a_page_is_led_on(client: Client) -> None:
    note("/old")
    assert client.post("/old").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["/%00", "/" + "x" * 5000, "/%FF%FE", "/a%0d%0ab", "/\\x"])
def test_junk_is_not_found(client: Client, asked: str) -> None:
    note("/old")
    assert client.get(asked).status_code in {400, 404}


def test_what_is_there_costs_nothing_and_what_is_not_one_query(
    client: Client, publish: Publish
) -> None:
    address = publish().get_absolute_url()
    note(address)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert "django_redirect" not in " ".join(each["sql"] for each in captured)
    for row in range(3):
        with CaptureQueriesContext(connection) as captured:
            client.get("/old/")
        assert [each["sql"] for each in captured if "django_redirect" in each["sql"]] == [ANY]
        note(f"/old/{row}")


def test_it_is_noted_in_the_admin(enter: Enter, client: Client) -> None:
    editor = enter("Editor")
    assert add(editor, " https://paper.example/2015/خبر.html#top ", "/en/") == ""
    assert add(editor, "/other", "") == ""
    assert Redirect.objects.get(new_path="/en/").old_path == "/2015/خبر.html"
    assert client.get("/2015/خبر.html").status_code == 301
    assert LogEntry.objects.filter(content_type__app_label="redirects").count() == 2
    page = editor.get(LIST).content.decode()
    assert "/2015/خبر.html" in page and "gone" in page
    page = editor.get(LIST, {"q": "https://paper.example/2015/"}).content.decode()
    assert "/2015/خبر.html" in page and "/other" not in page


def test_what_cannot_be_noted(staff_client: Client) -> None:
    note("/there", "/en/")
    note("/b/", "/c/")
    old = {
        "x": "Give the path",
        "//evil.example": "Give the path",
        "/admin/": "admin",
        "/" + "x" * 200: "characters",
        "https://paper.example/there": "leads somewhere already",
        "": "required",
        "\x00": "Null",
    }
    for wrong, said in old.items():
        assert said in add(staff_client, wrong, "/en/")
    new = {
        "//evil.example": "Give a path",
        "/\\evil.example": "Give a path",
        "javascript:alert(1)": "Give a path",
        "ftp://a.example/": "Give a path",
        "https://": "Give a path",
        "/admin/": "admin",
        "/old/": "redirected itself",
        "/b": "redirected itself",
        "/" + "x" * 200: "characters",
    }
    for wrong, said in new.items():
        assert said in add(staff_client, "/old", wrong)
    assert Redirect.objects.count() == 2


def test_who_may(enter: Enter) -> None:
    redirect = note("/old")
    for role in ("Reporter", "Photo editor", "Moderator"):
        client = enter(role)
        assert client.get(LIST).status_code == 403
        assert client.post(ADD, {"old_path": "/x", "new_path": "/y"}).status_code == 403
    delete = f"{LIST}{redirect.pk}/delete/"
    assert enter("Editor").post(delete, {"post": "yes"}).status_code == 403
    assert enter("Administrator").post(delete, {"post": "yes"}).status_code == 302
    assert not Redirect.objects.exists()


def test_the_list_costs_the_same_for_one_and_for_three(staff_client: Client) -> None:
    counts = []
    staff_client.get(LIST)
    for rows in (1, 2):
        for row in range(rows):
            note(f"/{rows}/{row}")
        with CaptureQueriesContext(connection) as captured:
            staff_client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def move(client: Client, section: Section, slug: str) -> None:
    address = reverse("admin:articles_section_change", args=[section.pk])
    assert client.post(address, filled(client, address, slug=slug)).status_code == 302
    section.refresh_from_db()


def test_a_section_that_moves_leaves_a_way(
    client: Client, staff_client: Client, arabic_section: Section
) -> None:
    first = arabic_section.get_absolute_url()
    note("/old-city/", "/ar/المدينة/")
    move(staff_client, arabic_section, "بلد")
    assert client.get(first)["Location"] == arabic_section.get_absolute_url()
    assert client.get(f"{first}feed/")["Location"] == f"{arabic_section.get_absolute_url()}feed/"
    assert client.get("/old-city/")["Location"] == arabic_section.get_absolute_url()

    second = arabic_section.get_absolute_url()
    move(staff_client, arabic_section, "المدينة")
    assert client.get(first).status_code == 200
    assert client.get(second)["Location"] == first
    assert not Redirect.objects.filter(new_path__contains="بلد").exists()
    move(staff_client, arabic_section, "المدينة")
    assert Redirect.objects.count() == 3


def run(folder: Path, text: str | bytes) -> Any:
    file = folder / "old.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return call_command("import_redirects", str(file))


@pytest.mark.django_db
def test_a_file_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note("/a", "/before/")
    run(tmp_path, '\ufeff/a,/en/\n\nhttps://paper.example/b?x=1,"https://x.example/a,b"\n/c,\n/d\n')
    found = dict(Redirect.objects.values_list("old_path", "new_path"))
    assert found == {"/a": "/en/", "/b?x=1": "https://x.example/a,b", "/c": "", "/d": ""}
    assert capsys.readouterr().out.startswith("4 old addresses")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/a,/en/\nx,/en/\n/b,//evil.example/", "Line 2: .*\nLine 3: "),
        ("/a,/b\n/b,/en/", "/a: /b is redirected itself"),
        ("/a,/a/", "/a: /a/ is redirected itself"),
        ("/a,/b,/c", "more than two columns"),
        ("\n".join(f"x{n}" for n in range(30)), "and 10 more"),
        (b"/a,/\xff", "cannot be read"),
        (b"/a,/b\x00", "Give a path|cannot be read"),
    ],
)
def test_a_wrong_line_imports_nothing(tmp_path: Path, text: str | bytes, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(tmp_path, text)
    assert not Redirect.objects.exists()


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_redirects", "/nowhere.csv")
