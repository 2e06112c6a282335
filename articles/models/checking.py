"""What is looked at before a revision is published, read from it and from what it links to."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.db.models import Q
from django.urls import Resolver404, resolve, reverse
from django.utils.encoding import uri_to_iri

from articles import body, links
from articles.models.revision import Revision
from articles.models.section import Section
from articles.models.translating import is_stale
from articles.publish_checks import Check, Copy, PhotoWords, Source, Target, look_at, place_of

if TYPE_CHECKING:
    from articles.models.article import Article

ARTICLE_ADDRESSES = {"articles:article", "articles:article-by-id"}


def checks_of(revision: Revision, at: datetime.datetime) -> list[Check]:
    """Return what to look at before that revision becomes public."""
    photos = revision.photos.values_list("image_id", "alt", "decorative", "credit")
    return look_at(
        Copy(
            has_section=revision.section_id is not None,
            headline=revision.headline,
            standfirst=revision.standfirst,
            body=revision.body,
            seo_description=revision.seo_description,
            lead=revision.lead_image_id,
            wanted_photos=revision.photo_ids(),
            photos=[
                PhotoWords(
                    number,
                    place_of(number, revision.lead_image_id, revision.social_image_id),
                    alt,
                    decorative,
                    credit,
                )
                for number, alt, decorative, credit in photos
            ],
            topics=revision.topics.count(),
            authors=revision.contributions.count(),
            links=link_targets(revision.body, at),
            linked_articles=linked_articles(revision.body, at),
            related=articles_by_number(revision.related, at),
            source=source_of(revision.article, at),
        )
    )


def source_of(article: "Article", at: datetime.datetime) -> Source | None:
    """Return what an article translates, if anything."""
    revision = article.translated_from
    if revision is None:
        return None
    rows = type(article).objects.filter(pk=article.pk)
    behind = article.source_moved and rows.filter(is_stale(at)).exists()
    return Source(revision.headline, revision.body, behind)


def linked_articles(html: str, at: datetime.datetime) -> dict[int, Target]:
    """Return what each link to an article by its number leads to at that instant."""
    return articles_by_number(body.article_ids(html)[: links.MOST_LINKS], at)


def link_targets(html: str, at: datetime.datetime) -> dict[str, Target]:
    """Return what each address of our own in the text leads to at that instant."""
    targets: dict[str, Target] = {}
    articles: dict[str, int] = {}
    sections: dict[str, tuple[str, str]] = {}
    for path in links.own_paths(html):
        if path.startswith(reverse("admin:index")):
            targets[path] = Target.STAFF
            continue
        try:
            match = resolve(path)
        except Resolver404:
            targets[path] = Target.MISSING
            continue
        targets[path] = Target.PUBLIC
        if match.view_name in ARTICLE_ADDRESSES:
            articles[path] = match.kwargs["article_id"]
        elif match.view_name == "articles:section":
            sections[path] = (match.kwargs["language"], match.kwargs["slug"])
    targets |= _articles(articles, at) | _sections(sections)
    missing = [path for path, target in targets.items() if target == Target.MISSING]
    return targets | dict.fromkeys(_led_on(missing), Target.PUBLIC)


def _led_on(paths: Iterable[str]) -> Iterator[str]:
    """Yield those that no page has, but from which readers are led to one."""
    noted = {uri_to_iri(quote(path)): path for path in paths}
    wanted = Q()
    for old in noted:
        other = old.rstrip("/") if old.endswith("/") else f"{old}/"
        wanted |= Q(old_path__in=[old, other]) | Q(old_path__startswith=f"{old}?")
    if not wanted:
        return
    rows = Redirect.objects.filter(wanted, site=settings.SITE_ID).exclude(new_path="")
    found = {row.partition("?")[0].rstrip("/") for row in rows.values_list("old_path", flat=True)}
    yield from (path for old, path in noted.items() if old.rstrip("/") in found)


def _articles(found: dict[str, int], at: datetime.datetime) -> dict[str, Target]:
    targets = articles_by_number(found.values(), at)
    return {path: targets[number] for path, number in found.items()}


def articles_by_number(numbers: Collection[int], at: datetime.datetime) -> dict[int, Target]:
    if not numbers:
        return {}
    rows = Revision.objects.filter(article__in=set(numbers))
    public = set(rows.live(at).values_list("article_id", flat=True))
    # Every article has a revision from its first save on.
    known = set(rows.order_by().values_list("article_id", flat=True).distinct())
    targets = dict.fromkeys(numbers, Target.MISSING)
    return targets | dict.fromkeys(known, Target.NOT_PUBLIC) | dict.fromkeys(public, Target.PUBLIC)


def _sections(found: dict[str, tuple[str, str]]) -> dict[str, Target]:
    if not found:
        return {}
    rows = Section.objects.filter(slug__in={slug for _language, slug in found.values()})
    known = set(rows.values_list("language", "slug"))
    return {
        path: Target.PUBLIC if named in known else Target.MISSING for path, named in found.items()
    }
