"""The page on which readers search the archive."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.forms.search import SearchForm
from articles.interval import interval
from articles.models import Revision
from articles.models.revision import RevisionQuerySet
from articles.paging import EPOCH, Page
from articles.public import public_page
from articles.search import index, marks, snippets
from articles.search.snippets import Piece
from articles.search.terms import Terms, terms
from articles.search.words import text_of
from articles.unindexed import Unindexed

SIZE = 10


@dataclass(frozen=True)
class Hit:
    row: Revision
    headline: list[Piece]
    text: list[Piece]


@public_page(reads=["q", "section", "first", "last", "before"])
def search(request: HttpRequest, language: str, *, at: datetime.datetime) -> HttpResponse:
    """Show the newest articles that hold the words asked for.

    At most ``index.MOST_FOUND`` are looked at, the last that were published: so a common word
    costs no more than a rare one, and a section and days narrow down before that.
    """
    sections = interval(at).menu(language)
    form = SearchForm(request.GET, sections)
    before = request.GET.get("before")
    wanted = terms(form["q"].value() or "")
    page = Page([], None)
    if wanted and form.is_valid():
        page = Page.of(_found(wanted, form, language, at), before, SIZE)
    query = urlencode({name: value for name in form.fields if (value := form[name].value())})
    return render(
        request,
        "articles/search.html",
        {
            "at": at,
            "language": language,
            "sections": sections,
            "form": form,
            "wanted": wanted,
            "hits": _hits(page.rows, wanted),
            "page": page,
            "first_page": before is None,
            "query": query,
            "newest": f"{request.path}?{query}",
        },
    )


def _found(
    wanted: Terms, form: SearchForm, language: str, at: datetime.datetime
) -> RevisionQuerySet:
    by_key = Revision.objects.live(at).alias(
        in_language=Unindexed("language"), in_section=Unindexed("section_id")
    )
    live = by_key.filter(in_language=language)
    choices = [marks.in_language(language)]
    if form.chosen:
        live = live.filter(in_section=form.chosen.pk)
        choices.append(marks.in_section(form.chosen.pk))
    first, end = form.span
    if first:
        live = live.filter(published_at__gte=first)
    if end:
        live = live.filter(published_at__lt=end)
    if first or end:
        choices.append(marks.between(first or EPOCH, min(end or at, at)))
    found = index.found(replace(wanted, marks=tuple(choices)))
    return live.filter(pk__in=found).select_related("section", "lead_image", "lead_file")


def _hits(rows: Sequence[Revision], wanted: Terms) -> list[Hit]:
    return [Hit(row, snippets.marked(row.headline, wanted), _around(row, wanted)) for row in rows]


def _around(row: Revision, wanted: Terms) -> list[Piece]:
    """Return the standfirst if it holds any of the words, else the body around the first."""
    standfirst = snippets.marked(row.standfirst, wanted)
    if any(piece.found for piece in standfirst):
        return standfirst
    return snippets.snippet(" ".join(text_of(row.body).split()), wanted) or standfirst
