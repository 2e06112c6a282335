"""An address in a site map, and the files that hold them.

Formats: sitemaps.org 0.9; Google's extensions for images 1.1 and for news 0.9; ``xhtml:link`` for
the same page in other languages.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from articles.alternates import Alternate
from articles.plain_text import in_line

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
EXTENSIONS = (
    'xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)


@dataclass(frozen=True)
class News:
    """What is said of an article while it is news."""

    publication: str
    language: str
    title: str
    published_at: datetime.datetime


@dataclass(frozen=True)
class Entry:
    """A page; all addresses are whole. ``changed_at``: its text, or what it lists."""

    url: str
    changed_at: datetime.datetime | None = None
    alternates: Sequence[Alternate] = ()
    images: Sequence[str] = ()
    news: News | None = None


def site_map(entries: Iterable[Entry]) -> str:
    lines = "\n".join(map(_element, entries))
    return f"{HEAD}<urlset {NAMESPACE} {EXTENSIONS}>\n{lines}\n</urlset>\n"


def index(urls: Iterable[str]) -> str:
    lines = "\n".join(f"<sitemap><loc>{escape(url)}</loc></sitemap>" for url in urls)
    return f"{HEAD}<sitemapindex {NAMESPACE}>\n{lines}\n</sitemapindex>\n"


def _element(entry: Entry) -> str:
    parts = [f"<loc>{escape(entry.url)}</loc>"]
    if entry.changed_at:
        parts.append(f"<lastmod>{_time(entry.changed_at)}</lastmod>")
    parts += (
        f'<xhtml:link rel="alternate" hreflang="{other.code}" href={quoteattr(other.url)}/>'
        for other in entry.alternates
    )
    parts += (
        f"<image:image><image:loc>{escape(image)}</image:loc></image:image>"
        for image in entry.images
    )
    if entry.news:
        parts.append(_news(entry.news))
    return f"<url>{''.join(parts)}</url>"


def _news(news: News) -> str:
    return (
        "<news:news><news:publication>"
        f"<news:name>{escape(in_line(news.publication))}</news:name>"
        f"<news:language>{news.language}</news:language></news:publication>"
        f"<news:publication_date>{_time(news.published_at)}</news:publication_date>"
        f"<news:title>{escape(in_line(news.title))}</news:title></news:news>"
    )


def _time(instant: datetime.datetime) -> str:
    return instant.astimezone(datetime.UTC).isoformat(timespec="seconds")
