"""The articles in site maps: all of them, by their numbers, and those that are news."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator

from django.db.models import Max, Q
from django.utils.translation import override

from articles.alternates import Alternate, alternates
from articles.languages import codes, site_name
from articles.models import Article, Correction, Revision
from articles.models.revision import RevisionQuerySet
from newsroom.sitemaps import parts
from newsroom.sitemaps.entry import Entry, News

NEWS_FOR = datetime.timedelta(days=2)
MOST_NEWS = 1000
LAST = 50  # revisions among which one is expected that is public now
# Codes that the news extension names otherwise than by two or three letters.
NEWS_LANGUAGES = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}

Absolute = Callable[[str], str]


def files(at: datetime.datetime) -> int:
    """Return how many files hold the articles: by the highest number, in one look-up."""
    live = Revision.objects.live(at)
    published = Revision.objects.filter(live_from__isnull=False).order_by("-article_id")
    # Among the last ones; SQLite would sort all that is public instead of walking down the numbers.
    among = live.filter(pk__in=published.values("pk")[:LAST]).aggregate(n=Max("article_id"))["n"]
    return parts.count(among or live.aggregate(n=Max("article_id"))["n"])


def entries(number: int, at: datetime.datetime, absolute: Absolute) -> Iterator[Entry]:
    """Yield the public articles of a file, the first being number 1."""
    first, last = parts.numbers(number)
    live = _in_languages(Revision.objects.live(at))
    here = Q(article__gte=first, article__lte=last)
    rows = live.filter(here).cards().select_related("article").defer("body", "article__body")
    notes = Correction.objects.public(at).filter(here).order_by()
    noted = dict(notes.values_list("article").annotate(last=Max("published_at")))
    sets = Article.objects.filter(pk__range=(first, last), translation_set__isnull=False)
    told = _translations(live.filter(article__translation_set__in=sets.values("translation_set")))
    for row in rows.order_by("article_id"):
        picture = row.lead_picture
        yield Entry(
            absolute(row.get_absolute_url()),
            changed_at=max(
                filter(None, [row.updated_at or row.published_at, noted.get(row.article_id)])
            ),
            alternates=[
                Alternate(other.code, absolute(other.url))
                for other in told.get(row.article.translation_set_id, [])
            ],
            images=[absolute(picture.src)] if picture else [],
        )


def news(at: datetime.datetime, absolute: Absolute) -> list[Entry]:
    """Return what was first published in the last two days, newest first."""
    found: list[Revision] = []
    for code in codes():
        recent = Revision.objects.live(at).filter(language=code, published_at__gt=at - NEWS_FOR)
        found += recent.newest_first().select_related("section").defer("body")[:MOST_NEWS]
    names = {}
    for code in codes():
        with override(code):
            names[code] = site_name()
    found.sort(key=lambda row: (row.published_at, row.article_id), reverse=True)
    return [
        Entry(
            absolute(row.get_absolute_url()),
            news=News(
                publication=names[row.language],
                language=NEWS_LANGUAGES.get(row.language, row.language.partition("-")[0]),
                title=row.headline,
                published_at=row.published_at,
            ),
        )
        for row in found[:MOST_NEWS]
        if row.published_at
    ]


def _in_languages(rows: RevisionQuerySet) -> RevisionQuerySet:
    """Leave out what is in a language that the site has no more: it has no address."""
    return rows.filter(language__in=codes())


def _translations(rows: RevisionQuerySet) -> dict[int | None, list[Alternate]]:
    together: dict[int | None, list[Revision]] = defaultdict(list)
    for row in rows.select_related("section", "article").defer("body", "article__body"):
        together[row.article.translation_set_id].append(row)
    return {number: alternates(group) for number, group in together.items()}
