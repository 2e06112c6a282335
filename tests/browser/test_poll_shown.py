"""What the browser tells of a reader who merely reads: that the question came into view."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect
from pytest_django import Settings

from articles.models import Article
from feedback.models import DayCount, Stage
from tests.cast import Publish

NewPage = Callable[..., Page]


@pytest.fixture
def article(live_server: object, publish: Publish, settings: Settings) -> Article:
    settings.POLL_SHOWN_SAMPLE = 1
    return publish(body="<p>At ten past six she came round the mole.</p>" * 60)


def tellings(page: Page) -> list[Request]:
    sent: list[Request] = []
    page.on(
        "request", lambda request: sent.append(request) if request.url.endswith("/shown/") else None
    )
    return sent


def test_it_is_told_once_and_without_a_cookie(page: Page, article: Article) -> None:
    address = f"/en/feedback/{article.pk}/"
    page.goto(address)  # gives the reader the poll's cookie
    page.goto(f"{address}?choice=like")
    assert page.context.cookies()
    sent = tellings(page)
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert sent == []

    question = page.locator("#poll")
    with page.expect_response("**/shown/") as told:
        question.scroll_into_view_if_needed()
    for place in (0, 100_000, 0, 100_000):
        page.evaluate(f"scrollTo(0, {place})")
        page.wait_for_timeout(100)
    page.locator(".poll-links a").first.click()
    page.locator(".poll-picture").wait_for()

    assert told.value.status == 204
    assert [(each.method, each.post_data) for each in sent] == [("POST", None)]
    assert "cookie" not in sent[0].all_headers()
    assert DayCount.objects.get(stage=Stage.SHOWN).n == 1


def test_who_is_not_in_the_sample_tells_nothing(
    page: Page, article: Article, settings: Settings
) -> None:
    settings.POLL_SHOWN_SAMPLE = 10**9
    sent = tellings(page)
    page.goto(article.get_absolute_url())
    page.locator("#poll").scroll_into_view_if_needed()
    expect(page.locator("#poll")).to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    assert sent == []
