"""The house rules that a machine can hold: layout, imports, pins, templates, migrations."""

import ast
import re
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
# Each may import itself and what stands to its right.
APPS = ["newsroom", "feedback", "articles"]
ENTRY_POINTS = {
    *("views", "admin", "urls", "feeds", "sitemaps", "management", "templatetags", "wsgi"),
}
VAGUE = {"core", "utils", "common", "services", "helpers", "misc"}
MOST_LINES = 450
SOURCES = [
    path
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted name of all that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = module_name(path.parent / "__init__.py").split(".")
            base = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            yield from (f"{base}{node.module or ''}.{name.name}" for name in node.names)


def layer(name: str) -> int:
    """Return 3 for an entry point, 2 for forms, 1 for models and 0 for what models may stand on."""
    part = name.partition(".")[2].partition(".")[0]
    if part in ENTRY_POINTS or part.endswith("_views"):
        return 3
    return {"forms": 2, "models": 1}.get(part, 0)


def forbidden(importer: str, imported: str) -> bool:
    """Tell whether a module of ours breaks the one way of imports by importing another."""
    ours, theirs = importer.split(".")[0], imported.split(".")[0]
    if theirs not in APPS:
        return False
    if APPS.index(theirs) < APPS.index(ours):
        return True
    if theirs == "articles" and ours == "newsroom" and layer(importer) == 0:
        return False  # the project puts the apps together
    return layer(imported) > max(layer(importer), 1)


@pytest.mark.parametrize(
    ("importer", "imported", "answer"),
    [
        ("newsroom.urls", "articles.views", False),
        ("feedback.views", "articles.models.Revision", False),
        ("feedback.models", "django.db.models", False),
        ("articles.views", "articles.forms.ArticleForm", False),
        ("articles.story", "articles.models.Revision", False),
        ("articles.views", "feedback.models.Vote", True),
        ("feedback.views", "newsroom.settings", True),
        ("feedback.public_views", "articles.views.gone", False),
        ("articles.story", "articles.public_views.front", True),
        ("articles.models.article", "articles.forms.ArticleForm", True),
        ("articles.forms", "articles.admin.ArticleAdmin", True),
        ("articles.story", "articles.views.article", True),
    ],
)
def test_rule_knows_right_from_wrong(importer, imported, answer):
    assert forbidden(importer, imported) is answer


@pytest.mark.parametrize("path", SOURCES, ids=module_name)
def test_imports_point_one_way(path):
    wrong = [name for name in imports(path) if forbidden(module_name(path), name)]
    assert not wrong


@pytest.mark.parametrize("app", ["articles", "feedback"])
def test_models_stand_on_nothing_that_needs_them(app):
    graph = {
        module_name(path): {name for name in imports(path) if name.startswith(f"{app}.")}
        for path in SOURCES
        if path.is_relative_to(ROOT / app)
    }

    def named(imported: str) -> str | None:
        """Return the module of a dotted name that may end in a class or a function."""
        return next((n for n in (imported, imported.rpartition(".")[0]) if n in graph), None)

    def is_model(name: str) -> bool:
        return layer(name) == 1

    ground = {
        found
        for name, imported in graph.items()
        if is_model(name)
        for found in map(named, imported)
        if found and not is_model(found)
    }
    wrong = [
        f"{name} → {found}"
        for name in sorted(ground)
        for found in map(named, graph[name])
        if found and is_model(found)
    ]
    assert not wrong


def test_files_are_short_and_named_after_what_they_hold():
    files = [*SOURCES, *(ROOT / "tests").rglob("*.py"), *(ROOT / "scripts").glob("*.py")]
    long = [str(path) for path in files if len(path.read_text().splitlines()) > MOST_LINES]
    vague = [str(path) for path in files if path.stem in VAGUE or path.parent.name in VAGUE]
    assert (long, vague) == ([], [])


# What runs or dresses a page stands in files of its own; the policy of the site refuses the rest.
INLINE = re.compile(
    r"<style\b|<[^>]*\sstyle\s*=|<[^>]*\son[a-z]+\s*=|javascript:"
    r"|<script\b(?![^>]*\b(?:src=|type=\"application/ld\+json\"))",
    re.IGNORECASE,
)


@pytest.mark.parametrize(
    ("html", "inline"),
    [
        ('<p style="color: red">', True),
        ("<style>", True),
        ("<script>", True),
        ('<a class="x" onclick="vote()">', True),
        ('<a href="javascript:vote()">', True),
        ('<script src="/vote.js" defer></script>', False),
        ('<link rel="stylesheet" href="/site.css"><p>a style = a choice</p>', False),
    ],
)
def test_inline_is_recognised(html, inline):
    assert bool(INLINE.search(html)) is inline


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_hold_no_inline_script_or_style(path):
    assert not INLINE.search(path.read_text())


def requirement_lines(name: str) -> list[str]:
    lines = (line.strip() for line in (ROOT / name).read_text().splitlines())
    return [line for line in lines if line and not line.startswith(("#", "-r requirements.txt"))]


@pytest.mark.parametrize("name", ["", "-dev", "-cloud"])
def test_requirements_are_pinned(name):
    lines = requirement_lines(f"requirements{name}.txt")
    assert len(lines) > 1
    for line in lines:
        assert re.fullmatch(r"[\w.-]+(\[[\w,]+\])?==[\w.]+( ; .+)?", line), line


def test_what_the_pinned_packages_need_is_pinned_and_installed_too():
    lines = [*requirement_lines("requirements.txt"), *requirement_lines("requirements-dev.txt")]
    pins = {canonicalize_name(pin.name): pin for pin in map(Requirement, lines)}
    for name, pin in pins.items():
        if pin.marker and not pin.marker.evaluate():
            continue
        assert metadata.version(name) in pin.specifier
        for needed in map(Requirement, metadata.requires(name) or []):
            extras = pin.extras or {""}
            if not needed.marker or any(needed.marker.evaluate({"extra": e}) for e in extras):
                assert canonicalize_name(needed.name) in pins, f"{name} needs {needed}"


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


SCRIPTS = [
    ROOT / ".ci" / "run",
    *(p for p in sorted((ROOT / "scripts").iterdir()) if p.is_file() and not p.suffix),
]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_can_be_run_and_stop_at_the_first_failure(path):
    first, *rest = path.read_text().splitlines()
    assert first == "#!/usr/bin/env bash"
    assert "set -euo pipefail" in rest
    assert path.stat().st_mode & 0o111
