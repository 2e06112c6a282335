"""Related stories: chosen in the form, by topic where none is, at the foot of the article."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import around
from articles.models import Article, Section, Topic
from tests.articles.filled import errors, filled
from tests.cast import Enter, HoursAgo, MakeArticle, Publish


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def foot(client: Client, article: Article) -> tuple[str, list[str]]:
    """Return the heading and the headlines at the foot of an article's page."""
    page = client.get(article.get_absolute_url()).content.decode()
    part = page.partition('<section class="related"')[2].partition("</section>")[0]
    heading = re.search('id="related">(.*?)</h2>', part)
    return heading[1] if heading else "", re.findall(r"card-headline\"><a [^>]*>(.*?)</a>", part)


def save(client: Client, article: Article, **changes: object) -> str:
    response = client.post(change(article), filled(client, change(article), **changes))
    article.refresh_from_db()
    return "" if response.status_code == 302 else errors(response)


@pytest.fixture
def topic(db: None) -> Topic:
    return Topic.objects.create(language="en", name="Harbour", slug="harbour")


def test_what_an_editor_chose_in_that_order(
    client: Client, staff_client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    one, two, three = (publish(name, at=hours_ago(9)) for name in ("One", "Two", "Three"))
    article = publish("Main", at=hours_ago(1))
    assert save(staff_client, article, related=[two.pk, one.pk, two.pk]) == ""
    assert article.related == [two.pk, one.pk]
    assert foot(client, article) == ("More from City", ["Three", "Two", "One"])

    save(staff_client, article, _publish="1")
    assert foot(client, article) == ("Related stories", ["Two", "One"])

    save(staff_client, article, related=[one.pk, two.pk, three.pk])
    assert article.related == [one.pk, two.pk, three.pk]
    assert foot(client, article)[1] == ["Two", "One"]  # as it was published
    assert article.revisions.count() == 3


def test_only_what_is_public_is_shown(
    client: Client, publish: Publish, make_article: MakeArticle, hours_ago: HoursAgo
) -> None:
    draft, gone, soon = make_article("A secret"), publish("Gone"), make_article("Soon")
    gone.withdraw(None)
    soon.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    public = publish("Public", at=hours_ago(5))
    chosen = [draft.pk, gone.pk, soon.pk, 2**62, public.pk]
    article = publish("Main", related=chosen)
    assert foot(client, article) == ("Related stories", ["Public"])
    public.withdraw(None)
    assert foot(client, article) == ("", [])


def test_by_topic_where_none_is_chosen(
    client: Client, publish: Publish, make_article: MakeArticle, topic: Topic, hours_ago: HoursAgo
) -> None:
    far = Section.objects.create(language="en", name="World", slug="world")
    make_article("A secret", topics=[topic])
    gone = publish("Gone", topics=[topic])
    gone.withdraw(None)
    publish("Old", topics=[topic], section=far, at=hours_ago(50))
    publish("Other", at=hours_ago(1))
    article = publish("Main", topics=[topic])
    assert foot(client, article) == ("Related stories", ["Old", "Other"])

    second = Topic.objects.create(language="en", name="Ships", slug="ships")
    publish("Both", topics=[topic, second], at=hours_ago(2))
    publish("Ship", topics=[second], section=far, at=hours_ago(3))
    article = publish("Main", topics=[topic, second])
    assert foot(client, article)[1] == ["Main", "Both", "Ship"]


def test_only_the_newest_of_a_topic_are_looked_at(
    client: Client, publish: Publish, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around, "LOOKED_AT", 2)
    monkeypatch.setattr(around._rows, "_made", {})
    far = Section.objects.create(language="en", name="World", slug="world")
    for name in ("Oldest", "Older", "Newer"):
        publish(name, topics=[topic], section=far)
    article = publish("Main", topics=[topic])
    assert foot(client, article) == ("Related stories", ["Newer"])


def test_no_topic_and_none_chosen(client: Client, publish: Publish, hours_ago: HoursAgo) -> None:
    publish("Other", at=hours_ago(1))
    assert foot(client, publish("Main")) == ("More from City", ["Other"])


def test_what_cannot_be_chosen(
    staff_client: Client, publish: Publish, arabic_section: Section
) -> None:
    article, other = publish("Main"), publish("عودة", section=arabic_section)
    for wrong in ("x", "-1", "0", "9" * 30, "\x00", "1.5", str(2**62)):
        assert "valid" in save(staff_client, article, related=[wrong])
    assert "related to itself" in save(staff_client, article, related=[article.pk])
    assert "section’s language" in save(staff_client, article, related=[other.pk])
    seven = [publish(str(number)).pk for number in range(7)]
    assert "At most 6" in save(staff_client, article, related=seven)
    assert article.related == []


def test_a_draft_that_one_may_not_see(enter: Enter, make_article: MakeArticle) -> None:
    client = enter("Reporter", "ines")
    secret, article = make_article("Secret sources named"), make_article("Mine")
    mine = Article.objects.filter(pk=article.pk)
    mine.update(assigned_to=client.session["_auth_user_id"])
    assert "Select a valid choice" in save(client, article, related=[secret.pk])

    mine.update(related=[secret.pk])
    page = client.get(change(article)).content.decode()
    assert "Secret sources" not in page
    assert f"Number {secret.pk}</option>" in page
    assert save(client, article, headline="Mine still", related=[secret.pk]) == ""
    assert article.related == [secret.pk]


def test_what_is_not_public_is_said_before_publishing(
    staff_client: Client, publish: Publish, make_article: MakeArticle
) -> None:
    draft, article = make_article("Draft"), publish("Main")
    save(staff_client, article, related=[draft.pk])
    said = f"Related story {draft.pk} is not public"
    assert said in staff_client.get(change(article)).content.decode()
    typed = {"headline": "Main", "related": [draft.pk, "x"]}
    address = reverse("admin:articles_article_checks")
    assert said in staff_client.post(address, typed).content.decode()
    draft.publish(None)
    assert said not in staff_client.get(change(article)).content.decode()


def test_a_translation_leads_to_translations(
    publish: Publish, make_article: MakeArticle, arabic_section: Section
) -> None:
    told, alone = publish("Told"), publish("Alone")
    there = told.begin_translation(arabic_section, None)
    source = publish("Main", related=[alone.pk, told.pk])
    assert source.begin_translation(arabic_section, None).related == [there.pk]


def test_restored_with_the_rest(publish: Publish, make_article: MakeArticle) -> None:
    other = publish("Other")
    article = make_article("Main", related=[other.pk])
    article.related = []
    article.save()
    article.freeze_changes(None)
    article.restore(article.revisions.get(number=1), None)
    assert article.related == [other.pk]


def test_it_costs_the_same_for_one_and_for_three(
    client: Client, publish: Publish, topic: Topic, hours_ago: HoursAgo
) -> None:
    def queries(article: Article) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(article.get_absolute_url())
        return len(captured)

    others = [publish(str(n), topics=[topic], at=hours_ago(n + 1)) for n in range(3)]
    plain = queries(publish("Main"))
    numbers = [other.pk for other in others]
    assert queries(publish("Main", related=numbers[:1])) == plain
    assert queries(publish("Main", related=numbers)) == plain
    assert queries(publish("Main", topics=[topic])) == plain


def test_the_form_costs_the_same_for_one_and_for_three(
    staff_client: Client, publish: Publish, make_article: MakeArticle
) -> None:
    counts = []
    numbers = [publish(str(n)).pk for n in range(3)]
    for chosen in (numbers[:1], numbers):
        article = make_article("Main", related=chosen)
        staff_client.get(change(article))
        with CaptureQueriesContext(connection) as captured:
            staff_client.get(change(article))
        counts.append(len(captured))
    assert counts[0] == counts[1]
