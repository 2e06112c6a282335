"""The readers' page beside the article form, following what is typed, in Chromium."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Section
from tests.browser.test_editing import (
    body,
    change,
    log_in,
    log_in_elsewhere,
    write_at_end,
)
from tests.cast import MakeArticle

NewPage = Callable[..., Page]

SHOWN = ".live-stage iframe:not(.is-coming)"  # the next page stands hidden beside it while it loads


def test_it_follows_the_typing(page: Page, staff: AbstractUser, make_article: MakeArticle) -> None:
    article = make_article()
    log_in(page, change(article))
    body(page)
    page.keyboard.press("Alt+Shift+P")
    pane = page.get_by_role("region", name="Preview")
    inside = page.frame_locator(SHOWN)
    expect(inside.locator("h1")).to_have_text("Night ferry comes home")
    expect(page.locator(".live-said")).to_contain_text("Preview updated at")
    page.fill("#id_headline", "Typed in time")
    expect(inside.locator("h1")).to_have_text("Typed in time")
    expect(page.locator("#id_headline")).to_be_focused()
    write_at_end(page, " And more.")
    expect(inside.locator("article")).to_contain_text("round the mole. And more.")
    expect(page.locator(".live-stage iframe")).to_have_count(1)
    assert inside.locator("html").evaluate("html => innerWidth") == 390
    pane.get_by_role("button", name="Desktop").click()
    expect(page.locator(".live-stage iframe")).to_have_css("width", "1280px")
    page.keyboard.press("Escape")
    expect(pane).to_be_hidden()
    expect(page.locator("#live-toggle")).to_be_focused()
    article.refresh_from_db()
    assert article.headline == "Night ferry comes home"


def test_a_login_that_ran_out_is_said(
    new_page: NewPage, staff: AbstractUser, make_article: MakeArticle
) -> None:
    page = new_page(allowed=["status of 403"])
    log_in(page, change(make_article()))
    body(page)
    page.click("#live-toggle")
    expect(page.locator(".live-said")).to_contain_text("Preview updated at")
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_headline", "Typed in time")
    expect(page.locator(".live-said")).to_contain_text("your login ran out")
    expect(page.locator(".live-stage iframe")).to_have_count(1)
    expect(page.locator("#id_headline")).to_have_value("Typed in time")
    log_in_elsewhere(page)
    page.fill("#id_headline", "And goes on")
    inside = page.frame_locator(SHOWN)
    expect(inside.locator("h1")).to_have_text("And goes on")


@pytest.mark.parametrize(
    ("locale", "scheme", "width"), [("en", "light", 1280), ("ar", "dark", 360)]
)
def test_anybody_can_use_it(
    new_page: NewPage,
    staff: AbstractUser,
    arabic_section: Section,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
    width: int,
) -> None:
    page = new_page(
        locale=locale,
        color_scheme=scheme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,  # axe sets styles of its own
    )
    log_in(page, reverse("admin:articles_article_add"))
    body(page)
    page.select_option("#id_section", str(arabic_section.pk))
    page.fill("#id_headline", "عودة العبّارة")
    page.click("#live-toggle")
    inside = page.frame_locator(SHOWN)
    expect(inside.locator("h1")).to_have_text("عودة العبّارة")
    assert inside.locator("html").get_attribute("dir") == "rtl"
    axe(page, context=".live-preview > :not(.live-stage)")
    page.click(".live-close")
    expect(page.locator("#live-preview")).to_be_hidden()
