"""Proof of work, sound and time limit of the poll, in Chromium and under the site's own policy."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from captcha.models import CaptchaStore
from django.contrib.staticfiles import finders
from django.core.cache import caches
from django.templatetags.static import static
from playwright.sync_api import Page, expect

from articles.models import Article, Section
from feedback.models import SpentProof
from tests.browser.test_poll import (
    REFUSED,
    Axe,
    NewPage,
    answer,
    begin,
    figures,
    news,
    see_picture,
    vote,
)
from tests.cast import Publish

UNPROVEN = "The check that your browser does in the background"
COUNTED = "Your vote is counted."
TOO_MANY = ["status of 429"]
MINUTE = 60_000  # milliseconds
PATIENCE = 15  # seconds
SCRIPTS = ["newsroom/poll.js", "newsroom/proof.js", "newsroom/share.js"]  # of a plain article


@pytest.fixture(autouse=True)
def empty_counters() -> None:
    caches["limits"].clear()


@pytest.fixture
def article(live_server: object, publish: Publish) -> Article:
    return publish(body="<p>At ten past six she came round the mole.</p>" * 20)


@pytest.mark.parametrize("inside", ["the article", "the poll's own page"])
def test_the_proof_is_done_while_the_reader_types(
    page: Page, article: Article, inside: str
) -> None:
    if inside == "the article":
        begin(page, article)
    else:
        page.goto(f"/en/feedback/{article.pk}/?choice=like")
        page.get_by_label("Type the letters").focus()
    expect(page.locator("[name=proof]")).to_have_value(re.compile(".{300}"))

    with page.expect_request(lambda request: request.method == "POST") as posted:
        vote(page)

    expect(page.locator(".notice")).to_contain_text(COUNTED)
    assert posted.value.headers["x-requested-with"] == "fetch"
    assert SpentProof.objects.count() == 1
    assert figures(article) == (1, 0)


def test_a_vote_waits_for_a_proof_that_takes_long(
    page: Page, article: Article, settings: Any
) -> None:
    settings.POLL_PROOF_STEPS = 24_000
    begin(page, article)

    vote(page)

    expect(news(page)).to_have_text("One moment…")
    expect(page.locator(".notice")).to_contain_text(COUNTED)
    assert SpentProof.objects.count() == 1


def test_a_used_proof_is_explained_and_the_next_try_works(
    new_page: NewPage, article: Article
) -> None:
    page = new_page(allowed=REFUSED)
    begin(page, article, "Dislike")
    right = answer(page)
    page.get_by_label("Type the letters").fill(right)
    expect(page.locator("[name=proof]")).to_have_value(re.compile(".{300}"))
    page.locator("[name=proof]").evaluate("input => { input.value = 'bm9uc2Vuc2U=' }")
    button = page.get_by_role("button", name="Vote", exact=True)

    button.click()

    expect(page.locator("#poll-error")).to_contain_text(UNPROVEN)
    expect(button).to_be_focused()
    expect(button).to_have_accessible_description(re.compile(UNPROVEN))
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()
    expect(page.get_by_label("Type the letters")).to_have_value(right)
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text(COUNTED)
    assert figures(article) == (0, 1)


@pytest.mark.parametrize("silent", [True, False])
def test_where_the_browser_cannot_do_it_the_captcha_stands_alone(
    new_page: NewPage, article: Article, silent: bool
) -> None:
    page = new_page(allowed=["status of 404"])
    page.clock.install()
    page.route("**/proof*.js", lambda route: None if silent else route.fulfill(status=404, body=""))
    begin(page, article)

    vote(page)

    if silent:
        expect(news(page)).to_have_text("One moment…")
        page.clock.run_for(10_000)
    page.wait_for_url("**/feedback/**")
    expect(page.locator(".notice")).to_contain_text(COUNTED)
    assert not SpentProof.objects.exists()
    assert figures(article) == (1, 0)


def test_step_up_needs_one_press(page: Page, article: Article, settings: Any) -> None:
    settings.POLL_CAPTCHA = "step-up"
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Dislike", exact=True).click()
    button = page.get_by_role("button", name="Vote", exact=True)
    expect(button).to_be_focused()
    expect(page.locator(".poll-picture")).to_have_count(0)

    page.keyboard.press("Enter")

    expect(page.locator(".notice")).to_contain_text(COUNTED)
    assert figures(article) == (0, 1)
    assert not CaptchaStore.objects.exists()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_letters_can_be_heard(
    new_page: NewPage,
    publish: Publish,
    section: Section,
    arabic_section: Section,
    script: bool,
    language: str,
) -> None:
    article = publish(section=section if language == "en" else arabic_section)
    page = new_page(java_script_enabled=script)
    page.goto(f"/{language}/feedback/{article.pk}/?choice=like")
    see_picture(page)
    page.locator(".poll-listen summary").focus()
    page.keyboard.press("Enter")
    audio = page.locator(".poll-listen audio")
    expect(audio).to_be_visible()
    expect(audio).to_have_js_property("readyState", 0)

    with page.expect_response("**/*.wav?**") as heard:
        audio.evaluate("audio => { audio.muted = true; return audio.play() }")

    assert heard.value.status in {200, 206}
    assert heard.value.headers["content-type"] == "audio/wav"
    for _ in range(PATIENCE * 10):
        if audio.evaluate("audio => audio.currentTime") > 1:
            break
        page.wait_for_timeout(100)
    assert audio.evaluate("audio => audio.currentTime") > 1
    assert audio.evaluate("audio => audio.duration") > 5
    # Chromium's own report of a sound that it cannot decode.
    assert audio.evaluate("audio => audio.error") is None


def test_by_keyboard_the_sound_is_reached_before_the_vote(page: Page, article: Article) -> None:
    begin(page, article)
    page.get_by_label("Type the letters").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".poll-listen summary")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".poll-listen audio")).to_be_focused()

    with page.expect_response("**/*.wav?**"):
        page.keyboard.press("Space")

    assert page.locator(".poll-listen audio").evaluate("audio => !audio.paused")


def test_more_time_is_offered_aloud_before_it_is_needed(
    new_page: NewPage, article: Article
) -> None:
    page = new_page()
    page.clock.install()
    begin(page, article, "Dislike")
    key = page.locator("[name=captcha_0]").input_value()
    box, more = page.get_by_label("Type the letters"), page.locator(".poll-time button")
    box.fill("ab")
    expect(page.locator(".poll-time")).to_contain_text("The picture is good for 10 minutes.")
    expect(more).to_be_hidden()

    page.clock.run_for(8 * MINUTE + 1000)

    expect(page.locator(".poll-time")).to_contain_text("good for two more minutes.")
    expect(news(page)).to_have_text("The picture is good for two more minutes.")
    expect(more).to_be_visible()
    expect(box).to_have_value("ab")
    more.click()
    expect(news(page)).to_have_text("The picture is good for 10 more minutes.")
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()
    expect(box).to_have_value("ab")
    expect(box).to_be_focused()
    expect(more).to_be_hidden()
    assert page.locator("[name=captcha_0]").input_value() == key
    vote(page)
    page.clock.run_for(1000)
    expect(page.locator(".notice")).to_contain_text(COUNTED)


def test_more_time_without_script(new_page: NewPage, article: Article) -> None:
    page = new_page(java_script_enabled=False)
    begin(page, article, "Dislike")
    page.get_by_label("Type the letters").fill("ab")

    page.get_by_role("button", name="Give me more time").click()

    expect(page.get_by_text("The picture is good for 10 more minutes.")).to_be_visible()
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()
    expect(page.get_by_label("Type the letters")).to_have_value("ab")
    vote(page)
    expect(page.locator(".notice")).to_contain_text(COUNTED)


def test_a_crowded_network_is_told_in_place(
    new_page: NewPage, article: Article, settings: Any, axe: Axe
) -> None:
    limits = settings.POLL_LIMITS
    settings.POLL_LIMITS = limits | {"form": 0}
    page = new_page(allowed=TOO_MANY)
    page.goto(article.get_absolute_url())

    page.get_by_role("link", name="Dislike", exact=True).click()

    expect(page.locator(".notice")).to_contain_text("from the network that you are in")
    expect(page.locator(".notice")).to_be_focused()
    axe(page)
    settings.POLL_LIMITS = limits
    page.get_by_role("link", name="Open the form again").click()
    expect(page.get_by_role("radio", name="Dislike")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_can_use_it(
    new_page: NewPage,
    axe: Axe,
    publish: Publish,
    section: Section,
    arabic_section: Section,
    settings: Any,
    scheme: str,
    language: str,
) -> None:
    article = publish(section=section if language == "en" else arabic_section)
    small = {"width": 360, "height": 740}
    page = new_page(color_scheme=scheme, allowed=[*REFUSED, *TOO_MANY], viewport=small)
    page.clock.install()
    page.goto(f"/{language}/feedback/{article.pk}/")
    page.locator(".poll-listen summary").click()
    page.clock.run_for(8 * MINUTE + 1000)
    expect(page.locator(".poll-time button")).to_be_visible()
    axe(page)
    page.locator("[name=choice]").first.check()
    page.locator("[name=captcha_1]").fill(answer(page))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    settings.POLL_LIMITS = settings.POLL_LIMITS | {"form": 0}
    page.goto(f"/{language}/feedback/{article.pk}/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_scripts_are_small_and_all_there_are(page: Page, article: Article) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    begin(page, article)
    expect(page.locator("[name=proof]")).to_have_value(re.compile(".{300}"))

    assert {path for path in asked if path.endswith(".js")} == {static(name) for name in SCRIPTS}
    assert sum(Path(finders.find(name) or "").stat().st_size for name in SCRIPTS) < 8_000
