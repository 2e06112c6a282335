"""An article as a reader sees it: made alike from a public revision and from the working copy."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import models
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles import body, corrections
from articles.addresses import of_page
from articles.around import Neighbours, Related, around
from articles.corrections import Notice
from articles.languages import said
from articles.models import (
    Article,
    Author,
    Content,
    Image,
    PhotoFile,
    Revision,
    RevisionImage,
    Section,
    Topic,
)
from articles.prepared import prepared
from articles.reading_time import reading_minutes, word_count
from articles.social_card import Card, is_fit


@dataclass(frozen=True)
class Photo:
    """A photo with the words that stand beside it in this article."""

    image: PhotoFile
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Name:
    """A name in a byline, a person's or an agency's, and the page of all that it stands over."""

    name: str
    kind: str
    url: str

    @property
    def is_agency(self) -> bool:
        return self.kind == Author.Kind.AGENCY


@dataclass(frozen=True)
class Story:
    """Everything on an article's page that is the article's own. Times are aware.

    ``updated_at`` is when readers last got another text or a note on it.
    """

    article_id: int
    url: str
    language: str
    section: Section
    headline: str
    standfirst: str
    names: list[Name]
    published_at: datetime.datetime
    updated_at: datetime.datetime | None
    lead: Photo | None
    body: SafeString
    title_elsewhere: str
    description_elsewhere: str
    photo_elsewhere: Photo | None
    topics: Sequence[Topic]
    corrections: Sequence[Notice] = field(default_factory=list)
    translations: Sequence[Revision] = field(default_factory=list)
    related: Related = field(default_factory=Related)
    players: Sequence[str] = ()  # of what it embeds: their origins
    minutes: int = 0  # to read it
    neighbours: Neighbours = field(default_factory=Neighbours)

    def get_absolute_url(self) -> str:
        return self.url

    @property
    def has_gallery(self) -> bool:
        return 'class="figure gallery"' in self.body

    @property
    def social_card(self) -> Card | None:
        """What is drawn for networks where no photo is fit; none where one is."""
        photo = self.photo_elsewhere.image if self.photo_elsewhere else None
        if photo and is_fit(photo):
            return None
        return Card.of(self.language, self.title_elsewhere, self.section.name, photo)

    @property
    def social_card_url(self) -> str:
        card = self.social_card
        return reverse("articles:card", args=[self.article_id, card.digest]) if card else ""

    @property
    def byline(self) -> list[str]:
        return [each.name for each in self.names]


def of_revision(revision: Revision, at: datetime.datetime) -> Story:
    """Return the story of a public revision, with what else is public about it at that instant.

    Expects one of ``RevisionQuerySet.whole``.
    """
    told = vars(revision)
    names = [
        Name(each["name"], each["kind"], of_page("articles:author", *_place_of(each)))
        for each in sorted(told["byline"], key=lambda each: (each["position"], each["id"]))
    ]
    topics = [Topic(**each) for each in told["about"]]
    return _story(
        revision,
        photos_of(_frozen_photos(revision=revision.pk)),
        names,
        sorted(topics, key=lambda topic: (topic.language, topic.name)),
        told["tie"],
        published_at=revision.published_at or at,
        updated_at=revision.updated_at,
        corrections=corrections.of_article(revision.article_id, at),
        words=revision.words,
        at=at,
    )


def of_working_copy(article: Article, at: datetime.datetime) -> Story:
    """Return the story as it would be if the working copy were published at that instant."""
    authors = [each.author for each in article.contributions.select_related("author")]
    return of_text(article, authors, list(article.topics.all()), at)


def of_text(
    article: Article, authors: Sequence[Author], topics: list[Topic], at: datetime.datetime
) -> Story:
    """Return the story of an article whose text, byline and topics need not have been saved."""
    photos = photos_now(article.photo_ids())
    before = article.revisions.filter(live_from__lte=at).order_by("live_from").last()
    return _story(
        article,
        photos,
        [Name(author.name, author.kind, author.get_absolute_url()) for author in authors],
        topics,
        article.translation_set_id,
        published_at=before.published_at if before and before.published_at else at,
        updated_at=_updated(article, before, at),
        corrections=corrections.of_article(article.pk, at),
        words=word_count(body.plain_text(article.body)),
        at=at,
    )


@prepared
def _frozen_photos(revision: int) -> models.QuerySet[RevisionImage]:
    return RevisionImage.objects.filter(revision=revision).select_related("image", "earlier")


def _place_of(author: Mapping[str, str]) -> list[str]:
    return [author["language"], author["slug"]]


def photos_of(rows: Iterable[RevisionImage]) -> dict[int, Photo]:
    """Return the photos of a revision by their numbers, as they were when it was frozen."""
    return {row.image_id: Photo(row.file, row.alt, row.caption, row.credit) for row in rows}


def photos_now(numbers: Iterable[int]) -> dict[int, Photo]:
    """Return photos by their numbers, as they are in the library."""
    return {
        image.pk: Photo(image, image.alt, image.caption, image.credit)
        for image in Image.objects.filter(pk__in=numbers)
    }


def _updated(
    article: Article, before: Revision | None, at: datetime.datetime
) -> datetime.datetime | None:
    """Return what readers would be told if the working copy followed that revision now."""
    if before is None:
        return None
    return before.updated_at if before.same_content(article) else at


def _story(
    content: Content,
    photos: dict[int, Photo],
    names: list[Name],
    topics: list[Topic],
    tie: int | None,
    *,
    published_at: datetime.datetime,
    updated_at: datetime.datetime | None,
    corrections: Sequence[Notice],
    words: int,
    at: datetime.datetime,
) -> Story:
    beside = around(content, topics, tie, at)
    changes = [updated_at, *(notice.note.published_at for notice in corrections)]
    return Story(
        article_id=content.number_in_address,
        url=content.get_absolute_url(),
        language=content.language,
        section=content.section,
        headline=content.headline,
        standfirst=content.standfirst,
        names=names or _of_the_house(content.language),
        published_at=published_at,
        updated_at=max(filter(None, changes), default=None),
        lead=photos.get(content.lead_image_id) if content.lead_image_id else None,
        body=body.render(content.body, lambda figure: drawn(figure, photos), beside.addresses.get),
        title_elsewhere=content.title_elsewhere,
        description_elsewhere=content.description_elsewhere,
        photo_elsewhere=_photo_elsewhere(content, photos),
        topics=topics,
        corrections=corrections,
        translations=beside.translations,
        related=beside.related,
        players=body.player_origins(content.body),
        minutes=reading_minutes(words, content.language),
        neighbours=beside.neighbours,
    )


def _of_the_house(language: str) -> list[Name]:
    """Return what stands above an article without a name, if the site has a name for that."""
    name = said(settings.SITE_BYLINE, settings.SITE_BYLINES, language)
    front = of_page("articles:front", language)
    return [Name(name, Author.Kind.AGENCY, front)] if name else []


def drawn(figure: body.Figure, photos: Mapping[int, Photo]) -> str:
    """Return a figure of the body as HTML; a photo that is not there leaves no trace."""
    if figure.embed:
        return render_to_string("articles/_embed.html", {"figure": figure})
    shown = [photos[photo] for photo in figure.photos if photo in photos]
    if figure.kind == "gallery":
        context = {"photos": shown, "caption": figure.caption}
        return render_to_string("articles/_gallery.html", context) if shown else ""
    if not shown:
        return ""
    photo = replace(shown[0], caption=figure.caption or shown[0].caption)
    return render_to_string("articles/_figure.html", {"photo": photo, "size": figure.size})


def _photo_elsewhere(content: Content, photos: dict[int, Photo]) -> Photo | None:
    wanted = [content.social_image_id, content.lead_image_id, *body.photo_ids(content.body)]
    return next((photos[number] for number in wanted if number in photos), None)
