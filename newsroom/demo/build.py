"""Fill an empty site with the demo newsroom."""

import datetime
import re

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from articles import body, uploads
from articles.models import (
    Article,
    ArticleAuthor,
    Author,
    Banner,
    Correction,
    Image,
    Layout,
    Revision,
    Section,
    Stage,
    Topic,
)
from articles.models.layout import Pin, Place
from feedback import liked
from newsroom import house
from newsroom.demo import texts
from newsroom.demo.pictures.album import draw_all
from newsroom.demo.votes import cast_votes
from newsroom.models import HousePage

LANGUAGES = ("en", "ar")
CORRECTED_AFTER = datetime.timedelta(hours=2)
WITHDRAWN_AFTER = datetime.timedelta(hours=5)
PICTURES = re.compile('(data-photo|data-gallery)="([^"]*)"')


def is_empty() -> bool:
    """Return whether the site holds nothing that an editor could have made."""
    return not Section.objects.exists() and not Image.objects.exists()


def build() -> None:
    """Make the whole demo newsroom, or nothing of it."""
    now = timezone.now().replace(second=0, microsecond=0)
    drawn = draw_all()
    with transaction.atomic():
        made: dict[str, Article] = {}
        desks: list[Desk] = []
        HousePage.objects.add_missing()
        for language in LANGUAGES:
            desk = Desk(language, drawn, now)
            for other in desks[:1]:
                desk.correspond_to(other)
            desks.append(desk)
            for text in texts.articles(language):
                made[text.slug] = desk.write(text)
                if text.translation_of:
                    made[text.slug].link_translation(made[text.translation_of])
                    made[text.slug].keep_up_with(made[text.translation_of])
            _arrange(language, made)
            _write_pages(language)
        _date_working_copies()
        liked.rebuild()


class Desk:
    """The demo's newsroom of one language: its sections, names and photos, and who writes."""

    def __init__(self, language: str, drawn: dict[str, bytes], now: datetime.datetime) -> None:
        tables = texts.site(language)
        self.now = now
        self.sections = {
            row["slug"]: Section.objects.create(language=language, position=place, **row)
            for place, row in enumerate(tables["sections"])
        }
        self.topics = {
            row["slug"]: Topic.objects.create(language=language, **row) for row in tables["topics"]
        }
        self.authors = {
            row["slug"]: Author.objects.create(language=language, **row)
            for row in tables["authors"]
        }
        self.images = {
            row["key"]: uploads.store(
                ContentFile(drawn[row["key"]], f"{row['key']}.jpg"),
                alt=row["alt"],
                caption=row["caption"],
                credit=row["credit"],
            )
            for row in tables["pictures"]
        }

    def correspond_to(self, other: "Desk") -> None:
        """Tie what has the same slug in both languages: it is filed alike when translated."""
        for name in ("sections", "topics", "authors"):
            mine, theirs = getattr(self, name), getattr(other, name)
            for slug in mine.keys() & theirs.keys():
                mine[slug].counterpart_of = theirs[slug]
                mine[slug].save()

    def write(self, text: texts.Text) -> Article:
        article = Article(
            section=self.sections[text.section],
            headline=text.headline,
            slug=text.slug,
            standfirst=text.standfirst,
            lead_image=self.images[text.photo],
            body=self._with_photos(text.first_body()),
        )
        article.save()
        article.topics.set(self.topics[slug] for slug in text.topics)
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(article=article, author=self.authors[slug], position=place)
            for place, slug in enumerate(text.authors)
        )
        self._publish(article, text)
        return article

    def _publish(self, article: Article, text: texts.Text) -> None:
        at = text.published_at(self.now)
        if text.state == "in_review":
            _set_stage(article, Stage.IN_REVIEW)
        first = article.freeze(None)
        if text.state == "in_review":
            return
        if text.state == "scheduled":
            article.publish(None, at=at)
            return
        first.live_from = first.published_at = first.created_at = at
        if text.state == "withdrawn":
            first.live_until = at + WITHDRAWN_AFTER
        first.save()
        if text.correction:
            self._correct(article, first, text)
        _set_stage(article, Stage.PUBLISHED)
        if text.next_standfirst:
            article.standfirst = text.next_standfirst
            article.save()
            article.freeze(None)
        article.revisions.all().file()
        article.revisions.indexed().tell_search()
        cast_votes(article, (at, self.now), text.likes, text.dislikes)

    def _correct(self, article: Article, first: Revision, text: texts.Text) -> None:
        at = text.published_at(self.now) + CORRECTED_AFTER
        article.body = self._with_photos(text.body)
        article.save()
        second = article.freeze(None)
        first.live_until = at
        first.save()
        second.live_from, second.published_at, second.created_at = at, first.published_at, at
        second.save()
        Correction.objects.create(
            article=article, corrected=first, text=text.correction, published_at=at
        )

    def _with_photos(self, html: str) -> str:
        """Replace the names of pictures in figures by the numbers that the library gave them."""

        def numbered(found: re.Match[str]) -> str:
            numbers = (str(self.images[key].pk) for key in found[2].split(","))
            return f'{found[1]}="{",".join(numbers)}"'

        return body.clean(PICTURES.sub(numbered, html))


def _set_stage(article: Article, stage: Stage) -> None:
    article.stage = stage
    article.save(update_fields=["stage"])


def _arrange(language: str, made: dict[str, Article]) -> None:
    """Pin stories to the front page, and put up a banner, which ends by itself."""
    front = texts.front(language)
    place, pins = Place(language), [Pin(made[slug].pk) for slug in front.pinned]
    Layout.objects.arrange(place, pins, None, version=0)
    Banner.objects.create(language=language, text=front.banner, article=made[front.banner_leads_to])


def _write_pages(language: str) -> None:
    for slug, text in texts.pages(language).items():
        page = HousePage.objects.filter(url=str(house.Place(language, slug, fixed=True)))
        page.update(title=text["title"], content=body.clean(text["body"]))


def _date_working_copies() -> None:
    """Date each working copy as its latest revision, so that the admin's list looks lived in."""
    latest = Revision.objects.order_by("article", "-number")
    seen: set[int] = set()
    for article_id, created_at in latest.values_list("article_id", "created_at"):
        if article_id not in seen:
            seen.add(article_id)
            Article.objects.filter(pk=article_id).update(updated_at=created_at)
