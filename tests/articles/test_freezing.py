"""What a revision keeps, and what can be brought back from it or tied to it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, Author, Image, Section, Topic
from articles.models.article import StaleError
from tests.cast import MakeArticle


def test_freezing_keeps_names_and_words_as_they_were(
    make_article: MakeArticle, author: Author, image: Image
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    body = f'<p>One</p><figure data-photo="{image.pk}"></figure>'
    article = make_article(authors=[author], lead_image=image, topics=[topic], body=body)
    Author.objects.update(name="Another name")
    Image.objects.update(alt="Another", caption="Another", credit="Another")
    revision = article.revisions.get()
    assert revision.contributions.get().name == "Mara Lindqvist"
    photo = revision.photos.get()
    assert (photo.alt, photo.caption) == ("Rain on a quay", "The quay in the rain.")
    assert list(revision.topics.all()) == [topic]


def test_only_a_change_is_frozen(make_article: MakeArticle, author: Author) -> None:
    article = make_article(authors=[author])
    assert article.freeze_changes(None) is None
    article.contributions.all().delete()
    frozen = article.freeze_changes(None)
    assert frozen is not None
    assert (frozen.number, article.version) == (2, 2)


def test_a_claim_names_the_revision_that_came_between(make_article: MakeArticle) -> None:
    article = make_article()
    with transaction.atomic():
        article.claim(1)
    newer = article.freeze(None)
    with pytest.raises(StaleError) as stale, transaction.atomic():
        article.claim(1)
    assert stale.value.latest == newer
    gone = Article(pk=article.pk + 1)
    with pytest.raises(StaleError) as stale, transaction.atomic():
        gone.claim(1)
    assert stale.value.latest is None


def test_restoring_brings_back_everything(
    make_article: MakeArticle, author: Author, image: Image
) -> None:
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    second = Author.objects.create(language="en", name="Pell Aubrey", slug="pell-aubrey")
    article = make_article("The first", authors=[second, author], lead_image=image, topics=[topic])
    article.headline, article.lead_image = "The second", None
    article.save()
    article.topics.clear()
    article.contributions.all().delete()
    article.freeze(None)
    restored = article.restore(article.revisions.get(number=1), None)
    article.refresh_from_db()
    assert (restored.number, article.headline, article.lead_image) == (3, "The first", image)
    assert list(article.topics.all()) == [topic]
    names = restored.contributions.values_list("name", flat=True)
    assert list(names) == ["Pell Aubrey", "Mara Lindqvist"]
    assert article.revisions.get(number=2).headline == "The second"


def test_translations_are_tied_all_to_all(
    make_article: MakeArticle, arabic_section: Section
) -> None:
    english = make_article()
    arabic = make_article("عودة", section=arabic_section)
    arabic.link_translation(english)
    english.refresh_from_db()
    assert english.translation_set_id == arabic.translation_set_id is not None
    arabic.link_translation(english)  # saying it twice changes nothing
    assert Article.objects.filter(translation_set=english.translation_set_id).count() == 2


def test_a_language_has_one_article_of_a_story(
    make_article: MakeArticle, arabic_section: Section
) -> None:
    english, other = make_article(), make_article("Another")
    arabic = make_article("عودة", section=arabic_section)
    arabic.link_translation(english)
    for target in (arabic, english, other):
        with pytest.raises(ValidationError, match="in this language already"):
            other.link_translation(target)
    other.refresh_from_db()
    assert other.translation_set_id is None
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=other.pk).update(translation_set=arabic.translation_set_id)


def test_unlinking(make_article: MakeArticle, arabic_section: Section) -> None:
    english = make_article()
    arabic = make_article("عودة", section=arabic_section)
    arabic.link_translation(english)
    arabic.unlink_translation()
    arabic.refresh_from_db()
    assert arabic.translation_set_id is None
    make_article("عودة أخرى", section=arabic_section).link_translation(english)


def test_words_that_changed_in_the_library_are_a_change(
    make_article: MakeArticle, image: Image
) -> None:
    article = make_article(lead_image=image)
    article.publish(None)
    assert article.freeze_changes(None) is None
    Image.objects.update(credit="Another")
    frozen = article.freeze_changes(None)
    assert frozen is not None
    assert frozen.photos.get().credit == "Another"
    assert article.publish(None).number == 2
