"""What is looked at before readers get a story, wherever it is published from."""

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.redirects.models import Redirect
from django.core.exceptions import ValidationError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Image, Section, Topic
from articles.models.checking import checks_of
from tests.articles.filled import filled
from tests.cast import MakeArticle, MakeImage, Publish

CHECKS = "/admin/articles/article/checks/"
BEYOND = str(10**30)


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def found(article: Article) -> dict[str, str]:
    """Return the level of each check of the latest revision, by its code."""
    latest = article.revisions.first()
    return {each.code: each.level.value for each in checks_of(latest, timezone.now())}


def link(address: str) -> str:
    return f'<p>See <a href="{address}">this</a>.</p>'


@pytest.fixture
def whole(make_article: MakeArticle, author: Author, image: Image, section: Section) -> Article:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    return make_article(authors=[author], topics=[topic], lead_image=image)


def test_a_whole_story_has_nothing_to_mend(staff_client: Client, whole: Article) -> None:
    assert found(whole) == {}
    assert "Nothing to mend." in staff_client.get(change(whole)).content.decode()


def test_what_only_may_be_mended_does_not_block(make_article: MakeArticle) -> None:
    article = make_article("w" * 111, standfirst="w" * 301, body="", seo_description="w" * 161)
    assert found(article) == dict.fromkeys(
        [
            *("long-headline", "long-standfirst", "no-body", "long-description"),
            *("no-lead-photo", "no-byline", "no-topics"),
        ],
        "warns",
    )
    assert article.publish(None).live_from


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [({"alt": " "}, "no-alt", "alternative text"), ({"credit": ""}, "no-credit", "no credit")],
)
@pytest.mark.parametrize("place", ["lead_image", "social_image", "body"])
def test_a_photo_without_its_words_blocks(
    staff_client: Client, make_article: MakeArticle, make_image: MakeImage,
    words: dict[str, str], code: str, message: str, place: str,
) -> None:  # fmt: skip
    photo = make_image()
    Image.objects.update(**words)
    value = f'<figure data-photo="{photo.pk}"></figure>' if place == "body" else photo
    article = make_article(**{place: value})
    assert found(article)[code] == "blocks"

    for button in ("_publish", "_schedule"):
        sent = filled(staff_client, change(article)) | {button: "1"}
        page = staff_client.post(change(article), sent, follow=True).content.decode()
    at = timezone.localtime() + datetime.timedelta(hours=1)
    schedule = reverse("admin:articles_article_schedule", args=[article.pk])
    sent = {"version": "1", "at": at.strftime("%Y-%m-%dT%H:%M")}
    page = staff_client.post(schedule, sent).content.decode()

    assert message in page
    assert not article.revisions.exclude(live_from=None).exists()
    assert article.revisions.count() == 1


def test_publishing_says_all_that_blocks(
    staff_client: Client, make_article: MakeArticle, make_image: MakeImage
) -> None:
    article = make_article(lead_image=make_image())
    Image.objects.update(alt="", credit="")
    sent = filled(staff_client, change(article), headline="Just typed") | {"_publish": "1"}

    page = staff_client.post(change(article), sent, follow=True).content.decode()

    assert "has no alternative text." in page and "has no credit." in page
    article.refresh_from_db()
    assert article.headline == "Just typed"
    assert not article.revisions.exclude(live_from=None).exists()


def test_words_written_in_the_library_meanwhile_count(
    make_article: MakeArticle, make_image: MakeImage
) -> None:
    article = make_article(lead_image=make_image(alt=""))
    Image.objects.update(alt="Rain on a quay")

    revision = article.publish(None)

    assert revision.number == 2
    assert revision.photos.get().alt == "Rain on a quay"


def test_readers_keep_what_they_have_while_an_update_is_blocked(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    article = publish("As it is")
    article.headline, article.lead_image = "As it may be", make_image(alt="")
    article.save()
    article.freeze(None)

    with pytest.raises(ValidationError, match="alternative text"):
        article.publish(None)

    assert "As it is" in client.get(article.get_absolute_url()).content.decode()


def test_links_to_pages_of_ours(
    make_article: MakeArticle, publish: Publish, section: Section
) -> None:
    public, draft = publish("Public"), make_article("Draft")
    withdrawn = publish("Withdrawn")
    withdrawn.withdraw(None)
    expected = {
        public.get_absolute_url(): None,
        f"/en/anything/{public.pk}/": None,
        f"https://news.example.org{public.get_absolute_url()}?from=mail#top": None,
        f"https://elsewhere.example.org/en/city/{BEYOND}/": None,
        "mailto:desk@example.org": None,
        "/en/city/": None,
        "/en/": None,
        "#top": None,
        draft.get_absolute_url(): "unpublished-link",
        withdrawn.get_absolute_url(): "unpublished-link",
        "/en/city/987654/gone/": "broken-link",
        f"/en/city/{BEYOND}/x/": "broken-link",
        "/en/citty/": "broken-link",
        "/old/page.html": "broken-link",
        "www.example.org": "broken-link",
        "https://news.example.org/old/page.html": "broken-link",
        "/%00/%ff": "broken-link",
        change(public): "staff-link",
    }
    with override_settings(SITE_URL="https://news.example.org"):
        for address, code in expected.items():
            codes = found(make_article(body=link(address)))
            assert {key for key in codes if key.endswith("-link")} == ({code} - {None}), address


def test_a_link_to_an_old_address_is_whole_if_it_leads_on(
    staff_client: Client, section: Section
) -> None:
    rows = {"/old/": "/en/", "/خبر": "/ar/", "/news.php?id=1": "/en/", "/gone": ""}
    for old, new in rows.items():
        Redirect.objects.create(site_id=1, old_path=old, new_path=new)
    links = ["/old", "/%D8%AE%D8%A8%D8%B1", "/news.php?id=1", "/gone", "/older", "/en/city/9/x/"]
    typed = {"body": "".join(f'<p><a href="{link}">x</a></p>' for link in links)}
    address = reverse("admin:articles_article_checks")
    page = staff_client.post(address, typed).content.decode()
    for broken in ("/gone", "/older", "/en/city/9/x/"):
        assert f"There is no page of ours at {broken}." in page
    assert page.count("There is no page of ours") == 3


def test_a_link_may_lead_to_what_is_public_by_then(
    make_article: MakeArticle, publish: Publish
) -> None:
    soon = timezone.now() + datetime.timedelta(hours=1)
    target = make_article()
    target.publish(None, at=soon)
    article = make_article(body=link(target.get_absolute_url()))
    latest = article.revisions.get()

    assert "unpublished-link" in [each.code for each in checks_of(latest, timezone.now())]
    assert "unpublished-link" not in [each.code for each in checks_of(latest, soon)]


def typed(client: Client, **fields: Any) -> str:
    response = client.post(CHECKS, fields)
    assert response.status_code == 200
    return response.content.decode()


def test_what_is_typed_is_looked_at_and_not_saved(
    staff_client: Client, whole: Article, make_image: MakeImage
) -> None:
    before = Article.objects.values().get()
    sent = filled(staff_client, change(whole)) | {
        "headline": "",
        "lead_image": make_image(alt="").pk,
        "body": link("/en/citty/"),
        "topics": [],
        "contributions-0-DELETE": "on",
    }

    page = typed(staff_client, **sent)

    for words in ("no headline", "no alternative text", "/en/citty/", "no topic", "Nobody"):
        assert words in page
    assert Article.objects.values().get() == before
    assert whole.revisions.count() == 1


def test_the_panel_and_what_is_typed_say_the_same(
    staff_client: Client, make_article: MakeArticle, make_image: MakeImage
) -> None:
    article = make_article(lead_image=make_image(alt=""), standfirst="")
    page = staff_client.get(change(article)).content.decode()

    assert typed(staff_client, **filled(staff_client, change(article))).strip() in page


@pytest.mark.parametrize("value", ["", "x", "-1", "0", BEYOND, "9" * 5000, "\x00", "٣"])
def test_junk_counts_as_not_there(staff_client: Client, value: str, section: Section) -> None:
    names = ["section", "headline", "standfirst", "body", "seo_description", "lead_image"]
    names += ["social_image", "topics", "contributions-0-author", "contributions-x-author"]
    assert "There is no section." in typed(staff_client, **dict.fromkeys(names, value))


def test_what_photos_there_are_is_bounded(
    staff_client: Client, section: Section, django_assert_max_num_queries: Any
) -> None:
    body = "".join(
        f'<figure data-photo="{n}"></figure>{link(f"/en/a/{n}/")}' for n in range(1, 999)
    )
    with django_assert_max_num_queries(6):
        assert "no photo 500" in typed(staff_client, body=body)


def test_who_may_write_may_look(client: Client, section: Section) -> None:
    assert client.post(CHECKS).status_code == 302
    user = get_user_model().objects.create_user("looker", password="x", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(user)
    assert client.post(CHECKS).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="add_article"))
    assert client.post(CHECKS).status_code == 200
    assert client.get(CHECKS).status_code == 405


def test_forged_posts_are_refused(staff_client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff_client.cookies
    assert strict.post(CHECKS).status_code == 403
