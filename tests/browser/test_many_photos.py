"""Many photos dropped into the library at once, and a photo that it knows, in Chromium."""

import base64
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Image
from tests.articles.photos import saved
from tests.articles.test_duplicates import quay, street
from tests.browser.test_editing import log_in, log_in_elsewhere

NewPage = Callable[..., Page]
UPLOAD = reverse("admin:articles_image_upload")
DROP = """([place, files]) => {
    const dataTransfer = new DataTransfer()
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
        dataTransfer.items.add(new File([bytes], name, { type: "image/jpeg" }))
    }
    const event = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true })
    document.querySelector(place).dispatchEvent(event)
}"""


def drop(page: Page, place: str, **files: bytes) -> None:
    named = [[name, base64.b64encode(content).decode()] for name, content in files.items()]
    page.evaluate(DROP, [place, named])


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_many_photos_are_dropped(
    new_page: NewPage,
    staff: AbstractUser,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    page = new_page(
        locale=locale,
        color_scheme=scheme,
        bypass_csp=True,  # axe sets styles of its own
        allowed=["status of 400", "status of 409"],
    )
    log_in(page, UPLOAD)
    page.fill("#id_credit_else", "Pell Aubrey")
    small = saved(quay((640, 427)), quality=60)
    drop(page, ".drop-zone", street=saved(street()), broken=b"no photo", quay=saved(quay()))
    expect(page.locator(".many-row.is-added")).to_have_count(2)
    expect(page.locator(".many-row.is-refused")).to_have_count(1)
    drop(page, ".drop-zone", small=small)
    known = page.locator(".many-row.is-known")
    expect(known.locator("img")).to_have_count(2)
    axe(page)
    known.locator(".many-tools button >> nth=0").click()
    expect(page.locator(".many-row.is-added")).to_have_count(3)

    row = page.locator(".many-row", has_text="street")
    row.locator("[data-word=caption]").fill("A street at night.")
    row.locator("[data-word=caption]").blur()
    expect(row.locator(".many-kept.is-kept")).to_be_visible()
    assert Image.objects.filter(caption="A street at night.", credit="Pell Aubrey").count() == 1
    assert Image.objects.count() == 3


def test_after_logging_in_elsewhere_it_goes_on(new_page: NewPage, staff: AbstractUser) -> None:
    page = new_page(allowed=["status of 403"])
    log_in(page, UPLOAD)
    page.fill("#id_credit_else", "Pell Aubrey")
    log_in_elsewhere(page)
    drop(page, ".drop-zone", quay=saved(quay()))
    row = page.locator(".many-row.is-added")
    expect(row).to_have_count(1)
    log_in_elsewhere(page)
    row.locator("[data-word=caption]").fill("The quay.")
    row.locator("[data-word=caption]").blur()
    expect(row.locator(".many-kept.is-kept")).to_be_visible()
    assert Image.objects.get().caption == "The quay."


def test_without_script_they_are_sent_together(new_page: NewPage, staff: AbstractUser) -> None:
    page = new_page(java_script_enabled=False)
    log_in(page, UPLOAD)
    page.fill("#id_credit_else", "Pell Aubrey")
    kind = "image/jpeg"
    page.set_input_files(
        "#id_photos",
        [
            {"name": "street.jpg", "mimeType": kind, "buffer": saved(street())},
            {"name": "broken.jpg", "mimeType": kind, "buffer": b"no photo"},
        ],
    )
    page.click("text=Upload >> nth=-1")
    expect(page.locator(".many-row.is-added")).to_contain_text("street.jpg")
    expect(page.locator(".many-row.is-refused")).to_contain_text("This is not a photo")
    assert Image.objects.count() == 1


def test_a_known_photo_is_used_instead(new_page: NewPage, staff: AbstractUser) -> None:
    page = new_page(allowed=["status of 409"])
    log_in(page, UPLOAD)
    page.fill("#id_credit_else", "Pell Aubrey")
    drop(page, ".drop-zone", quay=saved(quay()))
    expect(page.locator(".many-row.is-added")).to_have_count(1)
    page.goto(reverse("admin:articles_article_add"))
    drop(page, ".field-lead_image .photo-input", again=saved(quay()))
    expect(page.locator("#new-lead_image-alt")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use this one").click()
    expect(page.locator("#id_lead_image")).to_have_value(str(Image.objects.get().pk))
