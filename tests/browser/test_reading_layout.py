"""How the readers' pages stand on small and large screens, in the dark and on paper."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from articles.models import Image
from tests.browser.edition import Edition

NewPage = Callable[..., Page]

MISSING = ["status of 404", "status of 410"]
LANGUAGES = pytest.mark.parametrize("language", ["en", "ar"])
WIDTHS = [320, 360, 768, 1280]
TEXT = [16, 32]  # pixels: what browsers begin with, and 200 % of it

# Before anything of the page is there, note what will move in it.
WATCH_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      shifts.push([entry.value, ...entry.sources.map((source) => source.node?.outerHTML)]);
  }).observe({ type: "layout-shift", buffered: true });
"""
PAINTED = """() => new Promise((done) => {
  new PerformanceObserver(() => requestAnimationFrame(() => setTimeout(done))).observe(
    { type: "paint", buffered: true });
})"""
# Go down the page as a reader does, so that every photo comes near and loads.
READ_ON = """async () => {
  const wait = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)));
  for (let place = 0; place < document.documentElement.scrollHeight; place += innerHeight / 2) {
    scrollTo(0, place);
    await wait();
  }
  await Promise.all([...document.images].map((image) => image.decode()));
  await wait();
  await wait();
}"""
PHOTOS = """() => [...document.images].map((image) => {
  const box = image.getBoundingClientRect();
  return {
    file: new URL(image.currentSrc).pathname.split("/").at(-1),
    given: [image.getAttribute("width"), image.getAttribute("height")],
    width: box.width,
    inside: box.left >= -0.5 && box.right <= innerWidth + 0.5,
  };
})"""
# Relative luminance as WCAG 2 defines it, of an opaque colour.
LUMINANCE = """([selector, property]) => {
  const colour = getComputedStyle(document.querySelector(selector))[property];
  const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => part / 255).map(
    (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}"""


@LANGUAGES
def test_no_page_scrolls_sideways(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    page = new_page(allowed=MISSING)
    browser = page.context.new_cdp_session(page)
    older = f"{editions[language].front}?before=99999999999999999-1"
    for address in (older, *editions[language].pages):
        page.goto(address)
        for text in TEXT:
            browser.send("Page.setFontSizes", {"fontSizes": {"standard": text, "fixed": text}})
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                root = page.evaluate(
                    "(({ scrollWidth, clientWidth }) => [scrollWidth, clientWidth,"
                    " parseFloat(getComputedStyle(document.documentElement).fontSize)])"
                    "(document.documentElement)"
                )
                assert root == [width, width, text], address


@pytest.mark.parametrize(
    ("language", "width", "ready"),
    [
        *[("en", 360, True), ("en", 1280, True), ("ar", 320, True), ("ar", 768, True)],
        *[("en", 360, False), ("en", 1280, False)],
    ],
)
def test_nothing_moves_while_photos_load(
    new_page: NewPage, editions: dict[str, Edition], language: str, width: int, ready: bool
) -> None:
    if ready:
        for image in Image.objects.all():
            image.make_renditions()
    edition = editions[language]
    page = new_page(viewport={"width": width, "height": 800}, allowed=MISSING)
    page.add_init_script(WATCH_SHIFTS)
    for address in [*edition.pages][: None if ready else 3]:
        held = open_without_photos(page, address)
        assert held or address not in [*edition.pages][:3]
        while held:
            held.pop().continue_()
        page.unroute_all()
        page.evaluate(READ_ON)

        assert page.evaluate("shifts") == []
        for photo in page.evaluate(PHOTOS):
            assert all(int(side) > 0 for side in photo["given"])
            assert photo["inside"], photo
            assert fits(photo) if ready else photo["file"] == "fallback.jpg", photo


def open_without_photos(page: Page, address: str) -> list[Route]:
    """Open a page and wait until it is seen; its photos come when their routes go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/media/**", hold)
    page.goto(address, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    return held


def fits(photo: dict[str, Any]) -> bool:
    """Return whether a modern format came, neither blurred nor much larger than its place.

    A crop needs a photo wider than its box; browsers round down by a fifth at the most.
    """
    width, _, kind = photo["file"].partition(".")
    return kind in {"avif", "webp"} and (
        0.8 * photo["width"] <= int(width) <= max(320, 2 * photo["width"])
    )


def test_the_dark_scheme_is_dark(new_page: NewPage, editions: dict[str, Edition]) -> None:
    page = new_page()
    for address in (editions["en"].front, editions["en"].article.get_absolute_url()):
        page.goto(address)
        for scheme, dark in (("light", False), ("dark", True)):
            page.emulate_media(color_scheme=scheme)
            paper = page.evaluate(LUMINANCE, ["body", "backgroundColor"])
            ink = page.evaluate(LUMINANCE, ["h1", "color"])
            assert (paper < 0.05, paper > 0.8) == (dark, not dark)
            assert (ink > 0.5, ink < 0.1) == (dark, not dark)


@LANGUAGES
def test_the_page_runs_in_the_direction_of_its_language(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    page = new_page()
    page.goto(editions[language].article.get_absolute_url())
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")

    def edges(selector: str) -> tuple[float, float]:
        box = page.locator(selector).first.bounding_box()
        assert box
        return box["x"], 1280 - box["x"] - box["width"]

    menu, switch = edges(".sections a"), edges(".languages a")
    if language == "ar":
        menu, switch = menu[::-1], switch[::-1]
    assert menu[0] < 60 < menu[1]
    assert switch[1] < 60 < switch[0]
    places = [link.bounding_box() for link in page.locator(".sections a").all()]
    for one, other in pairwise(place["x"] for place in places if place):
        assert (one < other) is (language == "en")


@LANGUAGES
def test_paper_gets_the_text_and_nothing_to_press(
    new_page: NewPage, editions: dict[str, Edition], language: str
) -> None:
    page = new_page(color_scheme="dark", viewport={"width": 700, "height": 900})
    page.goto(editions[language].article.get_absolute_url())
    pressed = page.locator(".skip, .sections, .languages, .footer, .poll, .related, .share")
    read = page.locator("h1, .standfirst, .byline, .prose > p, figcaption, .corrections p")
    assert pressed.count() == 7 and read.count() > 15
    assert all(part.is_visible() for part in pressed.all())

    page.emulate_media(media="print")

    assert not any(part.is_visible() for part in pressed.all())
    assert all(part.is_visible() for part in read.all())
    for part in ("h1", ".standfirst", ".prose p", ".byline", "figcaption"):
        assert page.evaluate(LUMINANCE, [part, "color"]) < 0.1
    assert page.evaluate(LUMINANCE, ["body", "backgroundColor"]) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == 700
    printed = page.evaluate(
        "getComputedStyle(document.querySelector('.story'), '::after').content.slice(1, -1)"
    )
    assert printed.startswith("http") and printed == page.url
