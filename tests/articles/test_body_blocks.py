"""Pull quotes, fact boxes, tables, galleries, captions: what cleaning makes of them."""

import pytest

from articles import body

FACTS = '<aside data-kind="facts"><h3>At a glance</h3><p>One</p><ul><li>Two</li></ul></aside>'
PULL = '<blockquote data-kind="pull"><p>She kept the ticket.</p></blockquote>'
TABLE = (
    "<table><caption>Crossings</caption>"
    '<thead><tr><th scope="col">Day</th><th scope="col">Boats</th></tr></thead>'
    '<tbody><tr><th scope="row">Monday</th><td>2</td></tr>'
    "<tr><td>Tuesday</td><td></td></tr></tbody>"
    "</table>"
)


@pytest.mark.parametrize("html", [FACTS, PULL, TABLE, FACTS + PULL + TABLE])
def test_what_is_canonical_stays(html: str) -> None:
    assert body.clean(html) == html


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<aside><p>One</p></aside>", "<p>One</p>"),
        ('<aside data-kind="ad"><p>One</p></aside>', "<p>One</p>"),
        ('<aside data-kind="facts" class="x" id="y"><h2>One</h2></aside>',
         '<aside data-kind="facts"><h3>One</h3></aside>'),
        ('<aside data-kind="facts"><p> </p></aside>', ""),
        ('<ul><li><aside data-kind="facts"><p>One</p></aside></li></ul>',
         "<ul><li><p>One</p></li></ul>"),
        ('<aside data-kind="facts"><p>One</p><aside data-kind="facts"><p>Two</p></aside></aside>',
         '<aside data-kind="facts"><p>One</p><p>Two</p></aside>'),
        ('<blockquote data-kind="x"><p>One</p></blockquote>',
         "<blockquote><p>One</p></blockquote>"),
        ("<h2> </h2><p>&nbsp;</p><p><br></p><p>One</p>", "<p>One</p>"),
    ],
)  # fmt: skip
def test_boxes_and_quotes_are_what_they_say(given_html: str, kept: str) -> None:
    assert body.clean(given_html) == kept


def test_a_photo_in_a_fact_box_comes_after_it() -> None:
    html = body.clean('<aside data-kind="facts"><p>One</p><figure data-photo="3"></figure></aside>')
    assert html == (
        '<aside data-kind="facts"><p>One</p></aside>'
        '<figure data-photo="3" data-size="text"></figure>'
    )


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<table><tr><td><p>One</p><p>Two</p></td></tr></table>",
         "<table><tbody><tr><td>One<br>Two</td></tr></tbody></table>"),
        ('<table border="1"><tr><td colspan="2" style="x">1</td></tr><tr><td>2<td>3</table>',
         "<table><tbody><tr><td>1</td><td></td></tr><tr><td>2</td><td>3</td></tr></tbody></table>"),
        ("<table><tr><th>A</th></tr><tr><td><ul><li>1</li><li>2</li></ul></td></tr></table>",
         '<table><thead><tr><th scope="col">A</th></tr></thead>'
         "<tbody><tr><td>1<br>2</td></tr></tbody></table>"),
        ("<table><tfoot><tr><td>1</td></tr></tfoot></table>",
         "<table><tbody><tr><td>1</td></tr></tbody></table>"),
        ("<table><tr><td> </td><td></td></tr></table>", ""),
        ("<table></table><p>One</p>", "<p>One</p>"),
        ("<table><tr><td><table><tr><td>In</td></tr></table>Out</td></tr></table>",
         "<table><tbody><tr><td>In<br>Out</td></tr></tbody></table>"),
        ("<blockquote><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table></blockquote>",
         "<blockquote><p>1 2<br>3</p></blockquote>"),
        ('<table><tr><td>1<figure data-photo="3"></figure></td></tr></table>',
         "<table><tbody><tr><td>1</td></tr></tbody></table>"
         '<figure data-photo="3" data-size="text"></figure>'),
    ],
)  # fmt: skip
def test_tables_become_plain_ones(given_html: str, kept: str) -> None:
    assert body.clean(given_html) == kept
    assert body.clean(kept) == kept


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ('<figure data-photo="3"><figcaption>  Our <em>own</em>\nwords </figcaption></figure>',
         '<figure data-photo="3" data-size="text"><figcaption>Our own words</figcaption></figure>'),
        ('<figure data-photo="3"><figcaption> </figcaption></figure>',
         '<figure data-photo="3" data-size="text"></figure>'),
        ('<figure data-photo="3"><figcaption>1 &lt; 2 "x"</figcaption></figure>',
         '<figure data-photo="3" data-size="text"><figcaption>1 &lt; 2 "x"</figcaption></figure>'),
        ('<figure data-gallery="1, 2,2,x,0,-3,4"></figure>',
         '<figure data-gallery="1,2,4"></figure>'),
        ('<figure data-gallery="x"></figure>', ""),
        ('<figure data-embed="https://youtu.be/abcdefghijk?t=3"></figure>',
         '<figure data-embed="youtube:abcdefghijk"></figure>'),
        ('<figure data-embed="https://example.org/x"><figcaption>One</figcaption></figure>',
         "<p>One</p>"),
        ("<figure><img src=x><figcaption>One</figcaption></figure>", "<p>One</p>"),
    ],
)  # fmt: skip
def test_figures_are_references_with_a_caption_of_their_own(given_html: str, kept: str) -> None:
    assert body.clean(given_html) == kept


def test_the_photos_of_galleries_count_as_photos_of_the_body() -> None:
    html = body.clean(
        '<figure data-gallery="4,2"></figure><p>One</p><figure data-photo="2"></figure>'
        '<figure data-embed="vimeo:77"><figcaption>data-gallery="9"</figcaption></figure>'
    )
    assert body.photo_ids(html) == [4, 2, 2]


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ('<a data-article="12">One</a>', '<a data-article="12">One</a>'),
        ('<a data-article="12" href="/x" rel="y" target="z">One</a>',
         '<a data-article="12">One</a>'),
        ('<a data-article="0">One</a>', "One"),
        ('<a data-article="x" href="/x">One</a>', '<a href="/x" rel="noopener">One</a>'),
        (f'<a data-article="{10**18}">One</a>', "One"),
        ("<a>One</a>", "One"),
        ('<a href="/x"> </a>', " "),
    ],
)  # fmt: skip
def test_links_lead_to_an_address_or_to_one_of_our_articles(link: str, kept: str) -> None:
    assert body.clean(f"<p>Two {link}</p>") == f"<p>Two {kept}</p>"
    assert body.article_ids(kept) == ([12] if "12" in kept else [])


def test_render_makes_what_readers_need() -> None:
    html = body.clean(
        FACTS + PULL + TABLE + '<p><a data-article="5">Known</a> <a data-article="6">no</a></p>'
    )
    drawn = body.render(html, str, {5: '/en/a/5/"&b/'}.get)
    assert '<aside class="facts" aria-label="At a glance"><h3>' in drawn
    assert '<blockquote class="pull"><p>' in drawn
    assert 'tabindex="0" aria-label="Crossings"><table>' in drawn
    assert '<p><a href="/en/a/5/&quot;&amp;b/">Known</a> no</p>' in drawn
    assert "data-" not in drawn


def test_a_name_that_is_drawn_cannot_leave_its_attribute() -> None:
    html = body.clean(
        '<aside data-kind="facts"><h3>a" onload="x <em>b</em> &lt;i&gt;</h3></aside>'
        '<table><caption>c" onload="y</caption><tr><td>1</td></tr></table>'
    )
    drawn = body.render(html, str)
    assert 'aria-label="a&quot; onload=&quot;x b &lt;i&gt;"' in drawn
    assert 'aria-label="c&quot; onload=&quot;y"' in drawn


def test_what_is_too_much_is_said() -> None:
    row = "<tr><td>1</td></tr>"
    assert not list(body.problems(body.clean(f"<table>{row * 60}</table>")))
    assert list(body.problems(body.clean(f"<table>{row * 61}</table>"))) == [
        "A table has at most 60 rows and 10 columns."
    ]
    wide = f"<table><tr>{'<td>1</td>' * 11}</tr></table>"
    assert len(list(body.problems(body.clean(wide)))) == 1
    gallery = f'<figure data-gallery="{",".join(map(str, range(1, 62)))}"></figure>'
    assert "60 photos" in next(iter(body.problems(body.clean(gallery))))
    links = "".join(f'<a data-article="{each}">x</a>' for each in range(1, 102))
    assert "100" in next(iter(body.problems(body.clean(f"<p>{links}</p>"))))


def test_plain_text_keeps_blocks_apart_and_references_out() -> None:
    html = body.clean(
        f'<h2>One</h2><p>Two <em>th</em>ree</p><figure data-photo="3"></figure>{TABLE}'
    )
    assert body.plain_text(html).split() == [
        *("One", "Two", "three", "Crossings", "Day", "Boats", "Monday", "2", "Tuesday"),
    ]
