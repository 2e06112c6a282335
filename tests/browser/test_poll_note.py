"""The note to the newsroom as readers write it and as editors read it; what editors learn."""

import re
from collections.abc import Callable

import pytest
from captcha.models import CaptchaStore
from django.contrib.auth.models import AbstractUser
from django.test import Client
from playwright.sync_api import Page, expect

from articles.models import Article, Section
from feedback.models import Choice, Note, Vote
from tests.cast import Publish

NewPage = Callable[..., Page]
Axe = Callable[[Page], None]

REFUSED = ["status of 422"]
WITH_SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture
def article(live_server: object, publish: Publish) -> Article:
    return publish(body="<p>At ten past six she came round the mole.</p>" * 20)


def answer(page: Page) -> str:
    expect(page.locator(".poll-picture")).to_have_js_property("naturalWidth", 240)
    key = page.locator("[name=captcha_0]").input_value()
    return CaptchaStore.objects.get(hashkey=key).response


def begin(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.locator(".poll-links a").first.click()
    page.locator(".poll-picture").wait_for()


def vote(page: Page, typed: str | None = None) -> None:
    page.locator("[name=captcha_1]").fill(answer(page) if typed is None else typed)
    page.locator(".poll .is-primary").click()


@WITH_SCRIPT
def test_a_note_survives_a_wrong_answer(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script, allowed=REFUSED)
    begin(page, article)
    expect(page.get_by_label("Your note")).to_be_hidden()
    page.get_by_text("Tell the newsroom why").click()
    page.get_by_label("Your note").fill("Six, not seven.")

    vote(page, "wrong")

    expect(page.locator("#poll-captcha_error")).to_be_visible()
    expect(page.get_by_label("Your note")).to_be_visible()
    expect(page.get_by_label("Your note")).to_have_value("Six, not seven.")
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your note is with the newsroom.")
    assert Note.objects.get().text == "Six, not seven."


@WITH_SCRIPT
def test_another_picture_keeps_the_note(new_page: NewPage, article: Article, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    begin(page, article)
    first = page.locator(".poll-picture").get_attribute("src")
    page.get_by_text("Tell the newsroom why").click()
    page.get_by_label("Your note").fill("Six, not seven.")

    page.get_by_role("button", name="Another picture").click()

    expect(page.locator(".poll-picture")).not_to_have_attribute("src", first or "")
    expect(page.get_by_label("Your note")).to_have_value("Six, not seven.")


def test_its_length_is_told(new_page: NewPage, article: Article) -> None:
    page = new_page(allowed=REFUSED)
    begin(page, article)
    page.get_by_text("Tell the newsroom why").click()
    note = page.get_by_label("Your note")
    note.fill("🚢" * 1501)

    expect(page.locator(".poll-count")).to_have_text("1501 / 1500")
    expect(page.locator(".poll-count")).to_have_class(re.compile("is-over"))
    vote(page)
    expect(page.locator("#poll-note_error")).to_contain_text("Shorten it to 1500.")
    expect(note).to_have_accessible_description(re.compile("Shorten it to 1500"))
    note.fill("🚢" * 1500)
    vote(page)
    expect(page.locator(".notice")).to_contain_text("Your note is with the newsroom.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_everybody_can_write_one(
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
    begin(page, article)
    page.locator(".poll-note summary").click()
    page.locator("[name=note]").fill("x" * 1600)
    axe(page)
    vote(page)
    page.locator("#poll-note_error").wait_for()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.fixture
def log_in(staff: AbstractUser, staff_client: Client) -> Callable[[Page], None]:
    """Give the page the cookie of an editor who is logged in."""

    def log(page: Page, live_server_url: str) -> None:
        value = staff_client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server_url}])

    return log


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "ar"])
def test_editors_read_what_readers_say(
    new_page: NewPage,
    axe: Axe,
    article: Article,
    live_server: object,
    log_in: Callable[..., None],
    scheme: str,
    locale: str,
) -> None:
    for number in range(9):
        choice = Choice.LIKE if number % 3 else Choice.DISLIKE
        vote = Vote.objects.cast(article.pk, f"reader-{number}", choice)
    note = Note.objects.leave(vote, "Six, not seven.\nSee https://example.org/")
    assert note is not None
    # axe measures with inline styles of its own, which the policy rightly blocks.
    allowed = ["Applying inline style violates"]
    page = new_page(color_scheme=scheme, locale=locale, allowed=allowed)
    log_in(page, live_server.url)

    for address in (
        "/admin/feedback/poll/",
        f"/admin/feedback/poll/{article.pk}/change/",
        f"/admin/feedback/note/{note.pk}/change/",
        f"/admin/feedback/note/{note.pk}/erase/",
        "/admin/feedback/note/",
    ):
        page.goto(address)
        axe(page)
    page.goto(f"/admin/feedback/poll/{article.pk}/change/")
    expect(page.locator(".votes-chart .likes").first).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".votes-chart .dislikes").first).to_be_visible()
    expect(page.locator(".object-tools")).to_be_hidden()
