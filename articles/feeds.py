"""Atom feeds of the newest articles: of a language, and of a section."""

import datetime
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.sites import models as sites
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from articles import corrections
from articles.corrections import Notice
from articles.models import Revision, Section
from articles.paging import EPOCH
from articles.plain_text import clean, in_line
from articles.templatetags.reading import listed

MOST = 20


class SteadyAtom(Atom1Feed):
    """Dates a feed without entries by the feed, not by the moment: equal bytes for everybody."""

    def latest_post_date(self) -> datetime.datetime:
        dates = [item["updateddate"] for item in self.items]
        return max(dates, default=cast(datetime.datetime, self.feed["dated"]))


class OwnFeed(Feed):
    """A feed that names its site itself, and so has no use for the row that Django would read."""

    def get_feed(self, obj: Any, request: HttpRequest) -> SyndicationFeed:
        only = sites.Site(pk=settings.SITE_ID, name=settings.SITE_NAME)
        sites.SITE_CACHE.setdefault(settings.SITE_ID, only)
        return super().get_feed(obj, request)


@dataclass(frozen=True)
class Channel:
    """A feed: where it stands, and the newest of what is public in it."""

    language: str
    section: Section | None
    site: str
    rows: list[Revision]
    notices: dict[int, list[Notice]]


@dataclass(frozen=True)
class Item:
    site: str
    row: Revision
    notices: list[Notice]


class ArticleFeed(OwnFeed):
    """What both feeds say of an article. An entry keeps its id for as long as its article exists.

    An entry is updated by a new text and by a note on the text; it holds the notes that stand.
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
        language: str,
        section: Section | None,
        at: datetime.datetime,
    ) -> Channel:
        live = Revision.objects.live(at).select_related("section").defer("body")
        mine = live.filter(section=section) if section else live.filter(language=language)
        rows = list(mine.prefetch_related("contributions").newest_first()[:MOST])
        return Channel(
            language,
            section,
            settings.SITE_URL or request.build_absolute_uri("/"),
            rows,
            corrections.of_articles((row.article_id for row in rows), at),
        )

    def title(self, obj: Channel) -> str:
        name = in_line(obj.section.name) if obj.section else ""
        return f"{name} | {settings.SITE_NAME}" if name else settings.SITE_NAME

    def subtitle(self, obj: Channel) -> str | None:
        return (in_line(obj.section.description) if obj.section else "") or None

    def author_name(self, obj: Channel) -> str:
        return settings.SITE_NAME

    def feed_extra_kwargs(self, obj: Channel) -> dict[str, Any]:
        return {"dated": EPOCH}

    def items(self, obj: Channel) -> list[Item]:
        return [Item(obj.site, row, obj.notices.get(row.article_id, [])) for row in obj.rows]

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
        return [in_line(item.row.section.name)]

    def item_pubdate(self, item: Item) -> datetime.datetime:
        return cast(datetime.datetime, item.row.published_at)

    def item_updateddate(self, item: Item) -> datetime.datetime:
        noted = (notice.note.published_at for notice in item.notices)
        return max([item.row.updated_at or self.item_pubdate(item), *noted])


class SiteFeed(ArticleFeed):
    def get_object(self, request: HttpRequest, language: str, *, at: datetime.datetime) -> Channel:
        return self.channel(request, language, None, at)

    def link(self, obj: Channel) -> str:
        return urljoin(obj.site, reverse("articles:front", args=[obj.language]))

    def feed_url(self, obj: Channel) -> str:
        return urljoin(obj.site, reverse("articles:feed", args=[obj.language]))


class SectionFeed(ArticleFeed):
    def get_object(
        self, request: HttpRequest, language: str, slug: str, *, at: datetime.datetime
    ) -> Channel:
        section = Section.objects.filter(language=language, slug=slug).first()
        if section is None:
            raise Http404("no such section")
        return self.channel(request, language, section, at)

    def link(self, obj: Channel) -> str:
        return urljoin(obj.site, cast(Section, obj.section).get_absolute_url())

    def feed_url(self, obj: Channel) -> str:
        section = cast(Section, obj.section)
        address = reverse("articles:section-feed", args=[section.language, section.slug])
        return urljoin(obj.site, address)
