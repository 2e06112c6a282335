"""Whose articles a person sees and changes in the admin, by role, in every page of an article."""

from collections.abc import Callable

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Section, Stage
from tests.articles.filled import filled
from tests.cast import Enter, Join, MakeArticle, MakeImage, Publish

LIST = "/admin/articles/article/"
SECRET = "Secret sources named"
AUTOCOMPLETE = (
    "/admin/autocomplete/?app_label=articles&model_name=revision&field_name=article&term=Secret"
)


@pytest.fixture
def other(join: Join) -> User:
    return join("Reporter", "other")


@pytest.fixture
def secret(make_article: MakeArticle, other: User) -> Article:
    return make_article(SECRET, created_by=other, slug="secret-sources")


def at(name: str, article: Article, *more: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def of(article: Article, client: Client) -> Article:
    """Make the article that person's own."""
    article.created_by_id = int(client.session["_auth_user_id"])
    article.save(update_fields=["created_by"])
    return article


PAGES: dict[str, Callable[[Article], str]] = {
    "form": lambda article: at("change", article),
    "delete": lambda article: at("delete", article),
    "history": lambda article: at("history", article),
    "preview": lambda article: at("preview", article),
    "revisions": lambda article: at("revisions", article),
    "revision": lambda article: at("revision", article, 1),
    "restore": lambda article: at("restore", article, 1),
    "schedule": lambda article: at("schedule", article),
    "withdraw": lambda article: at("withdraw", article),
    "cancel": lambda article: at("cancel", article),
    "share": lambda article: at("share", article),
    "popup": lambda article: f"{at('change', article)}?_popup=1",
    "list": lambda article: LIST,
    "list in a popup": lambda article: f"{LIST}?_popup=1&_to_field=id",
    "search": lambda article: f"{LIST}?q=Secret",
    "list of drafts": lambda article: f"{LIST}?state=draft",
    "list by number": lambda article: f"{LIST}?id__exact={article.pk}",
    "autocomplete": lambda article: AUTOCOMPLETE,
    "polls": lambda article: reverse("admin:feedback_poll_change", args=[article.pk]),
    "index": lambda article: "/admin/",
}


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("role", ["Reporter", "Photo editor", "Moderator"])
def test_the_draft_of_somebody_else_is_nowhere(
    enter: Enter, secret: Article, role: str, page: str, method: str
) -> None:
    client = enter(role)
    response = getattr(client, method)(PAGES[page](secret), follow=True)
    assert response.status_code in {200, 403, 404, 405}
    assert SECRET not in response.content.decode()
    assert "secret-sources" not in response.content.decode()
    assert not secret.revisions.filter(live_from__isnull=False).exists()
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize("page", [each for each in PAGES if each not in {"cancel", "index"}])
def test_an_editor_finds_it_everywhere(enter: Enter, secret: Article, page: str) -> None:
    response = enter("Editor").get(PAGES[page](secret), follow=True)
    assert SECRET in response.content.decode()


def test_a_reporter_writes_and_goes_on_with_their_own(enter: Enter, section: Section) -> None:
    client = enter("Reporter")
    add = reverse("admin:articles_article_add")
    client.post(add, filled(client, add, section=section.pk, headline="Mine"))
    article = Article.objects.get()
    assert article.created_by.username == "reporter"
    client.post(at("change", article), filled(client, at("change", article), headline="Better"))
    article.refresh_from_db()
    assert (article.headline, article.version) == ("Better", 2)
    assert "Better" in client.get(LIST).content.decode()
    assert "Better" in client.get(at("preview", article)).content.decode()


def test_what_is_assigned_is_ones_own(enter: Enter, secret: Article) -> None:
    client = enter("Photo editor")
    Article.objects.update(assigned_to=int(client.session["_auth_user_id"]))
    sent = filled(client, at("change", secret), standfirst="With photos")
    client.post(at("change", secret), sent)
    secret.refresh_from_db()
    assert secret.standfirst == "With photos"


@pytest.mark.parametrize("rows", ["1", "0"])
def test_who_may_not_change_a_byline_leaves_it_whole(
    enter: Enter, make_article: MakeArticle, author: Author, rows: str
) -> None:
    client = enter("Photo editor")
    article = make_article(authors=[author])
    Article.objects.update(assigned_to=int(client.session["_auth_user_id"]))
    counts = {f"contributions__{name}_FORMS": rows for name in ("TOTAL", "INITIAL")}
    row = {"contributions__0__id": article.contributions.get().pk}
    sent = filled(client, at("change", article), standfirst="With photos", **counts, **row)
    client.post(at("change", article), {**sent, "contributions-0-article": article.pk})
    article.refresh_from_db()
    assert article.standfirst == "With photos"
    assert [str(each) for each in article.contributions.all()] == [str(author)]


def test_who_may_only_look_reads_the_text_and_no_tags(
    enter: Enter, publish: Publish, make_image: MakeImage
) -> None:
    photo = make_image(caption="The crane at rest")
    figure = f'<figure data-photo="{photo.pk}"></figure>'
    article = publish(body=f"<p>The <strong>crane</strong> stands &lt;still&gt;.</p>{figure}")

    page = enter("Moderator").get(at("change", article)).content.decode()

    assert "<p>The <strong>crane</strong> stands &lt;still&gt;.</p>" in page
    assert "The crane at rest" in page
    assert "&lt;p&gt;" not in page and "data-photo" not in page


def test_an_approved_text_is_closed_to_its_writer(enter: Enter, secret: Article) -> None:
    client = enter("Reporter")
    sent = filled(client, at("change", of(secret, client)), headline="Changed after approval")
    Article.objects.update(stage=Stage.APPROVED)
    page = client.get(at("change", secret)).content.decode()
    assert SECRET in page
    assert 'name="_continue"' not in page
    assert client.post(at("change", secret), sent).status_code == 403
    assert client.post(at("restore", secret, 1)).status_code == 403
    secret.refresh_from_db()
    assert secret.headline == SECRET


def test_a_published_text_is_a_draft_again_once_its_writer_changes_it(
    enter: Enter, make_article: MakeArticle
) -> None:
    client = enter("Reporter")
    article = of(make_article(stage=Stage.APPROVED), client)
    article.publish(None)
    assert article.stage == Stage.PUBLISHED
    sent = filled(client, at("change", article), headline="More is known")
    client.post(at("change", article), sent)
    article.refresh_from_db()
    assert article.stage == Stage.DRAFT
    stages = list(article.revisions.order_by("number").values_list("stage", flat=True))
    assert stages == [Stage.APPROVED, Stage.DRAFT]


@pytest.mark.parametrize("button", ["_publish", "_schedule"])
def test_a_reporter_publishes_nothing(enter: Enter, secret: Article, button: str) -> None:
    client = enter("Reporter")
    address = at("change", of(secret, client))
    assert f'name="{button}"' not in client.get(address).content.decode()
    sent = filled(client, address, headline="Kept") | {button: "1"}
    page = client.post(address, sent, follow=True).content.decode()
    assert "It is saved. You may not publish it." in page
    for page in ("schedule", "withdraw", "cancel"):
        assert client.post(at(page, secret)).status_code == 403
    assert not secret.revisions.filter(live_from__isnull=False).exists()


def test_what_readers_have_is_seen_and_no_more(enter: Enter, publish: Publish, other: User) -> None:
    article = publish("For all to read", created_by=other)
    client = enter("Reporter")
    assert "For all to read" in client.get(LIST).content.decode()
    page = client.get(at("change", article)).content.decode()
    assert "For all to read" in page
    assert 'name="_continue"' not in page
    assert client.get(at("history", article)).status_code == 403
    Article.objects.filter(pk=article.pk).update(headline=SECRET)
    article.freeze(other)
    assert SECRET not in client.get(LIST).content.decode()
    assert client.get(at("preview", article)).status_code == 404
    article.publish(other)
    assert SECRET in client.get(at("change", article)).content.decode()


def test_drafts_that_came_before_are_not_seen_either(
    enter: Enter, secret: Article, other: User
) -> None:
    Article.objects.filter(pk=secret.pk).update(headline="What was printed")
    secret.freeze(other)
    secret.publish(other)
    client = enter("Reporter")
    assert SECRET not in client.get(at("revisions", secret)).content.decode()
    assert client.get(at("revision", secret, 1)).status_code == 404
    assert client.get(at("revision", secret, 2)).status_code == 200


def test_a_translation_is_not_tied_to_what_one_may_not_see(
    enter: Enter, secret: Article, make_article: MakeArticle, arabic_section: Section
) -> None:
    client = enter("Reporter")
    mine = of(make_article("لي", section=arabic_section), client)
    sent = filled(client, at("change", mine), translation_of=secret.pk)
    page = client.post(at("change", mine), sent, follow=True).content.decode()
    assert SECRET not in page
    mine.refresh_from_db()
    assert mine.translation_set is None


def test_deleting_together_stops_at_what_one_may_not(
    enter: Enter, secret: Article, make_article: MakeArticle
) -> None:
    editor = enter("Editor")
    reporter = enter("Reporter")
    sent = {"action": "delete_selected", "_selected_action": [secret.pk], "post": "yes"}
    reporter.post(LIST, sent)
    assert Article.objects.exists()
    editor.post(LIST, sent)
    assert not Article.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_reporters_list_costs_the_same_for_one_row_and_for_three(
    enter: Enter,
    publish: Publish,
    make_article: MakeArticle,
    django_assert_num_queries: Callable[..., object],
    count: int,
) -> None:
    client = enter("Reporter")
    for number in range(count):
        publish(f"Number {number}")
        of(make_article(f"Draft {number}"), client)
    with django_assert_num_queries(7):  # session, user, 2 of permissions, sections, count, rows
        client.get(LIST)


def test_who_only_looks_reads_of_no_translation_that_is_none(
    enter: Enter, publish: Publish
) -> None:
    address = reverse("admin:articles_article_change", args=[publish().pk])
    page = enter("Reporter", "ines").get(address).content.decode()
    assert "Night ferry comes home" in page
    assert "Translation of" not in page
    assert "Translation of" in enter("Editor", "omar").get(address).content.decode()
