import pytest

from articles.search.snippets import marked, snippet
from articles.search.terms import terms


def shown(text: str, typed: str) -> str:
    return "".join(f"[{p.text}]" if p.found else p.text for p in marked(text, terms(typed)))


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("The night ferry", "ferry", "The night [ferry]"),
        ("Ferry, ferries; FERRY!", "ferry", "[Ferry], ferries; [FERRY]!"),
        ("past ten past six", '"past six"', "past ten [past six]"),
        ("past past six", '"past six"', "past [past six]"),
        ("a-b c", '"a b"', "[a-b] c"),
        ("Zoë’s café", "zoes cafe", "[Zoë’s] [café]"),
        ("إلى الميناءِ", "الى الميناء", "[إلى] [الميناءِ]"),
        ("nothing", "ferry", "nothing"),
        ("", "ferry", ""),
    ],
)
def test_marks_what_was_searched_for(text: str, typed: str, expected: str) -> None:
    assert shown(text, typed) == expected


def test_a_snippet_begins_and_ends_at_words() -> None:
    text = f"{'before ' * 50}ferry {'after ' * 50}".strip()

    pieces = snippet(text, terms("ferry"))

    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("… before ") and whole.endswith("after …")
    assert [piece.text for piece in pieces if piece.found] == ["ferry"]
    assert len(whole) < 300


def test_a_short_text_is_shown_whole() -> None:
    assert [piece.text for piece in snippet("A ferry.", terms("ferry"))] == ["A ", "ferry", "."]
    assert snippet("A ship.", terms("ferry")) == []


def test_a_text_without_spaces_has_an_end() -> None:
    pieces = snippet("x" * 500 + " ferry" + "y" * 5 + " " + "z" * 900, terms("ferryyyyyy"))
    assert len("".join(piece.text for piece in pieces)) < 300
