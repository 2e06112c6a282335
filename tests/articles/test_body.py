"""The body of an article: what cleaning keeps, and how photos are resolved."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import body

PHOTO = '<figure data-photo="12" data-size="wide"></figure>'


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("<p>One<script>alert(1)</script></p>", "<p>One</p>"),
        ('<p onclick="alert(1)">One</p>', "<p>One</p>"),
        ('<img src=x onerror="alert(1)"><p>One</p>', "<p>One</p>"),
        ("<style>p { color: red }</style><p>One</p>", "<p>One</p>"),
        ('<p style="position: fixed" class="x" id="y">One</p>', "<p>One</p>"),
        ('<iframe src="https://example.org"></iframe><p>One</p>', "<p>One</p>"),
        ("<svg><script>alert(1)</script></svg><p>One</p>", "<p>One</p>"),
        ("<svg><style><img src=x onerror=alert(1)></style></svg><p>One</p>", "<p>One</p>"),
        ("<math><style><img src=x onerror=alert(1)></style></math><p>One</p>", "<p>One</p>"),
        ("<p>One\x00 two</p>", "<p>One two</p>"),
        ("<scr\x00ipt>alert(1)</script>", ""),
        ("<form><input name=x><p>One</p></form>", "<p>One</p>"),
        ("<p>One</p><!-- two -->", "<p>One</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ("<p>مرحبا</p>", "<p>مرحبا</p>"),
    ],
)
def test_what_is_not_allowed_goes_and_the_words_stay(dirty: str, clean: str) -> None:
    assert body.clean(dirty).replace(' rel="noopener"', "") == clean


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "&#106;avascript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
    ],
)
def test_links_lead_nowhere_but_to_the_web_and_to_mail(address: str) -> None:
    assert "href" not in body.clean(f'<p><a href="{address}">One</a></p>')


@pytest.mark.parametrize(
    "address", ["https://example.org/a?b=1", "http://example.org", "mailto:a@example.org", "/en/"]
)
def test_links_stay(address: str) -> None:
    assert f'href="{address}"' in body.clean(f'<p><a href="{address}">One</a></p>')


def test_a_link_opens_nothing_that_could_reach_back() -> None:
    link = body.clean('<a href="https://example.org" target="_blank" title="x">One</a>')
    assert link == '<a href="https://example.org" rel="noopener">One</a>'


@pytest.mark.parametrize(("level", "becomes"), [(1, 2), (2, 2), (3, 3), (4, 3), (5, 3), (6, 3)])
def test_headings_of_other_levels_stay_headings(level: int, becomes: int) -> None:
    html = body.clean(f"<p>One</p><H{level} class=x>Two</H{level}><p>Three</p>")
    assert html == f"<p>One</p><h{becomes}>Two</h{becomes}><p>Three</p>"


@pytest.mark.parametrize("empty", ["", " ", "<p></p>", "<p> </p>\n<p></p>", "<script>x</script>"])
def test_an_empty_body_is_empty(empty: str) -> None:
    assert body.clean(empty) == ""


def test_empty_paragraphs_go() -> None:
    assert body.clean("<p>One</p><p></p><p>Two</p>") == "<p>One</p><p>Two</p>"


@pytest.mark.parametrize(
    ("given_figure", "kept"),
    [
        (PHOTO, PHOTO),
        ('<figure data-photo="12"></figure>', PHOTO.replace("wide", "text")),
        ('<figure data-photo="12" data-size="huge"></figure>', PHOTO.replace("wide", "text")),
        ('<figure data-size="wide" data-photo=12 class="x"></figure>', PHOTO),
        ("<figure></figure>", ""),
        ('<figure data-photo="12x"></figure>', ""),
        ('<figure data-photo="-1"></figure>', ""),
        ('<figure data-photo="0"></figure>', ""),
        ('<figure data-photo="٣"></figure>', ""),
        (f'<figure data-photo="{10**18}"></figure>', ""),
        ('<figure data-photo="1&quot; data-size=&quot;wide"></figure>', ""),
        ('<figure><img src="https://example.org/x"></figure>', ""),
    ],
)
def test_a_figure_stands_for_one_photo_of_the_library(given_figure: str, kept: str) -> None:
    assert body.clean(f"<p>One</p>{given_figure}<p>Two</p>") == f"<p>One</p>{kept}<p>Two</p>"


def test_nested_figures_come_apart() -> None:
    nested = '<figure data-photo="1"><figure data-photo="2">Words</figure></figure>'
    html = body.clean(nested)
    assert body.photo_ids(html) == [1, 2]
    assert html.count("<figure") == html.count("</figure>") == 2
    assert "Words" in html


def test_an_address_is_never_taken_for_a_figure() -> None:
    html = body.clean("<p><a href='/<figure data-photo=\"1\">'>One</a></p>")
    assert body.photo_ids(html) == []
    assert "<figure" not in body.render(html, lambda figure: "<figure>")


def test_words_about_a_figure_stay_words() -> None:
    words = '<p>&lt;figure data-photo="1"&gt;&lt;/figure&gt;</p>'
    assert body.clean(words) == words
    assert body.photo_ids(words) == []
    assert body.render(words, lambda figure: "x") == words


def test_render_draws_each_photo_in_its_size() -> None:
    html = body.clean(f'<p>One</p>{PHOTO}<figure data-photo="7"></figure><p>Two</p>')
    drawn = body.render(html, lambda figure: f"[{figure.photos[0]} {figure.size}]")
    assert drawn == "<p>One</p>[12 wide][7 text]<p>Two</p>"


ODD = [*sorted(body.TAGS), "h1", "b", "tfoot", "div", "svg"]
PIECES = [
    '<aside data-kind="facts">', '<blockquote data-kind="pull">', '<a data-article="5">',
    '<figure data-gallery="1,2,2,x">', '<figure data-embed="vimeo:12345">',
    '<figure data-embed="https://youtu.be/abcdefghijk">',
    *(f"<{tag}>" for tag in ODD), *(f"</{tag}>" for tag in ODD),
    PHOTO, '<figure data-photo="3">', '<a href="https://example.org/<figure>">', "<script>", "<!--",
    "&lt;", "&amp;", "&nbsp;", '"', "'", "<", ">", " ", "\n", "\r\n", "\x00", "words", "كلمات",
    "<template>", "<select>", "<math>", "<style>", "</", "data-photo=1",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_cleaning_what_is_clean_changes_nothing(html: str) -> None:
    once = body.clean(html)
    assert body.clean(once) == once
    assert "<script" not in once
    drawn: list[body.Figure] = []
    body.render(once, lambda figure: str(drawn.append(figure)))
    assert once.count("<figure") == once.count("</figure>") == len(drawn)
    assert once.count("<table") == len(re.findall("<table>.*?</table>", once, re.DOTALL))
    assert once.count("<aside") == once.count('<aside data-kind="facts">')


def test_what_is_nested_absurdly_deep_is_no_error() -> None:
    html = body.clean("<blockquote><ul><li>" * 4_000 + "words")
    assert "words" in html
    assert body.clean(html) == html


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_survives_cleaning_twice(text: str) -> None:
    once = body.clean(text)
    assert body.clean(once) == once
