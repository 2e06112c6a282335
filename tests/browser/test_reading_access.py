"""The readers' pages for everybody: by keyboard, with a screen reader, in both schemes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.edition import Edition

NewPage = Callable[..., Page]
Axe = Callable[[Page], None]

# Chromium reports these pages in its console.
MISSING = ["status of 404", "status of 410"]
SIZES = [(360, 740), (1280, 800)]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])

# Where the keyboard is, and whether one sees it: the outline may be drawn around a whole teaser.
FOCUS = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  let outlined = focused;
  while (outlined && !(parseFloat(getComputedStyle(outlined).outlineWidth) >= 2 &&
                       getComputedStyle(outlined).outlineStyle !== "none"))
    outlined = outlined.parentElement;
  return {
    href: focused.getAttribute("href"),
    place: focused.closest("header.masthead, main, footer.footer")?.localName,
    seen: Boolean(outlined) && outlined.contains(focused) && box.width > 0 &&
          box.left > -1 && box.right < innerWidth + 1 &&
          box.top > -1 && box.bottom < innerHeight + 1,
  };
}"""


@LANGUAGES
def test_axe_finds_nothing(
    new_page: NewPage, axe: Axe, editions: dict[str, Edition], language: str
) -> None:
    page = new_page(allowed=MISSING)
    for address, status in editions[language].pages.items():
        response = page.goto(address)
        assert response and response.status == status
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                axe(page)


@LANGUAGES
def test_the_first_key_skips_to_the_content(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    edition = editions[language]
    page = new_page(allowed=MISSING)
    for address in (edition.front, edition.article.get_absolute_url(), *[*edition.pages][-2:]):
        page.goto(address)
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS) == {"href": "#content", "place": None, "seen": True}

        page.keyboard.press("Enter")
        expect(page.get_by_role("main")).to_be_focused()
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUS)["place"] == "main"


@LANGUAGES
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    edition = editions[language]
    page = new_page()
    for address, width in [(edition.front, 320), (edition.article.get_absolute_url(), 1280)]:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        links = page.locator("a[href], button:visible").evaluate_all(
            "links => links.map(link => link.getAttribute('href'))"
        )
        assert len(links) > 20

        reached = []
        for _ in links:
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            assert focus["seen"], focus
            reached.append(focus["href"])

        assert reached == links
