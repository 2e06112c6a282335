"""Publishing, scheduling, withdrawing, restoring and previewing in the admin."""

import datetime
import re

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Image, Section
from newsroom import audit
from tests.articles.filled import filled
from tests.cast import MakeArticle, Publish


def at(name: str, article: Article, *more: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def press(client: Client, article: Article, button: str, **changes: object) -> str:
    """Press a button below the form; return all that the page after it says."""
    sent = filled(client, at("change", article), **changes) | {button: "1"}
    return client.post(at("change", article), sent, follow=True).content.decode()


def hours(number: float) -> datetime.datetime:
    return timezone.now() + datetime.timedelta(hours=number)


def field(instant: datetime.datetime) -> str:
    return timezone.localtime(instant).strftime("%Y-%m-%dT%H:%M")


def public(client: Client, article: Article) -> str:
    article = Article.objects.select_related("section").get(pk=article.pk)
    return client.get(article.get_absolute_url(), follow=True).content.decode()


def logged() -> str:
    return audit.read(LogEntry.objects.latest("pk")).text


def test_publish_now_saves_and_publishes(
    staff_client: Client, staff: AbstractUser, make_article: MakeArticle
) -> None:
    article = make_article()
    page = press(staff_client, article, "_publish", headline="Just typed")
    assert "Published revision 2." in page
    assert "Just typed" in public(staff_client, article)
    revision = article.revisions.live(timezone.now()).get()
    assert (revision.number, revision.published_by) == (2, staff)
    assert logged() == "Published revision 2."
    press(staff_client, article, "_publish", headline="Better")
    assert logged() == "Published revision 3 in place of revision 2."
    assert "Better" in public(staff_client, article)


def test_a_new_article_can_be_published_at_once(staff_client: Client, section: Section) -> None:
    add = reverse("admin:articles_article_add")
    sent = filled(staff_client, add, section=section.pk, headline="At once", _publish="1")
    staff_client.post(add, sent)
    assert "At once" in public(staff_client, Article.objects.get())


def test_view_on_site_is_for_what_is_live(staff_client: Client, make_article: MakeArticle) -> None:
    article = make_article()
    assert "View on site" not in staff_client.get(at("change", article)).content.decode()
    article.publish(None)
    Article.objects.update(slug="not-yet-published")
    page = staff_client.get(at("change", article)).content.decode()
    assert 'class="viewsitelink"' in page
    assert "/night-ferry/" in page


def test_scheduling(staff_client: Client, make_article: MakeArticle) -> None:
    article = make_article()
    sent = filled(staff_client, at("change", article), headline="Tomorrow", _schedule="1")
    response = staff_client.post(at("change", article), sent)
    assert response.headers["Location"] == at("schedule", article)
    page = staff_client.get(at("schedule", article)).content.decode()
    assert page.count("Time zone: UTC") == 2
    start, end = hours(24), hours(48)
    sent = {"version": "2", "at": field(start), "until": field(end)}
    staff_client.post(at("schedule", article), sent)
    revision = article.revisions.get(number=2)
    assert revision.live_from == start.replace(second=0, microsecond=0)
    assert revision.live_until == end.replace(second=0, microsecond=0)
    assert "Scheduled revision 2 from" in logged()
    assert "Scheduled for" in staff_client.get(at("change", article)).content.decode()


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("2001-01-01T10:00", "", "That time has passed"),
        ("0001-01-01T00:00", "", "That time has passed"),
        ("9999-12-31T23:59", "", "too far away"),
        ("2090-01-01T10:00", "9999-12-31T23:59", "too far away"),
        ("2090-01-01T10:00", "2090-01-01T10:00", "It would end before it begins"),
        ("2090-01-01T10:00", "2001-01-01T10:00", "It would end before it begins"),
        ("", "", "This field is required"),
        ("tomorrow", "", "Enter a valid date/time"),
        ("2090-13-01T10:00", "", "Enter a valid date/time"),
    ],
)
def test_a_schedule_that_cannot_be_meant(
    staff_client: Client, make_article: MakeArticle, start: str, end: str, message: str
) -> None:
    article = make_article()
    sent = {"version": "1", "at": start, "until": end}
    page = staff_client.post(at("schedule", article), sent)
    assert page.status_code == 200
    assert message in page.content.decode()
    assert not article.revisions.exclude(live_from=None).exists()


def test_a_schedule_beyond_the_next_one_is_refused(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    article.publish(None, at=hours(10))
    article.freeze(None)
    sent = {"version": "2", "at": field(hours(5)), "until": field(hours(20))}
    page = staff_client.post(at("schedule", article), sent).content.decode()
    assert "Another revision is scheduled before that end" in page


def test_cancelling_a_schedule(staff_client: Client, publish: Publish) -> None:
    article = publish("As it was")
    article.freeze(None)
    article.publish(None, at=hours(5))
    assert (
        "Cancel the schedule of revision 2"
        in staff_client.get(at("schedule", article)).content.decode()
    )
    assert staff_client.get(at("cancel", article)).status_code == 405
    staff_client.post(at("cancel", article), {"revision": "2"})
    assert logged() == "Cancelled the schedule of revision 2. Readers keep revision 1."
    live = article.revisions.live(hours(6)).get()
    assert (live.number, live.live_until) == (1, None)


@pytest.mark.parametrize("number", ["", "x", "1", "7", "9" * 30, "\x00"])
def test_cancelling_what_is_not_scheduled(
    staff_client: Client, publish: Publish, number: str
) -> None:
    article = publish()
    page = staff_client.post(at("cancel", article), {"revision": number}, follow=True)
    assert "not scheduled any more" in page.content.decode()
    assert article.revisions.live(timezone.now()).exists()


def test_withdrawing_asks_first(staff_client: Client, publish: Publish) -> None:
    article = publish("Here today")
    assert "Readers have revision 1" in staff_client.get(at("withdraw", article)).content.decode()
    assert "Here today" in public(staff_client, article)
    staff_client.post(at("withdraw", article))
    assert logged() == "Withdrew the article: readers had revision 1."
    assert staff_client.get(article.get_absolute_url()).status_code == 410
    page = staff_client.post(at("withdraw", article), follow=True).content.decode()
    assert "There was nothing to withdraw." in page


def test_restoring(staff_client: Client, staff: AbstractUser, publish: Publish) -> None:
    article = publish("The first text")
    press(staff_client, article, "_continue", headline="The second text")
    page = staff_client.get(at("restore", article, 1)).content.decode()
    assert "Restore revision 1" in page
    assert article.revisions.count() == 2
    staff_client.post(at("restore", article, 1))
    assert logged() == "Restored revision 1 as revision 3, which is not published."
    article.refresh_from_db()
    assert article.headline == "The first text"
    assert article.revisions.first().created_by == staff
    assert article.revisions.live(timezone.now()).get().number == 1


def test_a_revision_whose_language_was_taken_meanwhile_is_not_restored(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section
) -> None:
    article = make_article()
    Article.objects.filter(pk=article.pk).update(section=arabic_section, language="ar")
    article.refresh_from_db()
    article.link_translation(make_article("Another"))
    page = staff_client.post(at("restore", article, 1), follow=True).content.decode()
    assert "That story has an article in this language already." in page
    assert article.revisions.count() == 1


def test_the_list_of_revisions(staff_client: Client, publish: Publish) -> None:
    article = publish("The first text")
    for n in range(60):
        Article.objects.update(headline=f"Text {n}")
        article.freeze(None)
    page = staff_client.get(at("revisions", article)).content.decode()
    assert "Text 59" in page
    assert "The first text" not in page
    for place in ("2", "x", "-1", "9" * 30):
        assert staff_client.get(at("revisions", article), {"p": place}).status_code == 200
    assert "The first text" in staff_client.get(at("revisions", article), {"p": 2}).content.decode()


POLL = re.compile(r'\s*<section class="poll".*?</section>(\s*<script[^>]*></script>)?\s*', re.S)


# What leads from a published article to somewhere else.
SHARE, NEIGHBOURS = '<div class="share".*?</div>', '<nav class="neighbours".*?</nav>'
OEMBED, SCRIPT = '<link [^>]*json\\+oembed"[^>]*>', '<script[^>]*share\\.js"></script>'
LEADS_ON = re.compile(f"{SHARE}|{NEIGHBOURS}|{OEMBED}|{SCRIPT}", re.S)
LINKED_DATA = re.compile(r'\s*<script type="application/ld\+json">.*?</script>', re.S)


def without_poll(page: str) -> str:
    assert len(POLL.findall(page)) == 1
    return POLL.sub("\n", page)


def as_seen(page: str) -> list[str]:
    """Return its lines without the poll, what leads on, and what only search engines read."""
    lines = LEADS_ON.sub("", LINKED_DATA.sub("", without_poll(page))).splitlines()
    return [line for line in lines if line.strip()]


def test_preview_tells_of_an_update_only_where_publishing_would(
    staff_client: Client, publish: Publish
) -> None:
    article = publish("As it is")
    assert "Updated" not in staff_client.get(at("preview", article)).content.decode()
    article.withdraw(None)
    assert "Updated" not in staff_client.get(at("preview", article)).content.decode()
    Article.objects.update(headline="As it may become")
    assert "Updated" in staff_client.get(at("preview", article)).content.decode()


def test_nobody_votes_in_a_preview(staff_client: Client, publish: Publish) -> None:
    article = publish()
    article.freeze(None)
    for address in (at("preview", article), at("revision", article, 2)):
        page = staff_client.get(address).content.decode()
        assert "Do you like this article?" in page
        assert "/feedback/" not in page
        assert "poll.js" not in page
    assert "?choice=like" in staff_client.get(at("revision", article, 1)).content.decode()


def test_preview_is_the_page_that_readers_would_get(
    staff_client: Client,
    make_article: MakeArticle,
    publish: Publish,
    author: Author,
    image: Image,
) -> None:
    publish("Another story of the section")
    body = f'<p>One</p><figure data-photo="{image.pk}" data-size="wide"></figure><h2>Two</h2>'
    article = make_article(authors=[author], lead_image=image, body=body)
    with time_machine.travel(timezone.now(), tick=False):
        response = staff_client.get(at("preview", article))
        article.publish(None)
        page = public(Client(), article)
    preview = response.content.decode()
    assert as_seen(preview) == as_seen(page)
    assert len(LINKED_DATA.findall(page)) == 2
    assert not LINKED_DATA.findall(preview)
    assert len(LEADS_ON.findall(page)) == 4 and not LEADS_ON.findall(preview)
    assert page.count("The quay in the rain.") == 2
    assert "Another story of the section" in page
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]


def test_preview_speaks_the_language_of_the_article(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section
) -> None:
    article = make_article("عودة العبارة", section=arabic_section, slug="عودة")
    response = staff_client.get(at("preview", article), headers={"accept-language": "en"})
    assert '<html lang="ar" dir="rtl"' in response.content.decode()
    assert response.headers["Content-Language"] == "ar"


def test_save_and_preview(staff_client: Client, make_article: MakeArticle) -> None:
    page = press(staff_client, make_article(), "_preview", headline="Just typed")
    assert "<h1" in page
    assert "Just typed" in page
    assert "Change article" not in page


def test_a_revision_as_readers_had_it(
    staff_client: Client, make_article: MakeArticle, image: Image
) -> None:
    article = make_article("The first text", lead_image=image)
    Article.objects.update(headline="The second text")
    Image.objects.update(caption="Another caption.")
    page = staff_client.get(at("revision", article, 1)).content.decode()
    assert "The first text" in page
    assert "The quay in the rain." in page
    assert "Another caption." not in page
    for number in (0, 2, 10**30):
        assert staff_client.get(at("revision", article, number)).status_code == 404
        assert staff_client.get(at("restore", article, number)).status_code == 404


def test_only_staff_see_these_pages(client: Client, make_article: MakeArticle) -> None:
    article = make_article("Secret marker")
    for address in [at("preview", article), at("revision", article, 1), at("revisions", article)]:
        response = client.get(address)
        assert response.status_code == 302
        assert "/admin/login/" in response.headers["Location"]


def test_who_may_only_look_changes_nothing(client: Client, publish: Publish) -> None:
    user = get_user_model().objects.create_user("reader", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    article = publish()
    page = client.get(at("change", article)).content.decode()
    assert "Publish now" not in page
    assert "Withdraw" not in page
    assert client.get(at("preview", article)).status_code == 200
    assert "Restore" not in client.get(at("revisions", article)).content.decode()
    for name, more in [("schedule", []), ("withdraw", []), ("cancel", []), ("restore", [1])]:
        assert client.post(at(name, article, *more)).status_code == 403
    assert client.post(at("change", article), {"_publish": "1"}).status_code == 403
    assert article.revisions.live(timezone.now()).exists()


def test_who_may_only_add_publishes_nothing(client: Client, section: Section) -> None:
    user = get_user_model().objects.create_user("trainee", password="x", is_staff=True)
    for codename in ("add_article", "view_article", "add_articleauthor", "view_section"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)
    add = reverse("admin:articles_article_add")
    sent = filled(client, add, section=section.pk, headline="Not yet", _publish="1")
    page = client.post(add, sent, follow=True).content.decode()
    assert "You may not publish it." in page
    assert not Article.objects.get().revisions.exclude(live_from=None).exists()


def test_forged_posts_are_refused(staff: AbstractUser, publish: Publish) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff)
    article = publish()
    assert client.post(at("withdraw", article)).status_code == 403
    assert client.post(at("change", article), {"_publish": "1"}).status_code == 403
    assert article.revisions.live(timezone.now()).exists()
