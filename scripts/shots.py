"""Writes screenshots of every kind of page of a running site, and contact sheets of them.

``make shots`` calls this.

Reads the lines that ``make run`` prints (Readers, Admin, User, Password) from standard input.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright

LANGUAGES = ["en", "ar"]
WIDTHS = [360, 1280]
SCHEMES = ["light", "dark"]
HEIGHT = 800
COLUMNS, CELL, GAP = 8, (360, 640), 16  # of a contact sheet, in pixels


def main(folder: Path, account: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"])
        for language in LANGUAGES:
            pages = dict(addresses(browser, language, account))
            for width in WIDTHS:
                for scheme in SCHEMES:
                    shoot(browser, folder, account, pages, (language, width, scheme))
        browser.close()
    shots = sorted(folder.glob("*-*-*-*.png"))
    for language in LANGUAGES:
        for scheme in SCHEMES:
            name = f"{language}-{scheme}"
            ours = [shot for shot in shots if f"-{language}-" in shot.name and scheme in shot.name]
            contact_sheet(ours).save(folder / f"contact-sheet-{name}.jpg", quality=85)
    sys.stdout.write(f"{len(shots)} pictures and their contact sheets in {folder}/\n")


def contact_sheet(shots: list[Path]) -> Image.Image:
    """Return the tops of the pages beside each other, each above its name."""
    rows = -(-len(shots) // COLUMNS)
    sheet = Image.new("RGB", (COLUMNS * (CELL[0] + GAP), rows * (CELL[1] + 2 * GAP)), "#888")
    pen = ImageDraw.Draw(sheet)
    for place, shot in enumerate(shots):
        left = place % COLUMNS * (CELL[0] + GAP)
        top = place // COLUMNS * (CELL[1] + 2 * GAP)
        with Image.open(shot) as picture:
            scale = CELL[0] / picture.width
            reduced = picture.convert("RGB").resize((CELL[0], round(picture.height * scale)))
        sheet.paste(reduced.crop((0, 0, CELL[0], min(CELL[1], reduced.height))), (left, top))
        pen.text((left + 4, top + CELL[1] + 4), shot.stem, fill="#fff", font_size=18)
    return sheet


def addresses(
    browser: Browser, language: str, account: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield a name and an address for each kind of page, found by following the links."""
    page = browser.new_page(base_url=account["Readers"], locale=language)
    front = f"/{language}/"
    yield "front", front
    page.goto(front)
    yield "section", href(page, ".sections a")
    article = href(page, "main h2 a, main h3 a")
    yield "article", article
    page.goto(article)
    yield "topic", href(page, ".topics a")
    yield "author", href(page, ".byline a")
    yield "poll", href(page, f"a[href*='/{language}/feedback/']")
    yield "archive", f"{front}archive/"
    page.goto(f"{front}archive/")
    yield "month", href(page, ".year a")
    page.goto(article)
    word = page.locator("h1").inner_text().split()[-1]
    yield "search", f"{front}search/?q={quote(word)}"
    yield "search-nothing", f"{front}search/?q=xyzzy"
    yield "liked", f"{front}liked/"
    yield "corrections", f"{front}corrections/"
    for name in ("about", "contact", "privacy", "poll-policy", "accessibility"):
        yield name, f"{front}{name}/"
    yield "missing", f"{front}nothing-here/"
    yield "admin", "/admin/"
    yield "admin-articles", "/admin/articles/article/"
    sign_in(page, account)
    page.goto("/admin/articles/article/")
    yield "admin-article", href(page, "#result_list tbody th a")
    page.context.close()


def href(page: Page, selector: str) -> str:
    return page.locator(selector).first.get_attribute("href") or ""


def sign_in(page: Page, account: dict[str, str]) -> None:
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(account["User"])
    page.locator("[name=password]").fill(account["Password"])
    page.locator("[type=submit]").click()
    page.wait_for_url("**/admin/")


def shoot(
    browser: Browser,
    folder: Path,
    account: dict[str, str],
    pages: dict[str, str],
    dress: tuple[str, int, str],
) -> None:
    language, width, scheme = dress
    page = browser.new_page(
        base_url=account["Readers"],
        locale=language,
        viewport={"width": width, "height": HEIGHT},
        color_scheme=scheme,  # type: ignore[arg-type]  # one of SCHEMES
    )
    sign_in(page, account)
    for name, address in pages.items():
        page.goto(address, wait_until="networkidle")
        page.screenshot(path=folder / f"{name}-{language}-{width}-{scheme}.png", full_page=True)
    page.context.close()


if __name__ == "__main__":
    lines = (line.strip().partition(": ") for line in sys.stdin)
    main(Path(sys.argv[1]), {name: value for name, _, value in lines})
