"""Noting an old address in the admin, and following it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Page, expect

from tests.browser.test_editing import log_in
from tests.cast import Publish

NewPage = Callable[..., Page]
ADD = "/admin/redirects/redirect/add/"


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_an_old_address_is_noted_and_followed(
    new_page: NewPage,
    staff: AbstractUser,
    publish: Publish,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    article = publish()
    by_axe = ["Applying inline style violates"]
    page = new_page(locale=locale, color_scheme=scheme, allowed=by_axe)
    log_in(page, ADD)
    page.fill("#id_old_path", "/2015/خبر.html")
    page.fill("#id_new_path", "javascript:alert(1)")
    page.press("#id_new_path", "Enter")
    expect(page.locator(".errorlist")).to_be_visible()
    axe(page)
    page.fill("#id_new_path", f"/en/city/{article.pk}/")
    page.press("#id_new_path", "Enter")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
    axe(page)
    page.goto("/2015/خبر.html?utm_source=x")
    expect(page.locator("h1")).to_have_text(article.headline)
