"""An article as a reader sees it: made alike from a public revision and from the working copy."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from articles import body
from articles.models import Article, Content, Correction, Image, Revision, Section, Topic


@dataclass(frozen=True)
class Photo:
    """A photo with the words that stand beside it in this article."""

    image: Image
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True)
class Story:
    """Everything on an article's page that is the article's own. Times are aware."""

    article_id: int
    url: str
    language: str
    section: Section
    headline: str
    standfirst: str
    byline: list[str]
    published_at: datetime.datetime
    updated_at: datetime.datetime | None
    lead: Photo | None
    body: SafeString
    topics: Sequence[Topic]
    corrections: Sequence[Correction] = field(default_factory=list)
    translations: Sequence[Revision] = field(default_factory=list)
    related: Sequence[Revision] = field(default_factory=list)


RELATED = 3


def of_revision(revision: Revision, at: datetime.datetime) -> Story:
    """Return the story of a public revision, with what else is public about it at that instant.

    Expects ``section`` and ``article`` to be fetched.
    """
    photos = {
        photo.image_id: Photo(photo.image, photo.alt, photo.caption, photo.credit)
        for photo in revision.photos.select_related("image")
    }
    byline = list(revision.contributions.values_list("name", flat=True))
    return _story(
        revision,
        photos,
        byline,
        published_at=revision.published_at or at,
        updated_at=revision.updated_at,
        corrections=list(Correction.objects.public(at).filter(article=revision.article_id)),
        translations=_translations(revision.article, at),
        related=_related(revision, at),
    )


def of_working_copy(article: Article, at: datetime.datetime) -> Story:
    """Return the story as it would be if the working copy were published at that instant."""
    photos = {
        image.pk: Photo(image, image.alt, image.caption, image.credit)
        for image in Image.objects.filter(pk__in=article.photo_ids())
    }
    byline = list(article.contributions.values_list("author__name", flat=True))
    before = article.revisions.filter(live_from__lte=at).order_by("live_from").last()
    return _story(
        article,
        photos,
        byline,
        published_at=before.published_at if before and before.published_at else at,
        updated_at=_updated(article, before, at),
        corrections=list(Correction.objects.public(at).filter(article=article)),
        translations=_translations(article, at),
        related=_related(article, at),
    )


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
    byline: list[str],
    *,
    published_at: datetime.datetime,
    updated_at: datetime.datetime | None,
    corrections: Sequence[Correction],
    translations: Sequence[Revision],
    related: Sequence[Revision],
) -> Story:
    return Story(
        article_id=content.number_in_address,
        url=content.get_absolute_url(),
        language=content.language,
        section=content.section,
        headline=content.headline,
        standfirst=content.standfirst,
        byline=byline,
        published_at=published_at,
        updated_at=updated_at,
        lead=photos.get(content.lead_image_id) if content.lead_image_id else None,
        body=body.render(content.body, photos, _figure),
        topics=list(content.topics.all()),
        corrections=corrections,
        translations=translations,
        related=related,
    )


def _figure(photo: Photo, size: str) -> str:
    return render_to_string("articles/_figure.html", {"photo": photo, "size": size})


def _translations(article: Article, at: datetime.datetime) -> list[Revision]:
    if article.translation_set_id is None:
        return []
    return list(
        Revision.objects.live(at)
        .filter(article__translation_set=article.translation_set_id)
        .exclude(article=article)
        .cards()
    )


def _related(content: Content, at: datetime.datetime) -> list[Revision]:
    newest = Revision.objects.live(at).filter(section=content.section_id).cards().newest_first()
    others = [row for row in newest[: RELATED + 1] if row.article_id != content.number_in_address]
    return others[:RELATED]
