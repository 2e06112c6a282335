"""What search engines and other machines are told of an article, in the words of schema.org."""

import datetime
import json
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from django.utils.safestring import SafeString, mark_safe

from articles.models import Correction
from articles.story import Name, Story

# Nothing in the text can end the element that holds it, or open another: as ``json_script`` does.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
CONTEXT = "https://schema.org"
Absolute = Callable[[str], str]


class Identity(Protocol):
    """What is told of the publisher: its logo, and its accounts elsewhere."""

    @property
    def logo(self) -> Any: ...

    @property
    def accounts(self) -> Any: ...


def publisher(name: str, front_url: str, identity: Identity, absolute: Absolute) -> dict[str, Any]:
    """Describe who publishes the site."""
    described = {
        "@type": "NewsMediaOrganization",
        "name": name,
        "url": absolute(front_url),
        "logo": absolute(identity.logo.url) if identity.logo else "",
        "sameAs": [account.url for account in identity.accounts],
    }
    return {key: value for key, value in described.items() if value not in ("", [])}


def news_article(story: Story, published_by: dict[str, Any], absolute: Absolute) -> dict[str, Any]:
    """Describe the story; ``absolute`` completes an address with scheme and host."""
    url = absolute(story.url)
    drawn = story.social_card_url
    photo = story.photo_elsewhere
    pictures = [drawn] if drawn else photo.image.in_three_shapes if photo else []
    described = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": url},
        "url": url,
        "headline": story.headline,
        "description": story.description_elsewhere,
        "image": [absolute(each) for each in pictures],
        "datePublished": _time(story.published_at),
        "dateModified": _time(story.updated_at or story.published_at),
        "author": [_author(name, absolute) for name in story.names],
        "publisher": published_by,
        "inLanguage": story.language,
        "isAccessibleForFree": True,
        "articleSection": story.section.name,
        "keywords": [topic.name for topic in story.topics],
        "correction": list(_corrections(story)),
    }
    return {name: value for name, value in described.items() if value not in ("", [])}


def breadcrumbs(story: Story, site_name: str, front_url: str, absolute: Absolute) -> dict[str, Any]:
    """Describe the way from the front page to the story."""
    way = [
        (site_name, front_url),
        (story.section.name, story.section.get_absolute_url()),
        (story.headline, story.url),
    ]
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(url)}
            for place, (name, url) in enumerate(way, 1)
        ],
    }


def script(described: dict[str, Any]) -> SafeString:
    """Return the description as a block of data, which no browser executes."""
    text = json.dumps(described, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  (escaped)


def _author(name: Name, absolute: Absolute) -> dict[str, str]:
    return {
        "@type": "Organization" if name.is_agency else "Person",
        "name": name.name,
        "url": absolute(name.url),
    }


def _corrections(story: Story) -> Iterator[dict[str, str]]:
    """Yield what corrects the text; a replaced note does not, and an update adds to it."""
    for notice in story.corrections:
        note = notice.note
        if notice.replaced_by is None and note.kind != Correction.Kind.UPDATE:
            yield {
                "@type": "CorrectionComment",
                "text": note.text,
                "datePublished": _time(note.published_at),
            }


def _time(instant: datetime.datetime) -> str:
    return instant.astimezone(datetime.UTC).isoformat(timespec="seconds")
