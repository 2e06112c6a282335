"""The pictures of the README and the handbook: each is shown, there, and taken by the command."""

import re
from pathlib import Path

from scripts.handbook import SCENES

ROOT = Path(__file__).resolve().parents[2]
SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")


def shown(page: str) -> list[tuple[str, Path]]:
    """Return the words and the file of each picture on a page."""
    path = ROOT / page
    return [(words, path.parent / to) for words, to in SHOWN.findall(path.read_text())]


def test_every_picture_is_shown_is_there_and_can_be_taken_anew() -> None:
    pictures = [*shown("README.md"), *shown("docs/editors.md")]
    files = {file.resolve() for _, file in pictures}
    assert files == set((ROOT / "docs" / "pictures").iterdir())
    assert {file.stem for file in files} == SCENES.keys()


def test_every_picture_says_in_words_what_it_shows() -> None:
    for words, file in [*shown("README.md"), *shown("docs/editors.md")]:
        assert len(words) > 5, file
