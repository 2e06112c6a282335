"""Videos of others in an article: nothing is asked of them before the reader asks for it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Publish

NewPage = Callable[..., Page]
BODY = '<p>One</p><figure data-embed="youtube:dQw4w9WgXcQ"></figure>'
PLAYER = "https://www.youtube-nocookie.com/embed/"
FILM = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def test_a_video_opens_when_it_is_asked_for(
    new_page: NewPage, axe: Callable[[Page], None], publish: Publish
) -> None:
    page = new_page(allowed=[PLAYER])
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route(f"{PLAYER}**", lambda route: route.fulfill(body="film", content_type="text/html"))
    page.goto(publish(body=BODY).get_absolute_url())
    show = page.get_by_role("button", name="Play it here")
    expect(show).to_be_visible()
    axe(page)
    assert not [url for url in asked if url.startswith(PLAYER)]
    show.focus()
    page.keyboard.press("Enter")
    frame = page.locator("iframe[title='YouTube']")
    expect(frame).to_be_focused()
    expect(frame.content_frame.locator("body")).to_have_text("film")
    assert [url for url in asked if url.startswith(PLAYER)] == [f"{PLAYER}dQw4w9WgXcQ?autoplay=1"]


def test_without_script_a_link_leads_there(new_page: NewPage, publish: Publish) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(publish(body=BODY).get_absolute_url())
    expect(page.get_by_role("button", name="Play it here")).to_have_count(0)
    link = page.get_by_role("link", name="Open it on YouTube")
    expect(link).to_have_attribute("href", FILM)
