"""The poll as readers use it: with script, without, and by keyboard alone."""

import datetime
import re
from collections.abc import Callable

import pytest
from captcha.models import CaptchaStore
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from articles.models import Article, Section
from feedback.models import Choice, Tally, Vote
from tests.cast import Publish

NewPage = Callable[..., Page]
Axe = Callable[[Page], None]

# Chromium reports every refused form in its console.
REFUSED = ["status of 422", "status of 403"]
WITH_SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def article(live_server: object, publish: Publish) -> Article:
    return publish(body="<p>At ten past six she came round the mole.</p>" * 20)


def news(page: Page) -> Locator:
    """Return where the poll speaks to those who listen; other parts of a page have theirs."""
    return page.get_by_role("status").and_(page.locator("[data-poll-status]"))


def see_picture(page: Page) -> None:
    expect(page.locator(".poll-picture")).to_have_js_property("naturalWidth", 240)


def answer(page: Page) -> str:
    """Return what the picture on the page shows."""
    see_picture(page)
    key = page.locator("[name=captcha_0]").input_value()
    return CaptchaStore.objects.get(hashkey=key).response


def figures(article: Article) -> tuple[int, int]:
    tally = Tally.objects.of(article.pk)
    return tally.liked, tally.disliked


def begin(page: Page, article: Article, choice: str = "Like") -> None:
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name=choice, exact=True).click()
    expect(page.get_by_role("radio", name=choice, exact=True)).to_be_checked()
    see_picture(page)


def vote(page: Page, typed: str | None = None) -> None:
    page.get_by_label("Type the letters").fill(answer(page) if typed is None else typed)
    page.get_by_role("button", name="Vote", exact=True).click()


@WITH_SCRIPT
def test_a_reader_votes_and_sees_the_result(
    new_page: NewPage, article: Article, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    begin(page, article)
    vote(page)

    expect(page.locator(".notice")).to_contain_text("You like this article. Your vote is counted.")
    expect(page.get_by_text("100%")).to_be_visible()
    assert figures(article) == (1, 0)
    assert ("/feedback/" in page.url) is not script


@WITH_SCRIPT
def test_a_second_vote_does_not_count(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    begin(page, article)
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")

    begin(page, article)
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")
    with page.expect_response(lambda response: response.request.method == "POST"):
        vote(page)

    expect(page.get_by_text("100%")).to_be_visible()
    assert figures(article) == (1, 0)


@WITH_SCRIPT
def test_a_reader_changes_the_vote(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    begin(page, article)
    vote(page)
    page.get_by_text("Change your vote").click()
    page.get_by_role("radio", name="Dislike").check()

    vote(page)

    expect(page.locator(".notice")).to_contain_text(
        "You do not like this article. Your vote is counted."
    )
    assert figures(article) == (0, 1)


@WITH_SCRIPT
def test_a_wrong_answer_keeps_the_choice(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script, allowed=REFUSED)
    begin(page, article, "Dislike")
    first = page.locator(".poll-picture").get_attribute("src")

    vote(page, "wrong")

    box = page.get_by_label("Type the letters")
    expect(page.locator("#poll-captcha_error")).to_contain_text("not what the picture showed")
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()
    expect(box).to_have_value("")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(re.compile("not what the picture showed"))
    assert page.locator(".poll-picture").get_attribute("src") != first
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")
    assert figures(article) == (0, 1)


@WITH_SCRIPT
def test_an_expired_picture_is_explained(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script, allowed=REFUSED)
    begin(page, article)
    right = answer(page)
    CaptchaStore.objects.update(expiration=timezone.now() - datetime.timedelta(seconds=1))

    vote(page, right)

    expect(page.locator("#poll-captcha_error")).to_contain_text("took longer than 10 minutes")
    expect(page.get_by_role("radio", name="Like", exact=True)).to_be_checked()
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")


@WITH_SCRIPT
def test_another_picture_keeps_the_choice(
    new_page: NewPage, article: Article, script: bool
) -> None:
    page = new_page(java_script_enabled=script)
    begin(page, article)
    page.get_by_role("radio", name="Dislike").check()
    first = page.locator(".poll-picture").get_attribute("src")

    page.get_by_role("button", name="Another picture").click()

    expect(page.locator(".poll-picture")).not_to_have_attribute("src", first or "")
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()


@WITH_SCRIPT
def test_the_result_can_be_seen_without_voting(
    new_page: NewPage, article: Article, script: bool
) -> None:
    Vote.objects.cast(article.pk, "a" * 64, Choice.LIKE)
    page = new_page(java_script_enabled=script)
    page.goto(article.get_absolute_url())

    page.get_by_role("link", name="See the result").click()

    expect(page.get_by_text("100%")).to_be_visible()
    assert not CaptchaStore.objects.exists()
    page.get_by_role("link", name="Dislike").click()
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()


@WITH_SCRIPT
def test_by_keyboard_alone(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script, allowed=REFUSED)
    page.goto(article.get_absolute_url())

    def tab_to(selector: str) -> None:
        for _ in range(40):
            if page.locator(f"{selector}:focus").count():
                return
            page.keyboard.press("Tab")
        pytest.fail(f"the keyboard does not reach {selector}")

    tab_to(".poll a[href*='choice=dislike']")
    page.keyboard.press("Enter")
    see_picture(page)
    tab_to("[name=captcha_1]")
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#poll-captcha_error")).to_be_visible()
    expect(page.locator("[name=captcha_1]")).to_be_focused()
    page.keyboard.type(answer(page))
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")
    assert figures(article) == (0, 1)

    tab_to(".poll summary")
    page.keyboard.press("Enter")
    tab_to("[name=choice]")
    page.keyboard.press("ArrowUp")
    tab_to("[name=captcha_1]")
    page.keyboard.type(answer(page))
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("You like this article. Your vote is counted.")
    assert figures(article) == (1, 0)


def test_focus_and_news_for_those_who_listen(new_page: NewPage, article: Article) -> None:
    page = new_page(allowed=REFUSED)
    begin(page, article)
    status = news(page)
    box = page.get_by_label("Type the letters")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description("5 letters and digits. Small letters will do.")

    vote(page, "")
    expect(box).to_be_focused()
    expect(box).to_have_accessible_description(
        "5 letters and digits. Small letters will do. Type the letters that you see in the picture."
    )

    vote(page)
    expect(status).to_have_text("You like this article. Your vote is counted.")
    expect(page.get_by_role("heading", name="What readers say")).to_be_focused()
    expect(status).to_have_text("")


def test_without_cookies_the_reader_is_told(new_page: NewPage, article: Article) -> None:
    page = new_page(allowed=REFUSED)
    begin(page, article, "Dislike")
    page.context.clear_cookies()

    vote(page)

    expect(page.locator(".notice")).to_contain_text("The form needs a cookie")
    assert figures(article) == (0, 0)
    page.get_by_role("link", name="Open the form again").click()
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")


def test_where_the_script_fails_the_links_work(new_page: NewPage, article: Article) -> None:
    page = new_page(allowed=["Failed to load resource", "net::ERR_FAILED"])
    page.goto(article.get_absolute_url())
    # The network refuses what the script fetches, and nothing else.
    page.route(
        "**/feedback/**",
        lambda route: (
            route.abort() if route.request.headers.get("x-requested-with") else route.continue_()
        ),
    )

    page.get_by_role("link", name="Like", exact=True).click()

    page.wait_for_url("**/feedback/**")
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")
    assert figures(article) == (1, 0)


def test_where_the_script_fails_the_form_works(new_page: NewPage, article: Article) -> None:
    page = new_page(allowed=["Failed to load resource", "net::ERR_FAILED"])
    begin(page, article)
    page.route(
        "**/feedback/**",
        lambda route: (
            route.abort() if route.request.headers.get("x-requested-with") else route.continue_()
        ),
    )

    vote(page)

    page.wait_for_url("**/feedback/**")
    expect(page.locator(".notice")).to_contain_text("Your vote is counted.")
    assert figures(article) == (1, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_can_use_it(
    new_page: NewPage,
    axe: Axe,
    publish: Publish,
    section: Section,
    arabic_section: Section,
    scheme: str,
    language: str,
) -> None:
    article = publish(section=section if language == "en" else arabic_section)
    page = new_page(color_scheme=scheme, allowed=REFUSED, viewport={"width": 360, "height": 740})
    page.goto(article.get_absolute_url())
    page.locator(".poll-links a").first.click()
    see_picture(page)
    axe(page)
    page.locator("[name=captcha_1]").fill("wrong")
    page.locator(".poll .is-primary").click()
    page.locator("#poll-captcha_error").wait_for()
    axe(page)
    page.locator("[name=captcha_1]").fill(answer(page))
    page.locator(".poll .is-primary").click()
    page.locator(".poll .notice").wait_for()
    axe(page)
    page.goto(f"/{language}/feedback/{article.pk}/")
    page.locator(".poll-change > summary").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
