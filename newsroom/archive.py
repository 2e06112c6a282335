"""Made-up articles in any number, to see how the site bears a large archive.

The texts are drawn from invented words, some common and some rare, the same for the same number.
"""

import datetime
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from articles.models import (
    Article,
    ArticleAuthor,
    Author,
    Revision,
    RevisionAuthor,
    Section,
    Stage,
    Topic,
)
from articles.models.revision import RevisionTopic
from articles.search import index, marks
from articles.search.words import text_of

SLUG = "archive-"
YEARS = datetime.timedelta(days=3650)  # over which the articles are spread
BATCH = 1000
WORDS, PARAGRAPHS = 20_000, 4_000
LENGTH = 40  # words of a paragraph
COMMON = "harbour"  # stands in every third article or so
RARE_EVERY = 1000  # articles have "rareword<n>" in common, n being their number in thousands
SYLLABLES = {
    "en": "ba co di fen gar hil jo kem lor mi nes ol pra quin ros sel tum ul ver wyn yar zet",
    "ar": "با كو دي فن قر هل جو كم لر مي نس عل بر شن رس سل تم حل ور وين يار زت",
}


Named = TypeVar("Named", Section, Author, Topic)


@dataclass(frozen=True)
class Shelf:
    """Where the articles of one language stand, and what they are made of."""

    language: str
    sections: Sequence[Section]
    authors: Sequence[Author]
    topics: Sequence[Topic]
    paragraphs: Sequence[str]


def shelf(language: str) -> Shelf:
    """Return the shelf of a language; what it needs is made if it is not there."""
    draw = random.Random(language)
    syllables = SYLLABLES.get(language, SYLLABLES["en"]).split()
    vocabulary = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(WORDS)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))

    def paragraph() -> str:
        words = draw.choices(vocabulary, cum_weights=weights, k=LENGTH)
        if draw.random() < 0.1:
            words[draw.randrange(LENGTH)] = COMMON
        return " ".join(words).capitalize() + "."

    return Shelf(
        language,
        _named(Section, language, 6),
        _named(Author, language, 200),
        _named(Topic, language, 100),
        [paragraph() for _ in range(PARAGRAPHS)],
    )


def _named(model: type[Named], language: str, count: int) -> list[Named]:
    slugs = [f"{SLUG}{place}" for place in range(count)]
    rows = [model(language=language, slug=slug, name=slug.capitalize()) for slug in slugs]
    model._default_manager.bulk_create(rows, ignore_conflicts=True)
    found = model._default_manager.filter(language=language, slug__in=slugs)
    return list(found.order_by("pk"))


def last_made() -> int:
    """Return the number of the article that was made last; 0 without any."""
    made = Article.objects.filter(slug__startswith=SLUG).order_by("-pk")
    slug = made.values_list("slug", flat=True).first() or f"{SLUG}0"
    return int(slug.removeprefix(SLUG))


def fill(shelves: Sequence[Shelf], total: int) -> Iterator[int]:
    """Make articles up to the number ``total``, and yield after each batch how many there are.

    Each batch is whole or not there: what was broken off goes on where it stopped. The articles
    are published, the newest a moment ago.
    """
    for start in range(last_made(), total, BATCH):
        numbers = range(start + 1, min(start + BATCH, total) + 1)
        with transaction.atomic():
            _batch([(number, shelves[number % len(shelves)]) for number in numbers], total)
        yield numbers[-1]


def _batch(wanted: Sequence[tuple[int, Shelf]], total: int) -> None:
    now = timezone.now()
    articles = Article.objects.bulk_create(_article(*each) for each in wanted)
    revisions = []
    for (number, _), article in zip(wanted, articles, strict=True):
        at = now - YEARS * ((total - number) / total) - datetime.timedelta(seconds=1)
        revision = Revision(article=article, number=1, created_at=at, live_from=at, published_at=at)
        revision.stage = article.stage
        revision.copy_content(article)
        revisions.append(revision)
    Revision.objects.bulk_create(revisions)
    own = Revision.objects.filter(article=OuterRef("pk")).values("live_from")[:1]
    made = Article.objects.filter(pk__in=[article.pk for article in articles])
    made.update(created_at=Subquery(own), updated_at=Subquery(own))
    _file(wanted, articles, revisions)


def _article(number: int, shelf: Shelf) -> Article:
    draw = random.Random(number)
    chosen = draw.choices(shelf.paragraphs, k=4)
    section = draw.choice(shelf.sections)
    return Article(
        language=shelf.language,
        section=section,
        headline=f"{chosen[0][:60].rpartition(' ')[0]} {number}",
        slug=f"{SLUG}{number}",
        standfirst=f"{chosen[1][:140].rpartition(' ')[0]} rareword{number // RARE_EVERY}.",
        body="".join(f"<p>{paragraph}</p>" for paragraph in chosen[1:]),
        version=1,
        stage=Stage.PUBLISHED,
    )


def _file(
    wanted: Sequence[tuple[int, Shelf]],
    articles: Sequence[Article],
    revisions: Sequence[Revision],
) -> None:
    """Give each article a byline and two topics, and put it into the index of the search."""
    begun: list[ArticleAuthor] = []
    printed: list[RevisionAuthor] = []
    own: list[Article.topics.through] = []  # type: ignore[name-defined]  # made by Django
    frozen: list[RevisionTopic] = []
    texts = []
    for (number, shelf), article, revision in zip(wanted, articles, revisions, strict=True):
        author = shelf.authors[number % len(shelf.authors)]
        first = number % len(shelf.topics)
        topics = [shelf.topics[first], shelf.topics[first - 1]]
        filed = {"article": article, "published_at": revision.published_at}
        begun.append(ArticleAuthor(article=article, author=author))
        printed.append(RevisionAuthor(revision=revision, author=author, name=author.name, **filed))
        own.extend(Article.topics.through(article=article, topic=topic) for topic in topics)
        frozen.extend(RevisionTopic(revision=revision, topic=topic, **filed) for topic in topics)
        names = " ".join([author.name, *(topic.name for topic in topics)])
        body = text_of(revision.body)
        marked = marks.of(revision.language, revision.section_id, revision.published_at)
        texts.append(
            index.Text(revision.pk, revision.headline, revision.standfirst, names, body, marked)
        )
    ArticleAuthor.objects.bulk_create(begun)
    RevisionAuthor.objects.bulk_create(printed)
    Article.topics.through.objects.bulk_create(own)
    RevisionTopic.objects.bulk_create(frozen)
    index.write(texts)
