"""Atom feeds of the newest articles: of a language, a section, a topic, an author."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.sites import models as sites
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.xmlutils import SimplerXMLGenerator

from articles import corrections, feed_content, renditions
from articles.corrections import Notice
from articles.languages import site_name
from articles.models import Author, Revision, Section, Topic
from articles.models.revision import RevisionQuerySet
from articles.paging import EPOCH
from articles.plain_text import clean, in_line
from articles.templatetags.reading import listed

MOST = 20


class SteadyAtom(Atom1Feed):
    """Dates a feed without entries by the feed, not by the moment: equal bytes for everybody."""

    def latest_post_date(self) -> datetime.datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=cast(datetime.datetime, self.feed["dated"]))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["photo"]:
            # Nobody has measured the file, so its length is left out: a number would be made up.
            link = {"rel": "enclosure", "type": renditions.FORMATS["jpg"], "href": item["photo"]}
            handler.addQuickElement("link", "", link)
        if item["content"]:
            handler.addQuickElement("content", item["content"], {"type": "html"})


class OwnFeed(Feed):
    """A feed that names its site itself, and so has no use for the row that Django would read."""

    def get_feed(self, obj: Any, request: HttpRequest) -> SyndicationFeed:
        only = sites.Site(pk=settings.SITE_ID, name=settings.SITE_NAME)
        sites.SITE_CACHE.setdefault(settings.SITE_ID, only)
        return super().get_feed(obj, request)


@dataclass(frozen=True)
class Channel:
    """A feed: what it is of, where its page and itself stand, and what is in it."""

    name: str
    about: str
    page: str
    address: str
    site: str
    rows: Sequence[Revision]
    notices: Mapping[int, Sequence[Notice]]
    contents: Mapping[int, SafeString] = field(default_factory=dict)
    dated: datetime.datetime = EPOCH  # while nothing is in it


@dataclass(frozen=True)
class Item:
    site: str
    row: Revision
    notices: Sequence[Notice]
    content: str


class ArticleFeed(OwnFeed):
    """What all feeds say of an article. An entry keeps its id for as long as its article exists.

    An entry is updated by a new text and by a note on the text; it holds the notes that stand, and
    the whole text where ``FEED_CONTENT`` is “full”.
    """

    feed_type = SteadyAtom

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # A withdrawn article takes its date along: only the entity tag tells that it has left.
        response.headers.pop("Last-Modified", None)
        return response

    def channel(
        self,
        request: HttpRequest,
        found: RevisionQuerySet | Sequence[Revision],
        at: datetime.datetime,
        **about: Any,
    ) -> Channel:
        """Return the feed of some revisions; of a query, the first ``MOST`` of its order."""
        site = settings.SITE_URL or request.build_absolute_uri("/")
        full = settings.FEED_CONTENT == "full"
        if isinstance(found, RevisionQuerySet):
            rows = list(_told(found[:MOST], full))
        else:
            told = _told(Revision.objects.all(), full).in_bulk([row.pk for row in found])
            rows = [told[row.pk] for row in found]
        return Channel(
            **about,
            site=site,
            rows=rows,
            notices=corrections.of_articles((row.article_id for row in rows), at),
            contents=feed_content.contents(rows, at, partial(urljoin, site)) if full else {},
        )

    def title(self, obj: Channel) -> str:
        name = in_line(obj.name)
        return f"{name} | {site_name()}" if name else site_name()

    def subtitle(self, obj: Channel) -> str | None:
        return in_line(obj.about) or None

    def link(self, obj: Channel) -> str:
        return urljoin(obj.site, obj.page)

    def feed_url(self, obj: Channel) -> str:
        return urljoin(obj.site, obj.address)

    def author_name(self, obj: Channel) -> str:
        return site_name()

    def feed_extra_kwargs(self, obj: Channel) -> dict[str, Any]:
        return {"dated": obj.dated}

    def items(self, obj: Channel) -> list[Item]:
        return [
            Item(
                obj.site,
                row,
                obj.notices.get(row.article_id, []),
                obj.contents.get(row.article_id, ""),
            )
            for row in obj.rows
        ]

    def item_title(self, item: Item) -> str:
        return in_line(item.row.headline)

    def item_description(self, item: Item) -> SafeString:
        """Return HTML: the standfirst, and each note that no other has replaced."""
        standing = [each.note for each in item.notices if each.replaced_by is None]
        notes = format_html_join(
            "",
            "<p><strong>{} · {}:</strong> {}</p>",
            (
                (
                    note.get_kind_display(),
                    date_format(localtime(note.published_at), "j F Y"),
                    clean(note.text),
                )
                for note in standing
            ),
        )
        standfirst = in_line(item.row.standfirst)
        return format_html("<p>{}</p>{}", standfirst, notes) if standfirst else notes

    def item_link(self, item: Item) -> str:
        return urljoin(item.site, item.row.get_absolute_url())

    def item_guid(self, item: Item) -> str:
        """Return a tag URI (RFC 4151): neither a new headline nor a new section changes it."""
        published = self.item_pubdate(item).astimezone(datetime.UTC).date()
        return f"tag:{urlsplit(item.site).hostname},{published}:article/{item.row.article_id}"

    def item_author_name(self, item: Item) -> str | None:
        return listed([in_line(each.name) for each in item.row.contributions.all()]) or None

    def item_categories(self, item: Item) -> list[str]:
        topics = [in_line(topic.name) for topic in item.row.topics.all()]
        return [in_line(item.row.section.name), *topics]

    def item_pubdate(self, item: Item) -> datetime.datetime:
        return cast(datetime.datetime, item.row.published_at)

    def item_updateddate(self, item: Item) -> datetime.datetime:
        noted = (notice.note.published_at for notice in item.notices)
        return max([item.row.updated_at or self.item_pubdate(item), *noted])

    def item_extra_kwargs(self, item: Item) -> dict[str, Any]:
        picture = item.row.lead_picture
        photo = urljoin(item.site, picture.src) if picture else ""
        return {"photo": photo, "content": item.content}


class SiteFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, language: str, *, at: datetime.datetime) -> Channel:
        return self.channel(
            request,
            Revision.objects.live(at).filter(language=language).newest_first(),
            at,
            name="",
            about="",
            page=reverse("articles:front", args=[language]),
            address=reverse("articles:feed", args=[language]),
        )


class SectionFeed(ArticleFeed):
    def get_object(
        self, request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
    ) -> Channel:
        section = get_object_or_404(Section, language=language, slug=slug)
        return self.channel(
            request,
            Revision.objects.live(at).filter(section=section).newest_first(),
            at,
            name=section.name,
            about=section.description,
            page=section.get_absolute_url(),
            address=reverse("articles:section-feed", args=[language, slug]),
        )


class TopicFeed(ArticleFeed):
    def get_object(
        self, request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
    ) -> Channel:
        topic = get_object_or_404(Topic, language=language, slug=slug)
        filed = Revision.objects.live(at).filed_under("revisiontopic", topic=topic)
        return self.channel(
            request,
            filed.newest_first("filed_"),
            at,
            name=topic.name,
            about="",
            page=topic.get_absolute_url(),
            address=reverse("articles:topic-feed", args=[language, slug]),
        )


class AuthorFeed(ArticleFeed):
    def get_object(
        self, request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
    ) -> Channel:
        author = get_object_or_404(Author, language=language, slug=slug)
        filed = Revision.objects.live(at).filed_under("contributions", author=author)
        return self.channel(
            request,
            filed.newest_first("filed_"),
            at,
            name=author.name,
            about=author.bio,
            page=author.get_absolute_url(),
            address=reverse("articles:author-feed", args=[language, slug]),
        )


def _told(rows: RevisionQuerySet, full: bool) -> RevisionQuerySet:
    """Fetch with each row what an entry says."""
    beside = ["contributions", "topics", *(["photos__image", "photos__earlier"] if full else [])]
    rows = rows.select_related("section", "lead_image", "lead_file").prefetch_related(*beside)
    return rows if full else rows.defer("body")
