"""Writes screenshots of the main pages of a running site; ``make shots`` calls this.

Reads the lines that ``make run`` prints (Readers, Admin, User, Password) from standard input.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

LANGUAGES = ["en", "ar"]
WIDTHS = [360, 1280]
SCHEMES = ["light", "dark"]
HEIGHT = 800


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
    sys.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {folder}/\n")


def addresses(
    browser: Browser, language: str, account: dict[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield a name and an address for each kind of page, found by following the links."""
    page = browser.new_page(base_url=account["Readers"], locale=language)
    yield "front", f"/{language}/"
    page.goto(f"/{language}/")
    yield "section", href(page, "nav a[href^='/']:not([href$='/feedback/'])", skip=f"/{language}/")
    article = href(page, "main h2 a, main h3 a")
    yield "article", article
    page.goto(article)
    yield "poll", href(page, f"a[href*='/{language}/feedback/']")
    yield "missing", f"/{language}/nothing-here/"
    yield "admin", "/admin/"
    yield "admin-articles", "/admin/articles/article/"
    sign_in(page, account)
    page.goto("/admin/articles/article/")
    yield "admin-article", href(page, "#result_list tbody th a")
    page.context.close()


def href(page: Page, selector: str, skip: str = "") -> str:
    links = [link.get_attribute("href") or "" for link in page.locator(selector).all()]
    return next(link for link in links if link not in {"", skip})


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
