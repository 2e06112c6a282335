"""Arranging a front page: with the mouse, by keyboard alone, for tomorrow, in any direction."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Layout, Section
from articles.models.layout import Pin, Place
from tests.browser.test_editing import log_in
from tests.cast import HoursAgo, Publish

NewPage = Callable[..., Page]
FRONT = "/admin/articles/layout/front/en/"
AT_THE_TOP = {"x": 60, "y": 4}


@pytest.fixture
def made(publish: Publish, hours_ago: HoursAgo) -> list[Article]:
    return [publish(f"Story {n}", at=hours_ago(n + 1)) for n in range(9)]


def pinned(page: Page) -> Locator:
    return page.locator("#front-slots .front-headline")


def below(page: Page) -> Locator:
    return page.locator("#front-below .front-fill:visible .front-headline")


def story(page: Page, headline: str) -> Locator:
    return page.locator(".front-story", has_text=headline)


def saved(number: int) -> list[str]:
    slots = Layout.objects.get(number=number).slots.select_related("article")
    return [slot.article.headline for slot in slots]


def test_stories_are_dragged_into_their_places(
    page: Page, staff: AbstractUser, made: list[Article]
) -> None:
    log_in(page, FRONT)
    expect(below(page)).to_have_text([f"Story {n}" for n in range(7)])

    story(page, "Story 4").drag_to(page.locator("#front-slots"))
    first = page.locator("#front-slots li").first
    story(page, "Story 2").drag_to(first, target_position=AT_THE_TOP)
    expect(pinned(page)).to_have_text(["Story 2", "Story 4"])
    expect(below(page)).to_have_text([f"Story {n}" for n in (0, 1, 3, 5, 6)])
    page.locator("#front-slots li").nth(1).drag_to(
        first, source_position={"x": 12, "y": 20}, target_position=AT_THE_TOP
    )
    expect(pinned(page)).to_have_text(["Story 4", "Story 2"])

    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("2 stories pinned, from now on.")
    assert saved(1) == ["Story 4", "Story 2"]


def test_tomorrows_page_is_planned_by_keyboard_alone(
    page: Page, staff: AbstractUser, made: list[Article]
) -> None:
    pins = [Pin(made[5].pk), Pin(made[6].pk)]
    Layout.objects.arrange(Place("en"), pins, staff, version=0)
    log_in(page, FRONT)
    expect(page.locator(".front-place").first).to_have_text("1 · Large")

    page.get_by_role("button", name="Down: Story 5").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Story 5: now in place 2 of 2.")
    expect(page.get_by_role("button", name="Up: Story 5")).to_be_focused()
    page.get_by_role("button", name="Remove: Story 6").press("Enter")
    expect(page.get_by_role("button", name="Remove: Story 5")).to_be_focused()
    page.get_by_role("searchbox", name="Search for stories").press_sequentially("8")
    expect(page.get_by_role("status")).to_have_text("Stories found: 1")
    page.get_by_role("button", name="Pin: Story 8").press("Enter")
    expect(pinned(page)).to_have_text(["Story 5", "Story 8"])
    page.get_by_label("from a later time on").press("Space")
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    page.get_by_label("From", exact=True).fill(f"{tomorrow:%Y-%m-%dT%H:%M}")

    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview").press("Enter")
    headlines = opened.value.locator("main :is(h2, h3)")
    expect(headlines.nth(0)).to_have_text("Story 5")
    expect(headlines.nth(1)).to_have_text("Story 8")
    assert Layout.objects.count() == 1
    opened.value.close()

    page.get_by_role("button", name="Save", exact=True).press("Enter")
    expect(page.get_by_role("link", name="Open layout 2")).to_be_visible()
    assert saved(2) == ["Story 5", "Story 8"]
    assert Layout.objects.get(number=2).live_from == tomorrow


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_anybody_can_use_it(
    new_page: NewPage,
    staff: AbstractUser,
    made: list[Article],
    arabic_section: Section,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    Layout.objects.arrange(Place("en"), [Pin(made[5].pk)], staff, version=0)
    by_axe = ["Applying inline style violates", "widgets.css"]
    page = new_page(locale=locale, color_scheme=scheme, allowed=by_axe)
    log_in(page, FRONT)
    axe(page)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for address in ("/admin/articles/layout/", "/admin/articles/banner/add/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
