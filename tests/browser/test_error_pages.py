"""The pages that say what went wrong, and cannot be had by asking for them: for everybody, too."""

from collections.abc import Callable

import pytest
from django.utils import translation
from playwright.sync_api import Page, expect

from tests.browser import faults

NewPage = Callable[..., Page]
SIZES = [(320, 700), (1280, 800)]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    new_page: NewPage,
    axe: Callable[[Page], None],
    db: None,
    language: str,
) -> None:
    page = new_page()
    for name, make in faults.pages().items():
        with translation.override(language):
            body = make()
        page.route(
            f"**/{language}/failed-{name}/",
            lambda route, _request, body=body: route.fulfill(body=body, content_type="text/html"),
        )
        page.goto(f"/{language}/failed-{name}/")
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator("html")).to_have_attribute("lang", language)
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                axe(page)
