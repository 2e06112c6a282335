"""The site opens in a browser, in each of its languages."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_front_page_opens(new_page, axe, language, direction):
    page = new_page(locale=language)
    response = page.goto(f"/{language}/")
    assert response.status == 200
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", direction)
    expect(page.get_by_role("main")).to_be_visible()
    axe(page)
