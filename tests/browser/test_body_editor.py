"""The editor of an article's body, in Chromium: its parts, its links, what is pasted, its keys."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Image, Section
from tests.browser import clipboards
from tests.browser.test_editing import body, change, log_in, paste, save
from tests.cast import MakeArticle, MakeImage

NewPage = Callable[..., Page]
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def press(page: Page, name: str) -> None:
    page.get_by_role("toolbar").get_by_role("button", name=name, exact=True).click()


def choose_photo(page: Page, opener: str, photo: Image) -> None:
    with page.expect_popup() as library:
        page.get_by_role("button", name=opener, exact=True).click()
    library.value.click(f"a[data-popup-opener='{photo.pk}'] >> nth=0")


def put_cursor(page: Page, at: int) -> None:
    """Put it there by a command: the editor hears of what a key moved only a moment after it."""
    page.focus(".ProseMirror")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.evaluate(
        "at => document.querySelector('.ProseMirror').editor.commands.setTextSelection(at)", at
    )


def stored(article: Article) -> str:
    article.refresh_from_db()
    return article.body


def whole(image: Image) -> str:
    return (
        '<p>One</p><blockquote data-kind="pull"><p>Pulled</p></blockquote>'
        '<aside data-kind="facts"><h3>Facts</h3><ul><li><p>One</p></li></ul></aside>'
        "<table><caption>Trams</caption><tbody><tr><td>7</td><td>Mole</td></tr></tbody></table>"
        f'<figure data-photo="{image.pk}" data-size="wide"></figure>'
        f'<figure data-gallery="{image.pk}"></figure>'
        '<figure data-embed="youtube:dQw4w9WgXcQ"></figure><p>Last</p>'
    )


def test_the_parts_of_a_body(
    page: Page, staff: AbstractUser, make_article: MakeArticle, make_image: MakeImage
) -> None:
    article, quay, mole = make_article(body=""), make_image(), make_image()
    log_in(page, change(article))
    body(page)
    page.focus(".ProseMirror")
    page.keyboard.type("Pulled")
    press(page, "Pull quote")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("Quoted")
    press(page, "Quotation")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    press(page, "Fact box")
    page.keyboard.type("Facts")
    page.keyboard.press("Enter")
    page.keyboard.type("Known.")
    page.locator(".ProseMirror > p").last.click()
    press(page, "Insert a table")
    page.get_by_label("Rows").fill("2")
    page.get_by_label("Columns").fill("2")
    page.keyboard.press("Enter")
    for words in ("Line", "Stop", "7", "Mole"):
        page.keyboard.type(words)
        if words != "Mole":
            page.keyboard.press("Tab")
    page.get_by_label("Caption of the table").fill("Trams")
    page.locator(".ProseMirror > p").last.click()
    choose_photo(page, "Insert a gallery", quay)
    choose_photo(page, "Add a photo", mole)
    page.locator(".gallery-photos li").nth(1).get_by_role("button", name="Move up").click()
    page.locator(".ProseMirror > p").last.click()
    press(page, "Insert a video, sound or chart of others")
    page.get_by_label("Address").fill("https://example.org/")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("no address of a video")
    page.get_by_label("Address").fill(VIDEO)
    page.keyboard.press("Enter")
    expect(page.get_by_role("figure", name="YouTube")).to_be_visible()
    page.get_by_label("Caption in this article").last.fill("The <harbour> at night")
    save(page)
    assert stored(article) == (
        '<blockquote data-kind="pull"><p>Pulled</p></blockquote>'
        "<blockquote><p>Quoted</p></blockquote>"
        '<aside data-kind="facts"><h3>Facts</h3><p>Known.</p></aside>'
        "<table><caption>Trams</caption>"
        '<thead><tr><th scope="col">Line</th><th scope="col">Stop</th></tr></thead>'
        "<tbody><tr><td>7</td><td>Mole</td></tr></tbody></table>"
        f'<figure data-gallery="{mole.pk},{quay.pk}"></figure>'
        '<figure data-embed="youtube:dQw4w9WgXcQ">'
        "<figcaption>The &lt;harbour&gt; at night</figcaption></figure>"
    )


def test_a_body_is_kept_as_it_is(
    page: Page, staff: AbstractUser, make_article: MakeArticle, image: Image
) -> None:
    article = make_article(body="")
    linked = f'<p><a data-article="{article.pk}">Ours</a></p>'
    Article.objects.update(body=whole(image) + linked)
    log_in(page, change(article))
    body(page)
    put_cursor(page, 1)
    page.keyboard.type("!")
    save(page)
    assert stored(article) == (whole(image) + linked).replace("<p>One", "<p>!One", 1)


@pytest.mark.parametrize(
    ("html", "meant"),
    [
        (clipboards.WORD, clipboards.WORD_IS),
        (clipboards.WORD_ONLINE, clipboards.WORD_ONLINE_IS),
        (clipboards.DOCS, clipboards.DOCS_IS),
        (clipboards.WEB, clipboards.WEB_IS),
    ],
    ids=["word", "word-online", "docs", "web"],
)
def test_pasting_from_other_programs(
    page: Page, staff: AbstractUser, make_article: MakeArticle, html: str, meant: str
) -> None:
    article = make_article(body="")
    log_in(page, change(article))
    body(page)
    page.focus(".ProseMirror")
    paste(page, html)
    save(page)
    assert stored(article) == meant


def test_a_video_pasted_on_a_line_of_its_own(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    article = make_article(body="<p>One</p>")
    log_in(page, change(article))
    body(page)
    put_cursor(page, 4)
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror > p")).to_have_count(2)
    paste(page, VIDEO, "text/plain")
    expect(page.get_by_role("figure", name="YouTube")).to_be_visible()
    save(page)
    assert stored(article) == '<p>One</p><figure data-embed="youtube:dQw4w9WgXcQ"></figure>'


def test_links_by_address(page: Page, staff: AbstractUser, make_article: MakeArticle) -> None:
    article = make_article(body="<p>One</p>")
    log_in(page, change(article))
    body(page)
    page.focus(".ProseMirror")
    page.keyboard.press("Control+a")
    press(page, "Link")
    page.get_by_label("Address").fill("no address")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Choose one of the articles")
    page.get_by_label("Address").fill("example.org/a")
    page.get_by_role("button", name="Set the link").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("Control+a")
    assert 'href="https://example.org/a"' in body(page)
    paste(page, "https://example.org/b", "text/plain")
    save(page)
    assert stored(article) == '<p><a href="https://example.org/b" rel="noopener">One</a></p>'


def test_links_to_our_articles(page: Page, staff: AbstractUser, make_article: MakeArticle) -> None:
    article, other = make_article(body="<p>One two</p>"), make_article("Trams to the mole")
    for each in (article, other):
        each.freeze(None)
    log_in(page, change(article))
    body(page)
    page.focus(".ProseMirror")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.get_by_label("Address").fill("trams")
    expect(page.get_by_role("option", name="Trams to the mole")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Address")).to_have_value("Trams to the mole")
    page.keyboard.press("Escape")
    assert f'<a data-article="{other.pk}">' in body(page)
    page.keyboard.press("Control+a")
    paste(page, page.url.partition("/admin/")[0] + f"/en/city/{other.pk}/trams/", "text/plain")
    save(page)
    assert stored(article) == f'<p><a data-article="{other.pk}">One two</a></p>'


def test_the_toolbar_by_keyboard(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    log_in(page, change(make_article(body="<p>One two</p>")))
    body(page)
    page.focus(".ProseMirror")
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+F10")
    expect(page.get_by_role("button", name="Subhead", exact=True)).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    bold = page.get_by_role("button", name="Bold", exact=True)
    expect(bold).to_be_focused()
    expect(bold).to_have_attribute("aria-pressed", "false")
    assert page.locator(".prose-menubar [tabindex='0']").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror")).to_be_focused()
    expect(bold).to_have_attribute("aria-pressed", "true")
    assert body(page) == "<p><strong>One two</strong></p>"
    page.keyboard.press("Alt+F10")
    expect(bold).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".ProseMirror")).to_be_focused()


def test_the_language_of_the_article(
    page: Page, staff: AbstractUser, section: Section, arabic_section: Section
) -> None:
    log_in(page, reverse("admin:articles_article_add"))
    body(page)
    text, count = page.locator(".ProseMirror"), page.locator(".body-count")
    page.select_option("#id_section", str(section.pk))
    expect(text).to_have_attribute("lang", "en")
    expect(text).to_have_attribute("dir", "ltr")
    expect(text).to_have_attribute("spellcheck", "true")
    page.focus(".ProseMirror")
    page.keyboard.insert_text("word — " * 150)
    expect(count).to_contain_text("Words: 150")
    expect(count).to_contain_text("Minutes to read: 1")
    page.select_option("#id_section", str(arabic_section.pk))
    expect(text).to_have_attribute("lang", "ar")
    expect(text).to_have_attribute("dir", "rtl")
    expect(page.locator("#id_headline")).to_have_attribute("lang", "ar")
    expect(count).to_contain_text("Minutes to read: 2")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_it_is_accessible_and_fits(
    new_page: NewPage,
    axe: Callable[[Page], None],
    staff: AbstractUser,
    make_article: MakeArticle,
    image: Image,
    language: str,
    scheme: str,
) -> None:
    # axe measures with inline styles of its own, which the policy rightly blocks.
    page = new_page(
        locale=language, color_scheme=scheme, allowed=["Applying inline style violates"]
    )
    log_in(page, change(make_article(body=whole(image))))
    body(page)
    expect(page.locator(".gallery-photos img")).to_be_visible()
    axe(page)
    page.focus(".ProseMirror")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog")).to_be_visible()
    axe(page)
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
