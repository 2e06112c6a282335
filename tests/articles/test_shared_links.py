"""Share links: one saved text for somebody without an account, until the link ends."""

import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from articles.models import Article, Author, Image, SharedLink
from articles.models.shared_link import MOST_OPEN
from newsroom import audit
from tests.cast import Enter, MakeArticle, MakeImage, Publish

LATER = "The name that came in later"


def at(name: str, article: Article, *more: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def share(client: Client, article: Article, days: str = "1") -> str:
    """Make a link and return its address."""
    assert client.post(at("share", article), {"days": days}).status_code == 302
    return SharedLink.objects.of(article).latest("pk").get_absolute_url()


def revoke(client: Client, article: Article) -> Any:
    link = SharedLink.objects.of(article).latest("pk")
    return client.post(at("revoke_link", article, link.pk), follow=True)


@pytest.fixture
def article(make_article: MakeArticle, author: Author) -> Article:
    return make_article("Unpublished ferry", authors=[author])


@pytest.fixture
def address(staff_client: Client, article: Article) -> str:
    return share(staff_client, article)


def test_it_shows_what_was_saved_and_nothing_later(
    client: Client, article: Article, address: str
) -> None:
    article.headline = LATER
    article.body = f"<p>{LATER}.</p>"
    article.save()
    article.freeze_changes(None)
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Unpublished ferry" in page and "round the mole" in page and "Mara Lindqvist" in page
    assert "Draft, not for publication." in page
    assert "Revision 1, shown to you until" in page
    assert LATER not in page


def test_nobody_keeps_it_and_nobody_finds_it(
    client: Client, article: Article, address: str
) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert "ld+json" not in page and "og:" not in page and 'rel="canonical"' not in page
    assert "/feedback/" not in page
    assert not response.cookies and "ETag" not in response
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    for public in ("/en/", "/en/city/", "/en/feed/", "/en/city/feed/"):
        assert "Unpublished ferry" not in client.get(public).content.decode()
    assert client.get(f"/en/city/{article.pk}/night-ferry/").status_code == 404


def test_reading_writes_nothing(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = SharedLink.objects.values().get()
    with django_assert_num_queries(10) as queries:
        client.get(address)
    assert all(query["sql"].startswith(("SELECT", "(SELECT")) for query in queries)
    assert SharedLink.objects.values().get() == before


def test_photos_of_the_draft_are_seen(
    client: Client, staff_client: Client, make_article: MakeArticle, make_image: MakeImage
) -> None:
    lead, inside = make_image(colour="steelblue", ready=True), make_image(colour="tomato")
    body = f'<p>Rain.</p><figure data-photo="{inside.pk}"></figure>'
    page = client.get(share(staff_client, make_article(lead_image=lead, body=body)))
    text = page.content.decode()
    for photo in Image.objects.all():
        assert photo.src in text
        assert client.get(photo.src).getvalue()
        assert photo.original.name not in text
    assert inside.src != lead.src


@pytest.mark.parametrize(("days", "number"), [("1", 1), ("3", 3), ("7", 7)])
def test_it_ends(
    client: Client,
    staff_client: Client,
    article: Article,
    time_machine: TimeMachineFixture,
    days: str,
    number: int,
) -> None:
    address = share(staff_client, article, days)
    end = SharedLink.objects.get().ends_at
    assert end - SharedLink.objects.get().made_at == datetime.timedelta(days=number)
    time_machine.move_to(end - datetime.timedelta(seconds=1), tick=False)
    assert client.get(address).status_code == 200
    time_machine.move_to(end, tick=False)
    assert_gone(client, address)


def assert_gone(client: Client, address: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 410
    assert "This link has ended" in page
    assert "Unpublished ferry" not in page and "round the mole" not in page
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_it_is_revoked_once(
    client: Client, staff_client: Client, article: Article, address: str
) -> None:
    other = share(staff_client, article)
    assert "Revoked share link" in revoke(staff_client, article).content.decode()
    assert_gone(client, other)
    assert client.get(address).status_code == 200
    link = SharedLink.objects.latest("pk")
    assert link.revoked_by is not None and link.revoked_by.username == "editor"
    assert audit.read(LogEntry.objects.latest("pk")).text == (
        f"Revoked share link {link.pk}, which showed revision 1."
    )
    assert "ended already" in revoke(staff_client, article).content.decode()
    assert SharedLink.objects.latest("pk").revoked_at == link.revoked_at


def test_it_ends_with_its_article(client: Client, article: Article, address: str) -> None:
    article.delete()
    assert_gone(client, address)


def test_a_forged_address_is_none(client: Client, article: Article, address: str) -> None:
    number, dot, signature = address.removeprefix("/shared/").strip("/").partition(".")
    assert dot and signature
    forged = [
        f"{int(number) + 1}.{signature}",
        f"0{number}.{signature}",
        f"{number}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        number,
        f"{number}.",
        f".{signature}",
        f"{number}.{signature}.x",
        "9" * 5000,
        "%00",
        "%FF",
        "ي.ي",
        "None",
    ]
    for each in forged:
        response = client.get(f"/shared/{each}/")
        assert response.status_code == 404, each
        assert "Unpublished ferry" not in response.content.decode()
    assert client.get("/shared/").status_code == 404
    assert client.get(address).status_code == 200


def test_what_readers_have_is_not_called_a_draft(
    client: Client, article: Article, address: str
) -> None:
    article.refresh_from_db()
    article.publish(None)
    page = client.get(address).content.decode()
    assert "This text is public by now." in page
    assert "not for publication" not in page


def test_an_embargo_is_told(client: Client, article: Article, address: str) -> None:
    article.embargo(timezone.now() + datetime.timedelta(days=2))
    assert "Embargoed until" in client.get(address).content.decode()


def test_it_shows_words_of_photos_as_they_are_now(
    client: Client, staff_client: Client, make_article: MakeArticle, image: Image
) -> None:
    article = make_article(lead_image=image)
    Image.objects.filter(pk=image.pk).update(caption="Another caption.")
    address = share(staff_client, article)
    assert "Another caption." in client.get(address).content.decode()
    assert SharedLink.objects.get().revision.number == 2
    share(staff_client, article)
    assert article.revisions.count() == 2


def test_the_log_says_what_was_shared(staff_client: Client, article: Article, address: str) -> None:
    link = SharedLink.objects.get()
    text = audit.read(LogEntry.objects.latest("pk")).text
    assert text.startswith(f"Made share link {link.pk}, which shows revision 1 until ")
    assert address not in text


@pytest.mark.parametrize("days", ["", "2", "999999999999", "-1", "\x00", "x"])
def test_junk_makes_no_link(staff_client: Client, article: Article, days: str) -> None:
    response = staff_client.post(at("share", article), {"days": days})
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not SharedLink.objects.exists()


def test_addresses_of_the_admin_take_junk(
    staff_client: Client, article: Article, address: str, make_article: MakeArticle
) -> None:
    other = make_article("Another")
    number = SharedLink.objects.get().pk
    assert staff_client.post(at("revoke_link", other, number)).status_code == 302
    assert SharedLink.objects.open(timezone.now()).count() == 1
    assert staff_client.get(at("revoke_link", article, number)).status_code == 405
    assert staff_client.post(at("revoke_link", article, 10**30)).status_code == 302
    for junk in ("0", "x", "%00", "9" * 40):
        assert staff_client.get(f"/admin/articles/article/{junk}/share/").status_code in (400, 404)


def test_so_many_are_open_at_once(staff_client: Client, article: Article) -> None:
    for _ in range(MOST_OPEN):
        share(staff_client, article)
    response = staff_client.post(at("share", article), {"days": "1"})
    assert "Revoke one first" in response.content.decode()
    assert SharedLink.objects.count() == MOST_OPEN
    revoke(staff_client, article)
    share(staff_client, article)


@pytest.mark.parametrize(
    ("role", "own", "allowed"),
    [
        ("Editor", False, True),
        ("Reporter", True, True),
        ("Reporter", False, False),
        ("Moderator", False, False),
        ("Photo editor", False, False),
    ],
)
def test_who_may_change_it_may_share_it(
    enter: Enter, publish: Publish, role: str, own: bool, allowed: bool
) -> None:
    article, client = publish(), enter(role)
    if own:
        Article.objects.update(created_by=int(client.session["_auth_user_id"]))
    link = SharedLink.objects.create(
        revision=article.revisions.get(), ends_at=timezone.now() + datetime.timedelta(days=1)
    )
    form = client.get(at("change", article)).content.decode()
    assert (link.get_absolute_url() in form) is allowed
    assert (at("share", article) in form) is allowed
    assert client.get(at("share", article)).status_code == (200 if allowed else 403)
    made = client.post(at("share", article), {"days": "1"})
    assert made.status_code == (302 if allowed else 403)
    assert SharedLink.objects.count() == 1 + allowed
    revoked = client.post(at("revoke_link", article, link.pk))
    assert revoked.status_code == (302 if allowed else 403)
    link.refresh_from_db()
    assert (link.revoked_at is not None) is allowed


def test_strangers_make_none(client: Client, article: Article) -> None:
    for name, more in (("share", []), ("revoke_link", [1])):
        response = client.post(at(name, article, *more), {"days": "1"})
        assert response.status_code == 302 and "/admin/login/" in response["Location"]
    assert not SharedLink.objects.exists()


def test_the_list_asks_the_database_no_more_for_more_links(
    staff_client: Client, article: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    share(staff_client, article)
    staff_client.get(at("share", article))
    with django_assert_num_queries(4):
        staff_client.get(at("share", article))
    share(staff_client, article)
    share(staff_client, article)
    staff_client.get(at("share", article))
    with django_assert_num_queries(4):
        page = staff_client.get(at("share", article)).content.decode()
    assert page.count("Revoke</button>") == 3


def test_what_ended_is_deleted_a_month_later(
    client: Client, address: str, time_machine: TimeMachineFixture
) -> None:
    end = SharedLink.objects.get().ends_at
    for days, kept in ((29, 1), (31, 0)):
        time_machine.move_to(end + datetime.timedelta(days=days), tick=False)
        call_command("clear_autosaves")
        assert SharedLink.objects.count() == kept
        assert_gone(client, address)
