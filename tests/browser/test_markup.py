"""The markup of every page for readers: what the Nu HTML checker says, and what it weighs."""

import gzip
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation

from articles.models import Image
from tests.browser import faults
from tests.browser.edition import Edition

ROOT = Path(__file__).resolve().parents[2]
LOADED = re.compile(
    r'(?:<script [^>]*src|<link rel="(?:stylesheet|icon)"[^>]*href)="/static/([^"]*)"'
)
PROSE = re.compile(r'<div class="prose">(.*?)\n  </div>', re.S)
# Bytes of a page without its photos: as they are, but for what an article says itself, and
# compressed, with all that it says.
MOST, MOST_COMPRESSED = 60_000, 20_000


@pytest.fixture
def pages(client: Client, editions: dict[str, Edition]) -> dict[str, str]:
    """Every kind of page in both languages, by address; all photos have their sizes."""
    for image in Image.objects.all():
        image.make_renditions()
    return {name: page for edition in editions.values() for name, page in _markup(client, edition)}


def _markup(client: Client, edition: Edition) -> Iterator[tuple[str, str]]:
    poll = f"{edition.front}feedback/{edition.article.pk}/"
    for address in (*edition.pages, poll, f"{poll}?choice=like"):
        yield address, client.get(address).content.decode()
    with translation.override(edition.language):
        for status, make in faults.pages().items():
            yield f"{edition.front}{status}", make()


def checker() -> Path:
    """Return the jar that ``scripts/html-checker`` finds or fetches; fail with its one line."""
    found = subprocess.run([ROOT / "scripts" / "html-checker"], capture_output=True, text=True)
    if found.returncode:
        pytest.fail(found.stderr.strip(), pytrace=False)
    return Path(found.stdout.strip().splitlines()[-1])


def check(*files: Path) -> list[dict[str, str]]:
    """Return all that the checker says of some files, errors and warnings."""
    java = ["java", "-jar", checker(), "--format", "json", "--stdout", *files]
    checked = subprocess.run(java, capture_output=True, text=True)
    messages: list[dict[str, str]] = json.loads(checked.stdout)["messages"]
    assert messages or checked.returncode == 0, checked.stderr
    return messages


def test_the_nu_html_checker_finds_nothing(pages: dict[str, str], tmp_path: Path) -> None:
    names = {}
    for number, (address, page) in enumerate(pages.items()):
        file = tmp_path / f"{number}.html"
        file.write_text(page, encoding="utf-8")
        names[file.as_uri()] = address

    java = [
        "java",
        "-Xss2m",
        "-jar",
        checker(),
        "--format",
        "json",
        "--stdout",
        *tmp_path.iterdir(),
    ]
    checked = subprocess.run(java, capture_output=True, text=True)

    said = json.loads(checked.stdout)["messages"]
    found = {
        f"{each['message']} | {each.get('extract', '')}": names.get(each.get("url", ""), "")
        for each in said
    }
    assert not found, "\n".join(f"{address}: {what}" for what, address in found.items())
    assert len(names) > 40


def test_the_checker_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "wrong.html").write_text("<!doctype html><title>x</title><p><ul></p>")
    assert check(tmp_path / "wrong.html")


def test_pages_are_light(pages: dict[str, str]) -> None:
    for address, page in pages.items():
        files = [Path(finders.find(name) or "").read_bytes() for name in LOADED.findall(page)]
        assert files or "/50" in address, address
        parts = [page.encode(), *files]
        own_words = sum(len(text.encode()) for text in PROSE.findall(page))
        assert sum(map(len, parts)) - own_words < MOST, address
        assert sum(len(gzip.compress(part, 6)) for part in parts) < MOST_COMPRESSED, address
