"""What to look at before readers get a story: what must be mended first, and what only may be.

Works on a ``Copy`` alone: how that is read from a revision or from a form is their affair.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext as _

from articles import summary

LONG_HEADLINE = 110  # characters; search engines show no more of a news headline
LONG_STANDFIRST = 300
LONG_DESCRIPTION = 160


class Level(StrEnum):
    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True)
class Check:
    """``field`` is the form's field where it is mended, ``byline`` for the rows of names."""

    level: Level
    code: str
    field: str
    message: str


class Target(StrEnum):
    """What an address of our own in the text leads to."""

    PUBLIC = "public"
    NOT_PUBLIC = "not public"
    MISSING = "missing"
    STAFF = "staff only"


@dataclass(frozen=True)
class PhotoWords:
    """A photo of the story; ``field`` is the form's field that holds it."""

    number: int
    field: str
    alt: str
    decorative: bool
    credit: str


def place_of(photo: int, lead: int | None, social: int | None) -> str:
    """Return the field of the form that holds the photo."""
    if photo == lead:
        return "lead_image"
    return "social_image" if photo == social else "body"


@dataclass(frozen=True)
class Source:
    """What a translation was made from; ``is_stale``: readers have another text of it by now."""

    headline: str
    body: str
    is_stale: bool


@dataclass(frozen=True)
class Copy:
    """All of a story that is looked at. ``photos`` are those that the library holds."""

    has_section: bool
    headline: str
    standfirst: str
    body: str
    seo_description: str
    lead: int | None
    wanted_photos: Sequence[int]
    photos: Sequence[PhotoWords]
    topics: int
    authors: int
    links: dict[str, Target] = field(default_factory=dict)
    linked_articles: dict[int, Target] = field(default_factory=dict)
    related: dict[int, Target] = field(default_factory=dict)
    source: Source | None = None


def look_at(copy: Copy) -> list[Check]:
    """Return what there is to mend, what blocks publishing first."""
    found = [*_words(copy), *_photos(copy), *_links(copy), *_filing(copy), *_translation(copy)]
    return sorted(found, key=lambda check: check.level)


def blockers(found: Sequence[Check]) -> list[str]:
    return [check.message for check in found if check.level == Level.BLOCKS]


def _blocks(code: str, field: str, message: str) -> Check:
    return Check(Level.BLOCKS, code, field, message)


def _warns(code: str, field: str, message: str) -> Check:
    return Check(Level.WARNS, code, field, message)


def _words(copy: Copy) -> Iterator[Check]:
    if not copy.headline.strip():
        yield _blocks("no-headline", "headline", _("There is no headline."))
    elif len(copy.headline) > LONG_HEADLINE:
        text = _("The headline has %(length)s characters: search engines cut it after %(limit)s.")
        yield _warns("long-headline", "headline", text % _lengths(copy.headline, LONG_HEADLINE))
    if not copy.standfirst.strip():
        yield _warns("no-standfirst", "standfirst", _("There is no standfirst."))
    elif len(copy.standfirst) > LONG_STANDFIRST:
        text = _("The standfirst has %(length)s characters: more than %(limit)s are hard to read.")
        lengths = _lengths(copy.standfirst, LONG_STANDFIRST)
        yield _warns("long-standfirst", "standfirst", text % lengths)
    if not summary.plain_text(copy.body) and not copy.wanted_photos:
        yield _warns("no-body", "body", _("There is no text below the headline."))
    if len(copy.seo_description) > LONG_DESCRIPTION:
        text = _("The description has %(length)s characters: %(limit)s are shown.")
        lengths = _lengths(copy.seo_description, LONG_DESCRIPTION)
        yield _warns("long-description", "seo_description", text % lengths)


def _lengths(text: str, limit: int) -> dict[str, int]:
    return {"length": len(text), "limit": limit}


def _photos(copy: Copy) -> Iterator[Check]:
    if copy.lead is None:
        yield _warns("no-lead-photo", "lead_image", _("There is no lead photo."))
    known = {photo.number for photo in copy.photos}
    for number in copy.wanted_photos:
        if number not in known:
            text = _("The image library has no photo %(number)s.") % {"number": number}
            yield _warns("photo-missing", "body", text)
    for photo in copy.photos:
        if photo.decorative:
            if photo.number == copy.lead:
                text = _(
                    "The lead photo is marked as decorative: screen readers pass over it. "
                    "Mostly a lead photo says something."
                )
                yield _warns("decorative-lead", photo.field, text)
        elif not photo.alt.strip():
            text = _("Photo %(number)s has no alternative text.") % {"number": photo.number}
            yield _blocks("no-alt", photo.field, text)
        if not photo.credit.strip():
            text = _("Photo %(number)s has no credit.") % {"number": photo.number}
            yield _blocks("no-credit", photo.field, text)


def _links(copy: Copy) -> Iterator[Check]:
    for path, target in copy.links.items():
        if target == Target.MISSING:
            text = _("There is no page of ours at %(path)s.") % {"path": path}
            yield _blocks("broken-link", "body", text)
        elif target == Target.STAFF:
            text = _("Readers cannot follow the link to %(path)s.") % {"path": path}
            yield _blocks("staff-link", "body", text)
        elif target == Target.NOT_PUBLIC:
            text = _("What the link to %(path)s leads to is not public.") % {"path": path}
            yield _warns("unpublished-link", "body", text)
    # Readers see the words of such a link without it, until the article is public.
    for number, target in copy.linked_articles.items():
        if target != Target.PUBLIC:
            text = _("Article %(number)s, which the text links to, is not public.")
            yield _warns("unpublished-link", "body", text % {"number": number})


def _filing(copy: Copy) -> Iterator[Check]:
    if not copy.has_section:
        yield _blocks("no-section", "section", _("There is no section."))
    if not copy.authors:
        yield _warns("no-byline", "byline", _("Nobody is named as its author."))
    if not copy.topics:
        yield _warns("no-topics", "topics", _("It is filed under no topic."))
    for number, target in copy.related.items():
        if target != Target.PUBLIC:
            text = _("Related story %(number)s is not public: readers do not see it.")
            yield _warns("unpublished-related", "related", text % {"number": number})


def _translation(copy: Copy) -> Iterator[Check]:
    if copy.source is None:
        return
    if copy.source.is_stale:
        text = _("The article that it translates has been published with another text since.")
        follows = _("To publish says that this one follows.")
        yield _warns("stale", "source", f"{text} {follows}")
    words = summary.plain_text(copy.body)
    if words and words == summary.plain_text(copy.source.body):
        yield _blocks("untranslated-body", "body", _("The text is not translated yet."))
    if copy.headline and copy.headline == copy.source.headline:
        yield _warns(
            "untranslated-headline",
            "headline",
            _("The headline is the same as that of the article it translates."),
        )
