"""Translations in the admin: beginning one, its source beside it, and which have gone stale."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Section, Topic
from articles.models.translating import is_stale
from tests.articles.filled import errors, filled
from tests.cast import Enter, MakeArticle, MakeImage, Publish

Translate = Callable[[Article], Article]
LIST = "/admin/articles/article/"
STALE = f"{LIST}?translation=stale"


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def begin(article: Article, language: str = "ar") -> str:
    return reverse("admin:articles_article_translate", args=[article.pk, language])


@pytest.fixture
def translate(arabic_section: Section) -> Translate:
    return lambda source: source.begin_translation(arabic_section, None)


def edit(article: Article, **fields: Any) -> None:
    article.refresh_from_db()
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()
    article.freeze_changes(None)


def republish(article: Article, text: str = "<p>New.</p>") -> None:
    edit(article, body=text)
    article.publish(None)


def stale(article: Article, at: datetime.datetime | None = None) -> bool:
    return Article.objects.filter(is_stale(at or timezone.now()), pk=article.pk).exists()


def test_what_carries_over(
    staff_client: Client,
    make_article: MakeArticle,
    publish: Publish,
    make_image: MakeImage,
    section: Section,
    arabic_section: Section,
) -> None:
    section.counterpart_of = arabic_section
    section.save()
    Section.objects.create(language="ar", name="ثقافة", slug="ثقافة")
    harbour = Topic.objects.create(language="en", name="Harbour", slug="harbour")
    lonely = Topic.objects.create(language="en", name="Lonely", slug="lonely")
    port = Topic.objects.create(language="ar", name="ميناء", slug="ميناء", counterpart_of=harbour)
    mara = Author.objects.create(language="en", name="Mara", slug="mara")
    name = Author.objects.create(language="ar", name="مارا", slug="مارا", counterpart_of=mara)
    linked, alone = publish("Linked"), publish("Alone")
    there = linked.begin_translation(arabic_section, None)
    lead, inside = make_image(), make_image(colour="teal")
    text = '<p><a data-article="{}">One</a> <a data-article="{}">two</a></p>{}'
    figure = f'<figure data-photo="{inside.pk}" data-size="wide"></figure>'
    source = publish(
        "As readers have it",
        body=text.format(linked.pk, alone.pk, figure),
        lead_image=lead,
        social_image=inside,
        seo_title="For engines",
        topics=[harbour, lonely],
        authors=[mara],
    )
    edit(source, headline="As nobody has it yet")

    page = staff_client.get(begin(source)).content.decode()
    assert "with revision 1 of “As readers have it”, which readers have" in page
    assert f'<option value="{arabic_section.pk}" selected>' in page
    response = staff_client.post(begin(source), {"section": arabic_section.pk})

    article = Article.objects.get(headline="As readers have it", language="ar")
    assert response["Location"] == change(article)
    assert article.body == text.format(there.pk, alone.pk, figure)
    assert (article.lead_image, article.social_image) == (lead, inside)
    assert article.seo_title == ""
    assert list(article.topics.all()) == [port]
    assert [each.author for each in article.contributions.all()] == [name]
    source.refresh_from_db()
    assert article.translation_set == source.translation_set is not None
    assert article.translated_from == source.revisions.get(number=1)
    assert article.created_by is not None
    assert article.revisions.count() == 1
    logged = [entry.get_change_message() for entry in LogEntry.objects.all()]
    assert any("translation of revision 1" in entry for entry in logged)


def test_a_draft_is_translated_as_it_stands(
    make_article: MakeArticle, translate: Translate
) -> None:
    source = make_article("First")
    edit(source, headline="Second")
    assert translate(source).headline == "Second"


def test_one_article_in_each_language(
    staff_client: Client, publish: Publish, translate: Translate, arabic_section: Section
) -> None:
    source = publish()
    translate(source)
    for answer in (
        staff_client.get(begin(source), follow=True),
        staff_client.post(begin(source), {"section": arabic_section.pk}, follow=True),
    ):
        assert "has an article in this language already" in answer.content.decode()
    assert Article.objects.count() == 2


@pytest.mark.parametrize("value", ["", "x", "0", "9" * 30, "\x00"])
def test_a_section_of_that_language_is_needed(
    staff_client: Client, publish: Publish, arabic_section: Section, value: str
) -> None:
    source = publish()
    for chosen in (value, str(source.section.pk)):
        page = staff_client.post(begin(source), {"section": chosen})
        assert page.status_code == 200
        assert page.context["form"].errors
    assert Article.objects.count() == 1


@pytest.mark.parametrize("language", ["en", "fr", "x" * 300])
def test_only_into_another_language_of_the_site(
    staff_client: Client, publish: Publish, language: str
) -> None:
    assert staff_client.get(begin(publish(), language)).status_code == 404


def test_who_may_begin(
    enter: Enter, publish: Publish, make_article: MakeArticle, arabic_section: Section
) -> None:
    public, secret = publish("Public"), make_article("Secret sources named")
    sent = {"section": arabic_section.pk}
    reporter, photos = enter("Reporter"), enter("Photo editor")

    assert photos.post(begin(public), sent).status_code == 403
    assert reporter.get(begin(secret)).status_code in {302, 404}
    assert reporter.post(begin(secret), sent).status_code in {302, 404}
    assert Article.objects.count() == 2
    assert reporter.post(begin(public), sent).status_code == 302
    assert Article.objects.filter(language="ar", headline="Public").exists()


def test_the_panel_names_each_language(
    staff_client: Client, enter: Enter, publish: Publish, translate: Translate
) -> None:
    source = publish()
    assert begin(source) in staff_client.get(change(source)).content.decode()

    article = translate(source)
    edit(article, headline="سرّ")
    page = staff_client.get(change(source)).content.decode()
    assert begin(source) not in page
    assert change(article) in page and "سرّ" in page
    assert "Source of this one" in staff_client.get(change(article)).content.decode()

    page = enter("Reporter").get(change(source)).content.decode()
    assert "Somebody is at work on it." in page
    assert "سرّ" not in page and change(article) not in page


def test_the_address_is_made_from_the_translated_headline(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    article = translate(publish())
    assert article.get_absolute_url().endswith("/night-ferry/")
    sent = filled(staff_client, change(article), headline="عودة العبّارة", _continue="1")
    assert sent["slug"] == ""
    staff_client.post(change(article), sent)
    article.refresh_from_db()
    assert article.slug == "عودة-العبارة"


def test_an_address_that_readers_have_stays(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    article = translate(publish())
    edit(article, headline="عودة", body="<p>عادت.</p>")
    article.publish(None)
    staff_client.post(change(article), filled(staff_client, change(article), headline="عودة ثانية"))
    article.refresh_from_db()
    assert (article.headline, article.slug) == ("عودة ثانية", "night-ferry")


def test_a_text_that_is_not_translated_is_not_published(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    article = translate(publish())
    page = staff_client.get(change(article)).content.decode()
    assert "The text is not translated yet." in page
    sent = filled(staff_client, change(article)) | {"_publish": "1"}
    page = staff_client.post(change(article), sent, follow=True).content.decode()
    assert "The text is not translated yet." in page
    assert not article.revisions.exclude(live_from=None).exists()

    checks = f"{reverse('admin:articles_article_checks')}?article={article.pk}"
    typed = {"body": article.body, "headline": article.headline}
    assert "not translated yet" in staff_client.post(checks, typed).content.decode()
    typed["body"] = "<p>عادت.</p>"
    page = staff_client.post(checks, typed).content.decode()
    assert "not translated yet" not in page
    assert "headline is the same" in page


def test_the_checks_of_what_one_may_not_see_say_nothing_of_it(
    enter: Enter, make_article: MakeArticle, translate: Translate
) -> None:
    article = translate(make_article())
    address = f"{reverse('admin:articles_article_checks')}?article={article.pk}"
    page = enter("Reporter").post(address, {"body": article.body}).content.decode()
    assert "translated" not in page


def test_when_a_translation_is_stale(publish: Publish, translate: Translate) -> None:
    source = publish(at=timezone.now() - datetime.timedelta(days=1))
    article = translate(source)
    assert not stale(article)
    edit(source, body="<p>Being written.</p>")
    assert not stale(article)
    soon = timezone.now() + datetime.timedelta(hours=1)
    source.publish(None, at=soon)
    assert not stale(article)
    assert stale(article, soon)
    source.cancel(source.revisions.get(live_from=soon))
    assert not stale(article, soon)
    source.publish(None)
    assert stale(article)
    source.withdraw(None)
    assert not stale(article)


def test_the_same_text_again_is_no_other_text(publish: Publish, translate: Translate) -> None:
    source = publish(at=timezone.now() - datetime.timedelta(days=1))
    article = translate(source)
    source.withdraw(None)
    source.publish(None)
    assert source.revisions.live(timezone.now()).get().number == 2
    assert not stale(article)
    republish(source)
    assert stale(article)


def test_what_was_translated_before_it_came_out(
    make_article: MakeArticle, translate: Translate
) -> None:
    source = make_article()
    article = translate(source)
    source.publish(None)
    assert not stale(article)
    republish(source)
    assert stale(article)


def test_a_stale_translation_is_flagged_and_marked_as_up_to_date(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    source = publish(body="<p>Stays.</p><p>Goes &amp; went.</p>")
    fresh, article = publish("Fresh"), translate(source)
    translate(fresh)
    assert "Save and mark" not in staff_client.get(change(article)).content.decode()
    republish(source, "<p>Stays.</p><p>Comes.</p>")

    page = staff_client.get(change(article)).content.decode()
    assert "<ins><p>Comes.</p></ins>" in page
    assert "<del><p>Goes &amp; went.</p></del>" in page
    assert "published with another text since" in page
    assert "Behind this one" in staff_client.get(change(source)).content.decode()
    rows = staff_client.get(STALE).content.decode()
    assert rows.count('class="field-headline"') == 1
    assert "Source changed" in staff_client.get(LIST).content.decode()

    shown = source.revisions.get(number=2)
    sent = filled(
        staff_client,
        change(article),
        _up_to_date="x",
        source_shown=shown.pk,
        headline="كما يُقرأ الآن",
    )
    page = staff_client.post(change(article), sent, follow=True).content.decode()

    assert "up to date with revision 2" in page
    assert "Save and mark" not in page
    article.refresh_from_db()
    assert article.headline == "كما يُقرأ الآن"
    assert not stale(article)
    assert 'class="field-headline"' not in staff_client.get(STALE).content.decode()


def test_it_is_marked_for_the_text_that_was_shown(
    staff_client: Client, publish: Publish, translate: Translate, make_article: MakeArticle
) -> None:
    source = publish()
    article = translate(source)
    republish(source)
    shown = source.revisions.get(number=2)
    republish(source, "<p>Newer.</p>")
    other = publish("Other").revisions.get()
    for number in (shown.pk, other.pk, "", "x", "9" * 30):
        sent = filled(staff_client, change(article), _up_to_date="x", source_shown=number)
        page = staff_client.post(change(article), sent, follow=True).content.decode()
        assert "The source has changed meanwhile" in page
        assert stale(article)


def test_to_publish_says_that_it_follows_what_was_shown(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    source = publish()
    article = translate(source)
    edit(article, headline="عودة", body="<p>عادت.</p>")
    republish(source)
    shown = source.revisions.get(number=2)
    assert f'name="source_shown" value="{shown.pk}"' in (
        staff_client.get(change(article)).content.decode()
    )
    sent = filled(staff_client, change(article), source_shown=shown.pk)
    republish(source, "<p>Newer.</p>")
    staff_client.post(change(article), sent | {"_publish": "1"})
    assert stale(article)  # nobody saw what readers have of the source now

    newest = source.revisions.get(number=3)
    sent = filled(staff_client, change(article), source_shown=newest.pk, body="<p>جديد.</p>")
    staff_client.post(change(article), sent | {"_continue": "1"})
    assert stale(article)
    sent = filled(staff_client, change(article), source_shown=newest.pk, headline="")
    staff_client.post(change(article), sent | {"_publish": "1"})
    assert stale(article)
    sent = filled(staff_client, change(article), source_shown=newest.pk)
    page = staff_client.post(change(article), sent | {"_publish": "1"}, follow=True)
    assert "up to date with revision 3" in page.content.decode()
    assert not stale(article)


def test_the_source_of_a_draft_stays_hidden(
    enter: Enter, make_article: MakeArticle, translate: Translate
) -> None:
    source = make_article(body="<p>Secret sources named.</p>")
    article = translate(source)
    client = enter("Reporter", "ines")
    Article.objects.filter(pk=article.pk).update(assigned_to=client.session["_auth_user_id"])
    edit(article, body="<p>ترجمة.</p>")
    assert "Secret sources" not in client.get(change(article)).content.decode()
    source.publish(None)
    assert "Secret sources" in client.get(change(article)).content.decode()


def test_saying_what_it_translates_notes_the_text(
    staff_client: Client, publish: Publish, make_article: MakeArticle, arabic_section: Section
) -> None:
    source, article = publish(), make_article("عودة", section=arabic_section)
    sent = filled(staff_client, change(article), translation_of=source.pk)
    staff_client.post(change(article), sent)
    article.refresh_from_db()
    assert article.translated_from == source.revisions.get()
    republish(source)
    assert stale(article)

    sent = filled(staff_client, change(article), translation_of="")
    staff_client.post(change(article), sent)
    article.refresh_from_db()
    assert article.translated_from is None
    assert not stale(article)


def test_neither_translates_the_other_twice(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    source = publish()
    article = translate(source)
    source.refresh_from_db()
    source.unlink_translation()
    sent = filled(staff_client, change(source), translation_of=article.pk)
    assert staff_client.post(change(source), sent).status_code == 302
    source.refresh_from_db()
    assert source.translation_set == article.translation_set
    assert source.translated_from is None


def test_lists_cost_the_same_however_many_are_stale(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    counts = []
    staff_client.get("/admin/")
    for _number in range(3):
        source = publish()
        translate(source)
        republish(source)
        for address in (LIST, STALE, "/admin/"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                staff_client.get(address)
            counts.append(len(queries))
    assert counts[:3] == counts[3:6] == counts[6:]


def test_a_form_costs_the_same_however_long_the_source(
    staff_client: Client, publish: Publish, translate: Translate, make_image: MakeImage
) -> None:
    counts = []
    for number in (1, 3):
        figures = "".join(
            f'<figure data-photo="{make_image().pk}"></figure><p>One.</p>' for _ in range(number)
        )
        article = translate(publish(body=figures))
        staff_client.get(change(article))
        with CaptureQueriesContext(connection) as queries:
            staff_client.get(change(article))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_broken_save_says_so(
    staff_client: Client, publish: Publish, translate: Translate
) -> None:
    source = publish()
    article = translate(source)
    republish(source)
    sent = filled(staff_client, change(article), headline="", _up_to_date="1")
    assert "required" in errors(staff_client.post(change(article), sent))
    assert stale(article)
