"""Two bodies passage by passage: what was written anew, changed, moved and taken out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.differences import Change
from articles.passages import Fate, Fold, Row, compare_bodies, folded, passages_of

FERRY = "<p>At ten past six she came round the mole, and blew her horn.</p>"
FERRY_LATE = "<p>At ten past seven she came round the mole, and blew her horn.</p>"
CROWD = "<p>Some two hundred people stood on the quay in the rain.</p>"
PHOTO = '<figure data-photo="7" data-size="text"></figure>'
PARTS = [FERRY, FERRY_LATE, CROWD, PHOTO, "<h2>On board</h2>", "<ul><li>One</li><li>Two</li></ul>"]
BODIES = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)


def fates(old: str, new: str) -> list[tuple[str, str]]:
    return [(row.fate.value, row.passage.kind) for row in compare_bodies(old, new)]


def side(rows: list[Row], change: Change) -> str:
    return "|".join(
        f"{row.passage.kind}:"
        + "".join(piece.text for piece in row.pieces if piece.change is not change)
        for row in rows
        if (row.old if change is Change.ADDED else row.new) is not None
    )


def plain(html: str) -> str:
    return "|".join(
        f"{passage.kind}:" + "".join(word.text + word.space for word in passage.words)
        for passage in passages_of(html)
    )


@given(BODIES, BODIES)
@settings(deadline=None)
def test_both_bodies_are_in_what_comes_out(old: str, new: str) -> None:
    rows = compare_bodies(old, new)
    assert side(rows, Change.ADDED) == plain(old)
    assert side(rows, Change.REMOVED) == plain(new)
    unfolded = [
        row for each in folded(rows) for row in (each.rows if isinstance(each, Fold) else [each])
    ]
    assert unfolded == rows


@given(st.text(alphabet="<>/pahul=\"' 1br&;", max_size=40), BODIES)
@settings(deadline=None)
def test_odd_markup_is_no_trouble(odd: str, body: str) -> None:
    assert compare_bodies(odd, body) is not None
    assert {row.fate for row in compare_bodies(odd, odd)} <= {Fate.SAME}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (FERRY + CROWD, FERRY_LATE + CROWD, [("changed", "p"), ("same", "p")]),
        (FERRY, CROWD, [("removed", "p"), ("added", "p")]),
        (CROWD, FERRY + CROWD, [("added", "p"), ("same", "p")]),
        (PHOTO + FERRY, FERRY + PHOTO,
         [("moved-away", "figure"), ("same", "p"), ("moved-here", "figure")]),
        (PHOTO, PHOTO.replace("text", "wide"), [("changed", "figure")]),
        ("<ul><li>One</li></ul>", "<ul><li><p>One</p></li></ul>", [("same", "ul li")]),
        (FERRY, f"<blockquote>{FERRY}</blockquote>", [("changed", "blockquote p")]),
        ("<p>Words</p>", "<h2>Words</h2>", [("changed", "h2")]),
        ("<table><tr><td>1</td></tr></table>", "<table><tr><td>2</td></tr></table>",
         [("removed", "table td"), ("added", "table td")]),
    ],
)  # fmt: skip
def test_what_happened_to_each_passage(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert fates(old, new) == expected


def test_emphasis_and_links_count() -> None:
    [row] = compare_bodies(
        '<p>Read <a href="https://one.example/">this</a> now.</p>',
        '<p>Read <a href="https://two.example/">this</a> <em>now</em>.</p>',
    )
    assert [(piece.change.value, piece.text, piece.marks) for piece in row.pieces] == [
        ("same", "Read ", ()),
        ("removed", "this ", ("a https://one.example/",)),
        ("removed", "now", ()),
        ("added", "this ", ("a https://two.example/",)),
        ("added", "now", ("em",)),
        ("same", ".", ()),
    ]


def test_long_passages_that_stayed_are_folded() -> None:
    before = "".join(f"<p>Paragraph number {n}.</p>" for n in range(10))
    shown = list(folded(compare_bodies(before + FERRY, before + FERRY_LATE)))
    assert [type(each).__name__ for each in shown] == ["Fold", "Row", "Row"]


def test_the_longest_bodies_are_compared_in_bounded_time() -> None:
    paragraph = "<p>" + " ".join(f"word{n}" for n in range(60)) + " {}.</p>"
    old = "".join(paragraph.format(f"end{n}") for n in range(1000))
    new = "".join(paragraph.format(f"stop{n}") for n in range(1000))
    rows = compare_bodies(old, new)
    assert [row.fate for row in rows] == [Fate.CHANGED] * 1000
