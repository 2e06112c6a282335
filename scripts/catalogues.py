"""Checks that every message catalogue is complete and that its compiled form says the same."""

import sys
from collections.abc import Iterator
from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "newsroom" / "locale"


def problems(source: Path) -> Iterator[str]:
    catalogue = polib.pofile(str(source))
    missing = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
    for entry in missing:
        yield f"no translation of “{entry.msgid}” (line {entry.linenum})"
    compiled = source.with_suffix(".mo")
    if not compiled.is_file():
        yield "not compiled: make messages"
    elif words(catalogue.translated_entries()) != words(polib.mofile(str(compiled))):
        yield "compiled from other words: make messages"


def words(entries: list[polib.POEntry]) -> set[tuple[object, ...]]:
    return {
        (entry.msgctxt, entry.msgid, entry.msgstr, tuple(sorted(entry.msgstr_plural.items())))
        for entry in entries
    }


def main() -> None:
    found = [f"{source}: {text}" for source in LOCALE.rglob("*.po") for text in problems(source)]
    if found:
        sys.exit("\n".join(found))


if __name__ == "__main__":
    main()
