"""What the article form says while it is written: what to mend, and how it will look elsewhere."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Page, expect

from articles.models import Image
from tests.browser.test_editing import body, change, log_in, save
from tests.cast import MakeArticle, MakeImage

NewPage = Callable[..., Page]


def test_what_to_mend_is_said_while_typing(
    page: Page, staff: AbstractUser, make_article: MakeArticle, make_image: MakeImage
) -> None:
    article = make_article(lead_image=make_image(alt=""))
    log_in(page, change(article))
    panel = page.get_by_role("region", name="Before you publish")
    expect(panel).to_contain_text(f"Photo {article.lead_image_id} has no alternative text.")
    expect(page.locator(".checks-count")).to_have_text("To mend first: 1")

    page.fill("#id_headline", "")
    expect(panel).to_contain_text("There is no headline.")
    expect(page.locator(".checks-count")).to_have_text("To mend first: 2")
    panel.get_by_role("link", name="There is no headline.").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_headline")).to_be_focused()
    page.keyboard.type("Night ferry")
    page.fill("#id_lead_image", "")
    page.locator("#id_lead_image").blur()
    expect(panel).not_to_contain_text("There is no headline.")
    expect(panel).not_to_contain_text("alternative text")

    assert body(page)
    page.focus(".ProseMirror")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    expect(panel).to_contain_text("There is no text below the headline.")
    panel.get_by_role("link", name="There is no text").click()
    expect(page.locator(".ProseMirror")).to_be_focused()
    save(page, "_publish")
    assert article.revisions.exclude(live_from=None).exists()


def test_how_it_looks_elsewhere_follows_the_typing(
    page: Page, staff: AbstractUser, make_article: MakeArticle, make_image: MakeImage
) -> None:
    lead = make_image()
    Image.objects.filter(pk=lead.pk).update(focal_x=0.2, focal_y=0.9)
    article = make_article(lead_image=lead, standfirst="", body="<p>At ten. She came.</p>")
    log_in(page, change(article))
    page.get_by_text("Search results and shared links").click()
    result, shared = page.locator(".search-result"), page.locator(".shared-link")
    expect(result.locator(".title")).to_have_text("Night ferry comes home")
    expect(result.locator(".description")).to_have_text("At ten.")
    assert lead.digest[:32] in (shared.locator("img").get_attribute("src") or "")
    position = "image => getComputedStyle(image).objectPosition"
    assert shared.locator("img").evaluate(position) == "20% 90%"

    page.fill("#id_standfirst", "A horn at dawn.")
    expect(shared.locator(".description")).to_have_text("A horn at dawn.")
    page.fill("#id_seo_title", "Ferry")
    page.fill("#id_seo_description", "w" * 161)
    expect(result.locator(".title")).to_have_text("Ferry")
    expect(page.locator("#id_seo_description_length")).to_have_text("161 characters: 160 are best")
    page.fill("#id_lead_image", "")
    page.locator("#id_lead_image").blur()
    drawn = re.compile(r"/drawn-card/\?headline=Ferry&section=\d+$")
    expect(shared.locator("img")).to_have_attribute("src", drawn)
    assert (
        shared.locator("img").evaluate(
            "async (image) => (await image.decode(), image.naturalWidth)"
        )
        == 1200
    )
    save(page)

    article.refresh_from_db()
    assert (article.seo_title, article.standfirst) == ("Ferry", "A horn at dawn.")


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_anybody_can_use_them(
    new_page: NewPage,
    staff: AbstractUser,
    make_article: MakeArticle,
    make_image: MakeImage,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    article = make_article(lead_image=make_image(alt=""), standfirst="w" * 301)
    by_axe = ["Applying inline style violates"]
    page = new_page(locale=locale, color_scheme=scheme, allowed=by_axe)
    log_in(page, change(article))
    page.locator(".writing-side summary").last.click()
    expect(page.locator(".checks.is-blocks")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
