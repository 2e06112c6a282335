"""What readers get while the database of a running site is gone."""

import shutil
from pathlib import Path

import pytest

from tests.site.conftest import Site, StartSite, free_port

PAGES = {"/en/privacy/": 'lang="en" dir="ltr"', "/ar/privacy/": 'lang="ar" dir="rtl"', "/": "<html"}


def assert_asks_to_come_back(site: Site, *paths: str) -> None:
    for path, words in ((path, PAGES[path]) for path in paths or PAGES):
        answer = site.get(path)
        page = answer.body.decode()
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
        assert "no-store" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        assert words in page
        assert '<p class="nameplate">' in page


@pytest.mark.parametrize("left", [None, b"", b"no database at all" * 500])
def test_a_file_that_is_gone_or_broken(
    database_file: Path, start_site: StartSite, tmp_path: Path, left: bytes | None
) -> None:
    file = shutil.copy(database_file, tmp_path / "own.sqlite3")
    whole = file.read_bytes()
    site = start_site(DATABASE_URL=f"sqlite:///{file}")
    before = site.get("/en/")
    assert before.status == 200

    file.unlink()
    if left is not None:
        file.write_bytes(left)
    assert_asks_to_come_back(site)
    assert site.get("/en/").body == before.body  # somebody read it, and nothing changed since

    for each in list(tmp_path.glob("own.sqlite3*")):
        each.unlink(missing_ok=True)  # the site may take its own away meanwhile
    file.write_bytes(whole)
    assert site.get("/en/corrections/").status == 200


def test_a_server_that_does_not_answer(start_site: StartSite) -> None:
    site = start_site(DATABASE_URL=f"postgresql://desk:x@127.0.0.1:{free_port()}/news")
    assert_asks_to_come_back(site, "/ar/privacy/")
    assert site.get("/healthz").status == 200
