"""SQLite knows nothing of how many rows there are: its plans must be right at a million, too."""

import pytest
from django.db import connection
from django.utils import timezone

from articles import front, search_views
from articles.forms.search import SearchForm
from articles.models import Section
from articles.models.layout import Place
from articles.search.terms import terms
from tests.cast import Publish

pytestmark = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL decides by what it has counted"
)


@pytest.mark.parametrize("in_section", [False, True])
def test_what_a_search_found_is_read_by_its_keys(publish: Publish, in_section: bool) -> None:
    section = publish().section
    form = SearchForm({"q": "ferry", "section": section.slug if in_section else ""}, [section])
    assert form.is_valid()

    rows = search_views._found(terms("ferry"), form, "en", timezone.now())
    plan = rows.newest_first()[:11].explain()

    assert "SEARCH articles_revision USING INTEGER PRIMARY KEY" in plan
    assert "revision_front" not in plan
    assert "revision_section" not in plan


@pytest.mark.parametrize("of_section", [False, True])
def test_what_is_pinned_is_found_by_its_article(section: Section, of_section: bool) -> None:
    place = Place("en", section if of_section else None)

    plan = front._arranged(place, timezone.now(), 7).explain()

    # Once for the newest, and not again for what is pinned.
    assert plan.count("revision_section" if of_section else "revision_front") == 1
    assert "article_id=?" in plan
