"""Text and queries are folded and parted alike, and neither can break the index."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.search.table import tsvector
from articles.search.terms import terms
from articles.search.words import LONGEST, fold, text_of, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Café LUMIÈRE", ["cafe", "lumiere"]),
        ("Straße", ["strasse"]),
        ("don't, O’Neil", ["dont", "oneil"]),
        ("الأُسْرَة والإعلام", ["الاسره", "والاعلام"]),
        ("کتاب فارسی", ["كتاب", "فارسي"]),
        ("می\u200cرود", ["مي", "رود"]),
        ("كتـــاب", ["كتاب"]),
        ("١٢٣ ۴۵۶", ["123", "456"]),
        ("snake_case, e-mail", ["snake", "case", "e", "mail"]),
        ("\x00 !? — ", []),
    ],
)
def test_words(text, found):
    assert words(text) == found


def test_words_of_a_body_end_where_its_paragraphs_do():
    body = "<p>One<strong>self</strong> &amp; all</p><p>others<br>too</p>"
    assert words(text_of(body)) == ["oneself", "all", "others", "too"]


@given(st.text())
@example("𝐀")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert all(len(word) <= LONGEST and word == fold(word) for word in words(text))


@pytest.mark.parametrize(
    ("typed", "fts5", "tsquery"),
    [
        ("Night ferry", '"night" AND "ferry"', "('night') & ('ferry')"),
        ('"night ferry" home', '"night ferry" AND "home"', "('night' <-> 'ferry') & ('home')"),
        ("“night ferry” home ", '"night ferry" AND "home"', "('night' <-> 'ferry') & ('home')"),
        ('night "ferry', '"night" AND "ferry"', "('night') & ('ferry')"),
        ("NEAR(a, b) OR -c*", '"near" AND "a" AND "b" AND "or" AND "c"', None),
        ("':* & |!", "", ""),
    ],
)
def test_terms(typed, fts5, tsquery):
    asked = terms(typed)
    assert asked.fts5 == fts5
    assert tsquery is None or asked.tsquery == tsquery
    assert bool(asked) is bool(fts5)


@pytest.mark.parametrize(
    ("typed", "fts5"),
    [
        ("night fer", '"night" AND "fer"*'),
        ("night ferry ", '"night" AND "ferry"'),
        ('"night fer"', '"night fer"'),
        ("night f", '"night" AND "f"'),
        ("fer", '"fer"*'),
    ],
)
def test_the_last_word_may_be_unfinished(typed, fts5):
    assert terms(typed, unfinished=True).fts5 == fts5


def test_columns_are_parted_by_a_gap():
    assert tsvector([["a", "b"], ["a"], [], ["c"]], "ABBD") == "'a':1A,4B 'b':2A 'c':7D"
