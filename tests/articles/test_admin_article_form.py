"""Writing and saving an article in the admin."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Correction, Image, Revision, Section, Topic
from articles.models.content import BODY_LIMIT
from tests.articles.filled import errors, filled
from tests.cast import MakeArticle, Publish

ADD = "/admin/articles/article/add/"
BEYOND = str(10**30)


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


@pytest.fixture
def arabic_author(db: None) -> Author:
    return Author.objects.create(language="ar", name="سلمى حداد", slug="سلمى-حداد")


@pytest.fixture
def topic(db: None) -> Topic:
    return Topic.objects.create(language="en", name="Ferries", slug="ferries")


def save(client: Client, address: str, **changes: Any) -> Any:
    sent = filled(client, address, **{"_continue": "1", **changes})
    return client.post(address, sent)


def test_a_new_article_is_a_draft_with_its_first_revision(
    staff_client: Client, staff: AbstractUser, section: Section, author: Author, topic: Topic,
    image: Image,
) -> None:  # fmt: skip
    response = save(
        staff_client,
        ADD,
        section=section.pk,
        headline="The bridge opens",
        lead_image=image.pk,
        body=f'<p>One</p><figure data-photo="{image.pk}"></figure>',
        topics=[topic.pk],
        contributions__0__author=author.pk,
    )
    article = Article.objects.get()
    assert response.headers["Location"] == change(article)
    assert (article.language, article.slug, article.version) == ("en", "the-bridge-opens", 1)
    revision = article.revisions.get()
    assert revision.created_by == staff
    assert revision.live_from is None
    assert [each.name for each in revision.contributions.all()] == ["Mara Lindqvist"]
    assert list(revision.topics.all()) == [topic]
    assert [each.image for each in revision.photos.all()] == [image]
    assert "The bridge opens" not in staff_client.get("/en/").content.decode()


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("عودة العبارة الليلية", "عودة-العبارة-الليلية"),
        ("می\u200cخواهم", "می-خواهم"),
        ("One/two – three", "one-two-three"),
        ("word " * 29, "-".join(["word"] * 24)),
        ("w" * 150, "w" * 120),
    ],
)
def test_an_empty_slug_is_made_of_the_headline(
    staff_client: Client, section: Section, headline: str, slug: str
) -> None:
    save(staff_client, ADD, section=section.pk, headline=headline)
    assert Article.objects.get().slug == slug


def test_a_headline_without_words_needs_a_slug(staff_client: Client, section: Section) -> None:
    response = save(staff_client, ADD, section=section.pk, headline="!!!")
    assert "write a slug" in errors(response)


def test_saving_never_publishes(staff_client: Client, publish: Publish) -> None:
    article = publish("As it was")
    save(staff_client, change(article), headline="As it may become")
    assert article.revisions.live(timezone.now()).get().headline == "As it was"
    page = staff_client.get(article.get_absolute_url(), follow=True).content.decode()
    assert "As it was" in page
    assert "As it may become" not in page
    assert article.revisions.count() == 2


def test_saving_without_a_change_freezes_nothing(
    staff_client: Client, make_article: MakeArticle, author: Author, topic: Topic, image: Image
) -> None:
    body = "<p>One\ntwo &amp; “three”</p>"
    article = make_article(authors=[author], topics=[topic], lead_image=image, body=body)
    before = Article.objects.values().get()
    assert save(staff_client, change(article)).status_code == 302
    save(staff_client, change(article), body=body.replace("\n", "\r\n"))
    assert article.revisions.count() == 1
    assert Article.objects.values().get()["version"] == before["version"]


@pytest.mark.parametrize("what", ["headline", "topics", "contributions-0-DELETE"])
def test_each_change_freezes_a_revision(
    staff_client: Client, make_article: MakeArticle, author: Author, topic: Topic, what: str
) -> None:
    article = make_article(authors=[author], topics=[topic])
    changed = {"headline": "Another", "topics": [], "contributions-0-DELETE": "on"}[what]
    sent = filled(staff_client, change(article)) | {what: changed}
    assert staff_client.post(change(article), sent).status_code == 302
    assert list(article.revisions.values_list("number", flat=True)) == [2, 1]
    assert Article.objects.get().updated_at > article.updated_at


def test_hostile_markup_is_cleaned(staff_client: Client, make_article: MakeArticle) -> None:
    article = make_article()
    save(staff_client, change(article), body="<p onclick=x>One<script>alert(1)</script></p>")
    article.refresh_from_db()
    assert article.body == "<p>One</p>"


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("body", '<figure data-photo="987654"></figure>', "has no photo 987654"),
        ("body", "<p>" + "x" * BODY_LIMIT + "</p>", "at most 400000 characters"),
        ("body", "<p>One\x00two</p>", "Null characters are not allowed"),
        ("headline", "One\x00two", "Null characters are not allowed"),
        ("headline", "x" * 151, "at most 150 characters"),
        ("standfirst", "x" * 401, "at most 400 characters"),
        ("slug", "one two", "valid “slug”"),
        ("section", BEYOND, "Select a valid choice"),
        ("lead_image", BEYOND, "Select a valid choice"),
        ("lead_image", "٣", "Select a valid choice"),
        ("lead_image", "x", "Select a valid choice"),
        ("topics", [BEYOND], "is not a valid value"),
        ("topics", ["x" * 5000], "is not a valid value"),
        ("translation_of", BEYOND, "Select a valid choice"),
        ("translation_of", "x", "Select a valid choice"),
        ("contributions-0-author", BEYOND, "Select a valid choice"),
        ("contributions-0-author", "x", "Select a valid choice"),
        ("contributions-0-position", BEYOND, "less than or equal"),
        ("version", BEYOND, "less than or equal"),
    ],
)  # fmt: skip
def test_bad_input_gets_a_message_and_loses_nothing(
    staff_client: Client, section: Section, make_article: MakeArticle, author: Author,
    field: str, value: Any, message: str,
) -> None:  # fmt: skip
    article = make_article(authors=[author])
    sent = filled(staff_client, change(article), standfirst="What was typed") | {field: value}
    response = staff_client.post(change(article), sent)
    assert message in errors(response)
    if field != "standfirst":
        assert "What was typed" in response.content.decode()
    assert article.revisions.count() == 1


def test_a_figure_whose_number_no_column_holds_is_dropped(
    staff_client: Client, make_article: MakeArticle
) -> None:
    article = make_article()
    body = f'<p>One</p><figure data-photo="{BEYOND}"></figure>'
    assert save(staff_client, change(article), body=body).status_code == 302
    article.refresh_from_db()
    assert article.body == "<p>One</p>"


@pytest.mark.parametrize("count", ["", "x", "-1", "101", BEYOND, "9" * 5000])
def test_a_byline_without_its_count_is_refused(
    staff_client: Client, make_article: MakeArticle, author: Author, count: str
) -> None:
    article = make_article(authors=[author])
    sent = filled(staff_client, change(article)) | {"contributions-TOTAL_FORMS": count}
    response = staff_client.post(change(article), sent)
    assert "ManagementForm data is missing" in errors(response)
    assert [each.author for each in article.contributions.all()] == [author]
    assert article.revisions.count() == 1


@pytest.mark.parametrize("number", [BEYOND, "x", "-1", "0"])
def test_an_article_that_cannot_be_is_none(staff_client: Client, number: str) -> None:
    for page in ["change", "delete", "history", "preview", "revisions", "schedule", "withdraw"]:
        response = staff_client.get(f"/admin/articles/article/{number}/{page}/")
        assert response.status_code in {302, 404}


def test_authors_and_topics_are_written_in_the_language_of_the_section(
    staff_client: Client, make_article: MakeArticle, arabic_author: Author, author: Author
) -> None:
    foreign = Topic.objects.create(language="ar", name="عبارات", slug="عبارات")
    article = make_article(authors=[author])
    response = save(
        staff_client,
        change(article),
        topics=[foreign.pk],
        contributions__0__author=arabic_author.pk,
    )
    assert errors(response).count("Not written in the section’s language") == 2
    assert "سلمى حداد" in errors(response)
    assert "عبارات" in errors(response)


def test_the_byline_keeps_its_order_and_authors_can_change_places(
    staff_client: Client, make_article: MakeArticle, author: Author
) -> None:
    second = Author.objects.create(language="en", name="Pell Aubrey", slug="pell-aubrey")
    article = make_article(authors=[author, second])
    assert (
        save(
            staff_client,
            change(article),
            contributions__0__author=second.pk,
            contributions__1__author=author.pk,
        ).status_code
        == 302
    )
    names = article.revisions.first().contributions.values_list("name", flat=True)
    assert list(names) == ["Pell Aubrey", "Mara Lindqvist"]


def test_an_author_stands_in_a_byline_once(
    staff_client: Client, make_article: MakeArticle, author: Author
) -> None:
    article = make_article(authors=[author])
    response = save(
        staff_client,
        change(article),
        contributions__TOTAL_FORMS=2,
        contributions__1__author=author.pk,
        contributions__1__position=1,
    )
    assert "author" in errors(response)
    assert article.contributions.count() == 1


def test_translations_are_linked_and_unlinked(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section
) -> None:
    english = make_article()
    arabic = make_article("عودة العبارة", section=arabic_section, slug="عودة")
    save(staff_client, change(arabic), translation_of=english.pk)
    english.refresh_from_db()
    arabic.refresh_from_db()
    assert arabic.translation_set_id == english.translation_set_id is not None
    assert filled(staff_client, change(english))["translation_of"] == arabic.pk
    save(staff_client, change(english), translation_of="")
    english.refresh_from_db()
    assert english.translation_set_id is None


@pytest.mark.parametrize("same", ["article", "language", "taken"])
def test_a_story_has_one_article_in_each_language(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section, same: str
) -> None:
    english, other = make_article(), make_article("Another", slug="another")
    arabic = make_article("عودة العبارة", section=arabic_section, slug="عودة")
    arabic.link_translation(other)
    target = {"article": english, "language": make_article("Third"), "taken": arabic}[same]
    response = save(staff_client, change(english), translation_of=target.pk)
    assert "translation of itself" in errors(response) or "already" in errors(response)


def test_a_translation_cannot_move_to_a_language_that_has_one(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section
) -> None:
    english = make_article()
    arabic = make_article("عودة العبارة", section=arabic_section, slug="عودة")
    arabic.link_translation(english)
    response = save(staff_client, change(english), section=arabic_section.pk)
    assert "already" in errors(response)


@pytest.mark.parametrize("to", ["none", "another"])
def test_an_article_changes_its_language_and_its_story_in_one_save(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section, to: str
) -> None:
    english, other = make_article(), make_article("Another", slug="another")
    arabic = make_article("عودة العبارة", section=arabic_section, slug="عودة")
    arabic.link_translation(english)
    target = other.pk if to == "another" else ""
    response = save(staff_client, change(english), section=arabic_section.pk, translation_of=target)
    assert response.status_code == 302
    for each in (english, arabic, other):
        each.refresh_from_db()
    assert english.language == "ar"
    assert english.translation_set_id == other.translation_set_id
    assert english.translation_set_id != arabic.translation_set_id


def test_corrections_are_for_what_readers_had(
    staff_client: Client, staff: AbstractUser, make_article: MakeArticle, publish: Publish
) -> None:
    assert "corrections" not in staff_client.get(change(make_article())).content.decode().lower()
    article = publish()
    draft = article.freeze(None)
    first = article.revisions.get(number=1)
    added = {"corrections__TOTAL_FORMS": 1, "corrections__0__text": "Wrong name."}
    added |= {"corrections__0__kind": "correction"}
    response = save(staff_client, change(article), **added, corrections__0__corrected=draft.pk)
    assert "Select a valid choice" in errors(response)
    save(staff_client, change(article), **added, corrections__0__corrected=first.pk)
    correction = Correction.objects.get()
    assert (correction.corrected, correction.published_by) == (first, staff)
    assert "Wrong name." in staff_client.get(article.get_absolute_url()).content.decode()


def test_a_correction_stays_as_it_was_published(staff_client: Client, publish: Publish) -> None:
    article = publish()
    correction = Correction.objects.create(
        article=article, corrected=article.revisions.get(), text="Wrong name."
    )
    sent = filled(staff_client, change(article)) | {
        "corrections-TOTAL_FORMS": 1,
        "corrections-INITIAL_FORMS": 1,
        "corrections-0-id": correction.pk,
        "corrections-0-text": "Nothing was wrong.",
        "corrections-0-DELETE": "on",
    }
    staff_client.post(change(article), sent)
    assert Correction.objects.get().text == "Wrong name."


def test_the_import_map_alone_needs_the_nonce(
    staff_client: Client, make_article: MakeArticle
) -> None:
    response = staff_client.get(change(make_article()))
    policy = response.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert nonce
    page = response.content.decode()
    assert f'<script type="importmap" nonce="{nonce}">' in page
    assert "unsafe" not in policy
    assert " style=" not in page
    assert "nonce" not in staff_client.get("/admin/").headers["Content-Security-Policy"]


def test_the_state_stands_above_the_form(staff_client: Client, publish: Publish) -> None:
    article = publish()
    assert "Live since" in staff_client.get(change(article)).content.decode()
    article.freeze(None)
    assert "There are unpublished changes." in staff_client.get(change(article)).content.decode()
    article.withdraw(None)
    assert "Withdrawn since" in staff_client.get(change(article)).content.decode()
    assert Revision.objects.count() == 2
