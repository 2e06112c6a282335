"""Those who watch the process learn whether it lives, and whether it can work."""

import shutil

import pytest

from tests.site.conftest import free_port


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_answers_plainly_and_is_never_kept(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/plain"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert client.post(path).status_code == 405


def test_healthz_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        client.get("/healthz")
    with django_assert_num_queries(1):
        client.get("/readyz")


def test_not_ready_when_the_database_file_is_gone(database_file, start_site, tmp_path):
    file = shutil.copy(database_file, tmp_path / "own.sqlite3")
    site = start_site(DATABASE_URL=f"sqlite:///{file}")
    assert site.get("/readyz").status == 200
    file.unlink()
    assert site.get("/readyz").status == 503
    assert site.get("/healthz").status == 200


def test_not_ready_when_the_database_server_is_gone(start_site):
    site = start_site(DATABASE_URL=f"postgresql://desk:x@127.0.0.1:{free_port()}/news")
    assert site.get("/readyz").status == 503
    assert site.get("/healthz").status == 200


def test_not_ready_when_the_cache_is_gone(start_site):
    site = start_site(CACHE_URL=f"redis://127.0.0.1:{free_port()}/0")
    assert site.get("/readyz").status == 503
    assert site.get("/healthz").status == 200
