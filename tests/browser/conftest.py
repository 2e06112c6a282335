"""Chromium for the tests that drive the site as people do.

Every page opened here fails its test at the end if it had a script error, broke the content
security policy, logged an error to the console or asked another machine for anything.
"""

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from articles.models import Section
from tests.browser.edition import Edition, print_edition
from tests.cast import MakeImage, Publish

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
TIMEOUT = 15_000  # milliseconds
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OWN_HOSTS = {"localhost", "127.0.0.1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("browser")


def chromium_path() -> str:
    """Return the Chromium that ``scripts/browser`` finds or installs; fail with its one line."""
    found = subprocess.run([ROOT / "scripts" / "browser"], capture_output=True, text=True)
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    return found.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's synchronous API keeps an event loop in this thread, in which Django would refuse
    # to touch the database.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    path = chromium_path()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class Watch:
    """Collects what went wrong in the pages of one context."""

    allowed: tuple[str, ...]
    problems: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("weberror", lambda error: self.note(f"script error: {error.error}"))
        context.on("console", self.console)
        context.on("request", self.request)

    def note(self, problem: str) -> None:
        if not any(words in problem for words in self.allowed):
            self.problems.append(problem)

    def console(self, message: ConsoleMessage) -> None:
        place = message.location.get("url", "")
        # Chromium asks for the icon of pages of plain text too, which cannot name one.
        if message.type == "error" and not place.endswith("/favicon.ico"):
            self.note(f"console: {message.text} ({place})")

    def request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in OWN_HOSTS:
            self.note(f"request to another machine: {request.url}")


@pytest.fixture
def new_page(chromium: Browser, live_server: Any) -> Iterator[Callable[..., Page]]:
    """Open a page in a context of its own: ``new_page(java_script_enabled=False, locale="ar")``.

    Takes the options of Playwright's ``new_context``; addresses are relative to the live server.
    ``allowed`` lists words by which an expected error is known: ``allowed=["status of 404"]``.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(*, allowed: list[str] | None = None, **options: Any) -> Page:
        options.setdefault("base_url", live_server.url)
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = chromium.new_context(**options)
        context.set_default_timeout(TIMEOUT)
        watch = Watch(tuple(allowed or ()))
        watch.follow(context)
        opened.append((context, watch))
        return context.new_page()

    yield open_page
    for context, _ in opened:
        context.close()
    problems = [problem for _, watch in opened for problem in watch.problems]
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Assert that axe-core finds no violation of WCAG 2.2 A or AA in the page as it stands."""

    def check(page: Page, *, context: Any = None) -> None:
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        results = Axe().run(page, context=context, options=options)
        assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"

    return check


@pytest.fixture
def editions(
    section: Section,
    arabic_section: Section,
    publish: Publish,
    make_image: MakeImage,
) -> dict[str, Edition]:
    """The same newspaper in English and in Arabic, its main articles linked as translations."""
    printed = {
        each.language: print_edition(each, publish, make_image)
        for each in (section, arabic_section)
    }
    printed["ar"].article.link_translation(printed["en"].article)
    return printed
