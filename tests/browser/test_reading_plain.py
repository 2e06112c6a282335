"""The readers' pages where less is there: no script, forced colours, no wish for movement."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.edition import WORDS, Edition

NewPage = Callable[..., Page]
MISSING = ["status of 404", "status of 410"]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
# What a script alone would do something with.
DEAD = "button[type=button], [data-share], dialog"
FOCUSED = """() => {
  let seen = document.activeElement;
  while (seen && !(parseFloat(getComputedStyle(seen).outlineWidth) >= 2 &&
                   getComputedStyle(seen).outlineStyle !== "none")) seen = seen.parentElement;
  return Boolean(seen);
}"""
MOVING = """() => [...document.querySelectorAll("*")].filter((part) => {
  const { animationName, transitionDuration } = getComputedStyle(part);
  return animationName !== "none" || transitionDuration.split(",").some((s) => parseFloat(s) > 0);
}).map((part) => part.outerHTML.slice(0, 80))"""


@LANGUAGES
def test_every_page_is_whole_without_script(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    edition = editions[language]
    page = new_page(java_script_enabled=False, allowed=MISSING)
    for address, status in edition.pages.items():
        response = page.goto(address)
        assert response and response.status == status
        assert page.get_by_role("heading", level=1).count() == 1, address
        assert page.locator("main").inner_text().strip(), address
        assert page.get_by_role("contentinfo").get_by_role("link").count() > 5, address
        assert not any(part.is_visible() for part in page.locator(DEAD).all()), address


@LANGUAGES
def test_search_archive_and_poll_are_reached_without_script(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    edition, words = editions[language], WORDS[language]
    page = new_page(java_script_enabled=False)
    page.goto(edition.front)
    page.locator(".find a").click()
    page.locator("[name=q]").fill(words["headline"])
    page.locator("[name=q]").press("Enter")
    page.get_by_role("main").get_by_role("link", name=words["headline"]).click()
    page.locator(".poll a").first.click()
    expect(page.locator("[name=choice]").first).to_be_visible()
    expect(page.locator("[name=captcha_1]")).to_be_visible()
    page.goto(f"{edition.front}archive/")
    page.locator(".year a").first.click()
    expect(page.get_by_role("link", name=words["headline"])).to_be_visible()


def test_forced_colours_keep_focus_and_edges(
    new_page: NewPage, axe: Callable[[Page], None], editions: dict[str, Edition]
) -> None:
    edition = editions["en"]
    page = new_page()
    page.emulate_media(forced_colors="active")
    poll = f"/en/feedback/{edition.article.pk}/"
    for address in (edition.front, edition.article.get_absolute_url(), poll):
        page.goto(address)
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUSED), address
        for button in page.locator(".button:visible").all():
            assert button.evaluate("part => parseFloat(getComputedStyle(part).borderWidth)") >= 1
        axe(page)


def test_nothing_moves_for_those_who_asked_for_rest(
    new_page: NewPage, editions: dict[str, Edition]
) -> None:
    page = new_page(reduced_motion="reduce", allowed=MISSING)
    for address in editions["en"].pages:
        page.goto(address)
        assert page.evaluate(MOVING) == [], address
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
