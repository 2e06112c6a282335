"""The poll on the narrowest screen with the largest text: nothing sticks out of its column."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from articles.models import Section
from tests.cast import Publish

NewPage = Callable[..., Page]
STICKS_OUT = """() => [...document.querySelectorAll(".poll")].flatMap((poll) => {
  const outer = poll.getBoundingClientRect(), style = getComputedStyle(poll);
  const left = outer.left + parseFloat(style.paddingLeft) - 0.5;
  const right = outer.right - parseFloat(style.paddingRight) + 0.5;
  return [...poll.querySelectorAll("*")]
    .filter((each) => !each.closest(".visually-hidden"))
    .map((each) => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.left < left || box.right > right));
})"""


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", ["100%", "200%"])
def test_nothing_sticks_out_of_the_column(
    live_server: object,
    publish: Publish,
    arabic_section: Section,
    new_page: NewPage,
    language: str,
    size: str,
) -> None:
    article = publish(section=arabic_section) if language == "ar" else publish()
    page = new_page(viewport={"width": 320, "height": 800})
    for path in (article.get_absolute_url(), f"/{language}/feedback/{article.pk}/?choice=like"):
        page.goto(path)
        page.evaluate(
            "(size) => document.documentElement.style.setProperty('font-size', size)", size
        )

        assert page.locator(".poll .button").count() >= 2
        assert page.evaluate(STICKS_OUT) == []
