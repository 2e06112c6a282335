"""Two texts word by word: nothing is lost or made up, and people can read what comes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import Change, Effort, align, compare, compare_words, words_of

PROSE = st.lists(
    st.sampled_from(["the ", "ferry ", "mole", ", ", ".\n", " ", "قارب ", "ًا ", "it’s ", "x"])
).map("".join)


def without(change: Change, old: str, new: str) -> str:
    return "".join(piece.text for piece in compare(old, new) if piece.change is not change)


def marked(old: str, new: str) -> str:
    signs = {Change.SAME: "{}", Change.REMOVED: "[-{}-]", Change.ADDED: "[+{}+]"}
    return "".join(signs[piece.change].format(piece.text) for piece in compare(old, new))


@given(st.text() | PROSE, st.text() | PROSE)
def test_both_texts_are_in_what_comes_out(old: str, new: str) -> None:
    assert without(Change.ADDED, old, new) == old
    assert without(Change.REMOVED, old, new) == new


@given(PROSE)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {piece.change for piece in compare(text, text)} <= {Change.SAME}


@given(st.lists(st.integers(0, 3)), st.lists(st.integers(0, 3)))
def test_what_is_aligned_is_the_same(old: list[int], new: list[int]) -> None:
    at = new_at = 0
    for same, start, end, new_start, new_end in align(old, new, Effort()):
        assert (start, new_start) == (at, new_at)
        assert not same or old[start:end] == new[new_start:new_end]
        at, new_at = end, new_end
    assert (at, new_at) == (len(old), len(new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("She came home.", "She came late.", "She came [-home-][+late+]."),
        ("At ten, home.", "At ten home.", "At ten[-,-] home."),
        ("It’s so.", "It’s not so.", "It’s [+not +]so."),
        ("عاد القارب إلى البيت", "عاد القاربُ إلى البيت", "عاد [-القارب-][+القاربُ+] إلى البيت"),
        (
            "He said the harbour would close in spring.",
            "He said nothing about the reasons.",
            "He said [-the harbour would close in spring-][+nothing about the reasons+].",
        ),
        ("", "New.", "[+New.+]"),
    ],
)
def test_it_reads_well(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


def test_the_effort_is_bounded() -> None:
    old = words_of(" ".join(f"w{n * 7 % 1009}" for n in range(60_000)))
    new = words_of(" ".join(f"w{n * 11 % 1013}" for n in range(60_000)))
    effort = Effort()
    pieces = compare_words(old, new, effort)
    assert effort.left < 0
    assert {piece.change for piece in pieces} == {Change.REMOVED, Change.ADDED, Change.SAME}
