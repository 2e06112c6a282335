"""Sharing an article, and its gallery at full size."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles.models import Section
from tests.cast import MakeImage, Publish

NewPage = Callable[..., Page]
Axe = Callable[[Page], None]

SHARED = "navigator.share = (what) => { window.shared = what; return Promise.resolve(); }"
NO_CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', { value: undefined })"
NO_SHEET = "navigator.share = undefined"


@pytest.fixture
def address(publish: Publish) -> str:
    return publish().get_absolute_url()


def test_shares_by_the_sheet_of_the_browser(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(SHARED)
    page.goto(address)

    page.get_by_role("button", name="Share", exact=True).click()

    shared = page.evaluate("shared")
    assert shared["title"] == "Night ferry comes home" and shared["url"].endswith(address)


def test_copies_the_address(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script(NO_SHEET)
    page.goto(address)
    expect(page.get_by_role("button", name="Share", exact=True)).to_be_hidden()

    page.get_by_role("button", name="Copy the link").press("Enter")

    expect(page.get_by_role("status").get_by_text("The link is copied.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(address)


def test_shows_the_address_where_it_cannot_be_copied(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.add_init_script(NO_CLIPBOARD)
    page.goto(address)

    page.get_by_role("button", name="Copy the link").click()

    box = page.get_by_label("The address of this article")
    expect(box).to_be_focused()
    assert page.evaluate("getSelection().toString()").endswith(address)


@pytest.fixture
def gallery(publish: Publish, make_image: MakeImage) -> str:
    colours = ("teal", "sienna", "navy")
    photos = [make_image(caption=f"Photo {n}.", colour=c) for n, c in enumerate(colours, 1)]
    numbers = ",".join(str(photo.pk) for photo in photos)
    return publish(body=f'<figure data-gallery="{numbers}"></figure>').get_absolute_url()


def test_a_gallery_is_walked_by_keyboard(new_page: NewPage, gallery: str, axe: Axe) -> None:
    page = new_page(viewport={"width": 360, "height": 740})
    page.goto(gallery)
    links = page.locator("[data-enlarge]")
    links.nth(1).focus()
    page.keyboard.press("Enter")

    dialog = page.get_by_role("dialog", name="Photo gallery")
    words = dialog.locator(".lightbox-words")
    expect(words).to_contain_text("Photo 2.")
    expect(dialog).to_contain_text("2 / 3")
    page.keyboard.press("ArrowRight")
    expect(words).to_contain_text("Photo 3.")
    page.keyboard.press("ArrowRight")
    expect(words).to_contain_text("Photo 1.")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(words).to_contain_text("Photo 2.")
    axe(page)
    photo = dialog.locator("img").bounding_box()
    assert photo and photo["x"] >= 0 and photo["x"] + photo["width"] <= 360
    dialog.get_by_role("button", name="Previous photo").press("Enter")
    expect(words).to_contain_text("Photo 1.")

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(links.nth(0)).to_be_focused()


def test_in_arabic_the_left_key_leads_on(
    new_page: NewPage, publish: Publish, make_image: MakeImage, arabic_section: Section
) -> None:
    first, second = make_image(caption="الأولى."), make_image(caption="الثانية.", colour="teal")
    body = f'<figure data-gallery="{first.pk},{second.pk}"></figure>'
    article = publish("معرض", section=arabic_section, body=body)
    page = new_page()
    page.goto(article.get_absolute_url())
    page.locator("[data-enlarge]").first.click()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".lightbox-words")).to_contain_text("الثانية.")


def test_without_script_a_photo_opens_its_file(new_page: NewPage, gallery: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(gallery)

    page.locator("[data-enlarge]").first.click()

    assert page.url.endswith(".jpg")
