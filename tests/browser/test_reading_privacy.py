"""What reading costs: no cookie, no other machine, little to fetch, and script only for comfort."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, Response, expect

from tests.browser.edition import Edition

NewPage = Callable[..., Page]

PAGE_LIMIT = 60_000  # bytes of an article's page with its style sheet and script


def test_reading_leaves_no_trace_and_stays_on_this_site(
    new_page: NewPage, editions: dict[str, Edition], live_server: object
) -> None:
    page = new_page(allowed=["status of 404", "status of 410"])
    asked, cookies = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda response: cookies.append(response.header_value("set-cookie")))

    for edition in editions.values():
        for address in edition.pages:
            page.goto(address)
    page.wait_for_load_state("networkidle")

    own = urlsplit(str(live_server)).netloc
    assert {urlsplit(url).netloc for url in asked} == {own}
    assert len(cookies) > 20 and not any(cookies)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_without_script_everything_is_there(
    new_page: NewPage, editions: dict[str, Edition]
) -> None:
    edition = editions["en"]
    scripted, plain = new_page(), new_page(java_script_enabled=False)
    for address in (edition.front, edition.article.get_absolute_url()):
        for page in (scripted, plain):
            page.goto(address)
        # Only script can share and copy.
        scripted.locator(".share").evaluate_all("places => places.forEach((each) => each.remove())")
        assert plain.locator("body").inner_text() == scripted.locator("body").inner_text()
    expect(plain.get_by_role("link", name="See the result")).to_be_visible()

    plain.goto("/")
    plain.locator(".sections").get_by_role("link", name=edition.section.name).click()
    plain.get_by_role("link", name=edition.article.headline).click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(edition.article.headline)
    plain.get_by_role("link", name="Dislike", exact=True).click()
    expect(plain.get_by_role("radio", name="Dislike")).to_be_checked()
    plain.go_back()
    plain.locator(".languages a").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text(editions["ar"].article.headline)


def test_an_article_is_light(new_page: NewPage, editions: dict[str, Edition]) -> None:
    page = new_page()
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))

    page.goto(editions["en"].article.get_absolute_url())
    page.wait_for_load_state("networkidle")

    kinds = [response.request.resource_type for response in responses]
    assert set(kinds) - {"other"} == {"document", "stylesheet", "script", "image"}
    assert kinds.count("document") == kinds.count("stylesheet") == 1
    assert kinds.count("script") == 2  # the poll's, and what shares
    assert (
        10_000
        < sum(len(response.body()) for response in responses if "/media/" not in response.url)
        < PAGE_LIMIT
    )
