"""Takes the pictures of the handbook and the README from a running demo.

``make pictures`` calls this.

Reads the lines that ``make run`` prints (Readers, Admin, User, Password) from standard input.
"""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, ViewportSize, sync_playwright

from newsroom.demo.pictures import draw

DESKTOP = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=360, height=740)
COLOURS = 256
SCENES: dict[str, Callable[["Studio"], bytes]] = {}


def scene(take: Callable[["Studio"], bytes]) -> Callable[["Studio"], bytes]:
    """Register what takes a picture; its name is the file's."""
    SCENES[take.__name__.replace("_", "-")] = take
    return take


class Studio:
    """A browser before the demo, and who may sign in there."""

    def __init__(self, browser: Browser, account: dict[str, str]) -> None:
        self.browser = browser
        self.base = account["Readers"]
        context = browser.new_context(base_url=self.base)
        page = context.new_page()
        page.goto("/admin/login/")
        page.fill("[name=username]", account["User"])
        page.fill("[name=password]", account["Password"])
        page.click("[type=submit]")
        page.wait_for_url("**/admin/")
        self.signed_in = context.storage_state()
        context.close()

    def page(
        self, address: str, *, staff: bool = True, locale: str = "en", size: ViewportSize = DESKTOP
    ) -> Page:
        page = self.browser.new_page(
            base_url=self.base,
            storage_state=self.signed_in if staff else None,
            locale=locale,
            viewport=size,
            color_scheme="dark" if locale == "ar" and not staff else "light",
            reduced_motion="reduce",
        )
        page.goto(address, wait_until="networkidle")
        return page

    def article(self, *, locale: str = "en", state: str = "live") -> Page:
        """Open the form of an article that is in that state."""
        page = self.page(f"/admin/articles/article/?language__exact={locale}", locale=locale)
        row = page.locator("#result_list tbody tr").filter(has=page.locator(f".state.is-{state}"))
        page.goto(href(row.locator("th a").first), wait_until="networkidle")
        page.locator(".ProseMirror[aria-label]").wait_for()
        return page


def href(link: Locator) -> str:
    return link.get_attribute("href") or ""


def below(page: Page, route: str) -> None:
    """Go from the form of an article to a page below it."""
    page.goto(f"{page.url.partition('/change/')[0]}/{route}", wait_until="networkidle")


@scene
def front(studio: Studio) -> bytes:
    return studio.page("/en/", staff=False).screenshot()


@scene
def article(studio: Studio) -> bytes:
    page = studio.page("/en/", staff=False, size=PHONE)
    page.goto(href(page.locator("main h2 a").first), wait_until="networkidle")
    return page.screenshot()


@scene
def article_ar(studio: Studio) -> bytes:
    page = studio.page("/ar/", staff=False, locale="ar", size=PHONE)
    page.goto(href(page.locator("main h2 a").first), wait_until="networkidle")
    return page.screenshot()


@scene
def poll(studio: Studio) -> bytes:
    page = studio.page("/en/", staff=False, size=PHONE)
    page.goto(href(page.locator("main h2 a").first))
    page.goto(href(page.locator("a[href*='/en/feedback/']").first), wait_until="networkidle")
    return page.screenshot()


@scene
def desk(studio: Studio) -> bytes:
    return studio.page("/admin/").screenshot()


@scene
def form(studio: Studio) -> bytes:
    return studio.article().screenshot()


@scene
def form_ar(studio: Studio) -> bytes:
    return studio.article(locale="ar").screenshot()


@scene
def body(studio: Studio) -> bytes:
    page = studio.article()
    page.locator(".field-body").evaluate("field => field.scrollIntoView()")
    return page.screenshot()


@scene
def preview(studio: Studio) -> bytes:
    page = studio.article()
    page.keyboard.press("Alt+Shift+P")
    page.locator(".live-stage iframe:not(.is-coming)").wait_for()
    page.wait_for_timeout(1000)
    return page.screenshot()


@scene
def checks(studio: Studio) -> bytes:
    page = studio.page("/admin/articles/article/add/")
    page.fill("#id_headline", "Night ferry comes home after eleven years")
    page.fill("#id_standfirst", "A horn at dawn, and a crowd on the quay. " * 9)
    page.locator("#checks li").first.wait_for()
    page.get_by_text("There is no headline.").wait_for(state="detached")
    return page.locator("#before-you-publish").screenshot()


@scene
def comparison(studio: Studio) -> bytes:
    page = studio.article(state="changed")
    below(page, "revisions/compare/?old=1&new=2")
    return page.screenshot()


@scene
def schedule(studio: Studio) -> bytes:
    page = studio.article(state="changed")
    below(page, "schedule/")
    return page.locator("#content").screenshot()


@scene
def time_machine(studio: Studio) -> bytes:
    page = studio.page("/admin/")
    page.click("text=Time machine")
    page.click("main [type=submit]")
    page.locator(".page-bar").wait_for()
    page.wait_for_load_state("networkidle")
    return page.screenshot()


@scene
def layout(studio: Studio) -> bytes:
    page = studio.page("/admin/articles/layout/")
    page.click("#content-main a >> nth=0")
    page.wait_for_load_state("networkidle")
    return page.screenshot()


@scene
def translation(studio: Studio) -> bytes:
    page = studio.article()
    below(page, "translate/ar/")
    return page.screenshot()


@scene
def library(studio: Studio) -> bytes:
    return studio.page("/admin/articles/image/").screenshot()


@scene
def photo(studio: Studio) -> bytes:
    page = studio.page("/admin/articles/image/")
    page.goto(href(page.locator("#result_list tbody th a").last), wait_until="networkidle")
    return page.screenshot()


@scene
def where_used(studio: Studio) -> bytes:
    page = studio.page("/admin/articles/image/")
    page.goto(href(page.locator("#result_list tbody th a").last), wait_until="networkidle")
    return page.locator("section:has(#where-used)").screenshot()


@scene
def upload(studio: Studio) -> bytes:
    page = studio.page("/admin/articles/image/upload/")
    page.fill("#id_credit_else", "Newsroom")
    page.set_input_files("#id_photos", [sent("market-morning", crop=True), sent("ferry-at-dawn")])
    page.locator(".many-row:is(.is-added, .is-known) >> nth=1").wait_for()
    page.wait_for_load_state("networkidle")
    return page.screenshot()


def sent(key: str, *, crop: bool = False) -> FilePayload:
    """Return a photo of the demo as it is, or so cut that it is another one."""
    picture = draw(key)
    if crop:
        picture = picture.crop((0, 0, picture.width // 2, picture.height // 2))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=88)
    return {"name": f"{key}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@scene
def readers_say(studio: Studio) -> bytes:
    page = studio.article()
    page.click("text=What readers say")
    page.wait_for_load_state("networkidle")
    return page.screenshot()


@scene
def own_account(studio: Studio) -> bytes:
    return studio.page("/admin/account/").screenshot()


def main(folder: Path, account: dict[str, str], names: list[str]) -> None:
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        studio = Studio(browser, account)
        for name in names or SCENES:
            picture = Image.open(io.BytesIO(SCENES[name](studio)), formats=["PNG"]).convert("RGB")
            few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
            few.save(folder / f"{name}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    lines = (line.strip().partition(": ") for line in sys.stdin)
    main(Path(sys.argv[1]), {name: value for name, _, value in lines}, sys.argv[2:])
