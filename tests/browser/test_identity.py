"""A site with colours, a logo and words of its own is as readable as one without."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings

from newsroom.identity_checks import identity
from tests.browser.edition import Edition

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"><path d="M0 0h300v60H0z"/></svg>'
)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(
    new_page: Callable[..., Page],
    axe: Callable[[Page], None],
    editions: dict[str, Edition],
    settings: Settings,
    tmp_path: Path,
    language: str,
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "logo.svg").write_text(SVG)
    settings.SITE_LOGO = "logo.svg"
    settings.SITE_ACCENT, settings.SITE_ACCENT_DARK = "#6b6b6b", "#828892"
    settings.SITE_TAGLINE = "News from the coast"
    settings.SITE_SOCIAL = ["https://bsky.app/profile/post.example.org"]
    settings.SITE_LICENCE, settings.SITE_LICENCE_URL = "CC BY", "https://licence.example.org/"
    assert identity(None) == []
    edition = editions[language]
    page = new_page()
    for address in (edition.front, edition.article.get_absolute_url()):
        page.goto(address)
        expect(page.locator("img.logo")).to_have_js_property("complete", True)
        assert page.locator("img.logo").evaluate("logo => logo.naturalWidth") > 0
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            for scheme, accent in (("light", "#6b6b6b"), ("dark", "#828892")):
                page.emulate_media(color_scheme=scheme)
                set_to = "getComputedStyle(document.documentElement).getPropertyValue('--accent')"
                assert page.evaluate(set_to) == accent
                axe(page)
