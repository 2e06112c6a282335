"""Walking the site as of tomorrow, in Chromium."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.edition import Edition
from tests.browser.test_editing import log_in
from tests.cast import MakeArticle

NewPage = Callable[..., Page]
HALF_AN_HOUR = datetime.timedelta(minutes=30)


@pytest.mark.parametrize(
    ("locale", "scheme", "width"), [("en", "light", 1280), ("ar", "dark", 360)]
)
def test_tomorrow_is_walked_and_left(
    new_page: NewPage,
    staff: AbstractUser,
    editions: dict[str, Edition],
    make_article: MakeArticle,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
    width: int,
) -> None:
    section = editions[locale].article.section
    ahead = make_article("Bridge opens", slug="bridge", section=section)
    ahead.publish(None, at=timezone.now() + HALF_AN_HOUR)
    by_axe = ["Applying inline style violates", "/time-machine/widgets.css"]
    size = {"width": width, "height": 800}
    page = new_page(locale=locale, color_scheme=scheme, viewport=size, allowed=by_axe)
    log_in(page, "/admin/time-machine/")
    axe(page)
    page.locator("#machine-changes + ul a").first.click()

    bar = page.locator(".page-bar")
    expect(bar).to_be_in_viewport()
    axe(page)
    expect(page.locator("h1")).to_have_text("Bridge opens")
    page.locator("nav a").nth(1).click()
    expect(bar).to_be_visible()
    page.locator(".masthead .nameplate a").click()
    expect(bar).to_be_visible()
    expect(page.locator("main").get_by_text("Bridge opens").first).to_be_visible()
    axe(page)
    wide = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(wide)

    bar.get_by_role("link").last.click()
    expect(page).to_have_url(re.compile("/admin/$"))
    page.goto(f"/{locale}/")
    expect(bar).to_have_count(0)
    expect(page.get_by_text("Bridge opens")).to_have_count(0)
