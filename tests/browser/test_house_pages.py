"""A page of the house is written in the editor of articles, in its own language."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Page, expect

from tests.browser.test_editing import log_in

NewPage = Callable[..., Page]
ADD = "/admin/newsroom/housepage/add/"


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_a_page_is_written_and_read(
    new_page: NewPage,
    staff: AbstractUser,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    page = new_page(locale=locale, color_scheme=scheme, allowed=["Applying inline style violates"])
    log_in(page, ADD)
    text = page.locator(".field-body [role=textbox]")
    page.select_option("#id_language", "ar")
    expect(text).to_have_attribute("lang", "ar")
    expect(text).to_have_attribute("dir", "rtl")
    axe(page)
    page.fill("#id_title", "وظائف")
    text.click()
    page.keyboard.type("تعالوا واكتبوا.")
    page.locator("[name=_save]").click()
    expect(page.locator("#id_slug_error, .errornote").first).to_be_visible()
    axe(page)
    page.fill("#id_slug", "jobs")
    page.locator("[name=_continue]").click()
    expect(text).to_have_attribute("lang", "ar")
    axe(page)
    page.locator(".viewsitelink").click()
    expect(page.locator("h1")).to_have_text("وظائف")
    expect(page.locator(".prose")).to_contain_text("تعالوا واكتبوا.")
