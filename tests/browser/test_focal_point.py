"""The focal point of a photo, set as a photo editor does: by mouse, by keyboard, by numbers."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Image
from tests.articles.photos import noisy, saved
from tests.browser.test_editing import log_in
from tests.cast import MakeImage

NewPage = Callable[..., Page]
ADD = "/admin/articles/image/add/"
SAVE = "Save and continue editing"


def change(image: Image) -> str:
    return reverse("admin:articles_image_change", args=[image.pk])


def point(page: Page) -> tuple[str, str]:
    return page.input_value("#id_focal_x"), page.input_value("#id_focal_y")


def click_at(page: Page, across: float, down: float) -> None:
    box = page.locator(".focal-photo").bounding_box()
    assert box is not None
    place = {"x": across * box["width"], "y": down * box["height"]}
    page.locator(".focal-stage").click(position=place)


def test_a_point_is_clicked_and_moved_by_keys_and_numbers(
    page: Page, staff: AbstractUser, make_image: MakeImage
) -> None:
    image = make_image(800, 600, ready=True)
    log_in(page, change(image))
    marker = page.get_by_role("slider", name="Focal point")
    wide = page.locator(".focal-crop.is-wide img")
    status = page.locator(".focal [role=status]")
    expect(status).to_have_text("50 % from the left, 50 % from the top")

    click_at(page, 0.3, 0.8)
    assert point(page) == ("0.3", "0.8")
    expect(wide).to_have_class("fx3 fy8")
    assert wide.evaluate("photo => getComputedStyle(photo).objectPosition") == "30% 80%"
    expect(status).to_have_text("30 % from the left, 80 % from the top")

    marker.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    assert point(page) == ("0.29", "0.7")
    expect(marker).to_have_attribute("aria-valuetext", "29 % from the left, 70 % from the top")
    page.keyboard.press("Home")
    assert point(page) == ("0.5", "0.5")
    for _ in range(7):
        page.keyboard.press("Shift+ArrowRight")
    assert point(page) == ("1", "0.5")

    # A half goes to the even tenth, here as in the pages of readers.
    page.fill("#id_focal_x", "0.25")
    page.fill("#id_focal_y", "0.35")
    expect(marker).to_have_attribute("aria-valuetext", "25 % from the left, 35 % from the top")
    shown = wide.get_attribute("class")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    image.refresh_from_db()
    assert (image.focal_x, image.focal_y) == (0.25, 0.35)
    assert image.focal_class == shown == "fx2 fy4"


def test_a_photo_just_chosen_is_pointed_at_before_it_is_sent(
    page: Page, staff: AbstractUser
) -> None:
    log_in(page, ADD)
    expect(page.locator(".focal-work")).to_be_hidden()
    page.set_input_files(
        "#id_original", {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no photo"}
    )
    expect(page.locator(".focal-none")).to_be_visible()
    photo = {"name": "quay.jpg", "mimeType": "image/jpeg", "buffer": saved(noisy(640, 480))}
    page.set_input_files("#id_original", photo)
    marker = page.get_by_role("slider", name="Focal point")
    marker.hover()
    page.mouse.down()
    box = page.locator(".focal-photo").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 0.75 * box["width"], box["y"] - 50, steps=3)
    page.mouse.up()
    assert point(page) == ("0.75", "0")
    page.fill("#id_credit", "Pell Aubrey")
    page.get_by_role("button", name=SAVE).click()
    expect(page.locator(".focal-crop.is-square img")).to_have_class("fx8 fy0")
    image = Image.objects.get()
    assert (image.focal_x, image.focal_y) == (0.75, 0)


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_anybody_can_use_the_library(
    new_page: NewPage,
    staff: AbstractUser,
    image: Image,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    by_axe = ["Applying inline style violates"]
    page = new_page(locale=locale, color_scheme=scheme, allowed=by_axe)
    log_in(page, ADD)
    axe(page)
    page.goto(change(image))
    expect(page.locator(".focal-marker")).to_be_visible()
    axe(page)
    # The point counts from the left, whichever way the words run.
    page.locator(".focal-marker").press("ArrowLeft")
    assert point(page)[0] == "0.49"
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.goto(reverse("admin:articles_image_changelist"))
    axe(page)


def test_the_sizes_are_said_to_be_ready_without_a_reload(
    page: Page, staff: AbstractUser, image: Image
) -> None:
    log_in(page, change(image))
    status = page.locator(".sizes [role=status]")
    expect(status).to_contain_text("Being made")
    Image.objects.filter(pk=image.pk).update(failure="lost")
    page.fill("#id_caption", "Half a sentence")
    page.get_by_role("button", name="Try again").click()
    expect(status).to_contain_text("Being made")
    image.make_renditions()
    expect(status).to_contain_text("Ready")
    expect(page.get_by_role("button", name="Try again")).to_be_hidden()
    expect(page.locator("#id_caption")).to_have_value("Half a sentence")
