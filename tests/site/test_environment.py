"""Variables of the environment are read strictly: a wrong one is named, in one line."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment as reader
from tests.site.conftest import MANAGE


@pytest.fixture
def given(monkeypatch):
    return lambda value: monkeypatch.setenv("GIVEN", value)


@pytest.mark.parametrize(("value", "expected"), [("", "x"), ("  ", "x"), (" a b ", "a b")])
def test_text(given, value, expected):
    given(value)
    assert reader.text("GIVEN", "x") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("TRUE", True), ("on", True), ("0", False), ("No", False), ("", True)],
)
def test_flag(given, value, expected):
    given(value)
    assert reader.flag("GIVEN", True) is expected


def test_integer(given):
    given("12")
    assert reader.integer("GIVEN", 7) == 12
    given("")
    assert reader.integer("GIVEN", 7) == 7


def test_choice(given):
    given("b")
    assert reader.choice("GIVEN", "a", ["a", "b"]) == "b"


def test_words(given):
    given(" a , b,, c ")
    assert reader.words("GIVEN", ["x"]) == ["a", "b", "c"]
    given("")
    assert reader.words("GIVEN", ["x"]) == ["x"]


def test_proxies(given):
    given("127.0.0.1, 10.0.0.0/8, 2001:db8::/32, unix")
    assert reader.proxies("GIVEN") == ["127.0.0.1", "10.0.0.0/8", "2001:db8::/32", "unix"]


@pytest.mark.parametrize("value", ["proxy.example.org", "10.0.0.1/8", "127.0.0.1 10.0.0.1", "*"])
def test_proxies_that_are_none_are_named(given, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="GIVEN must list addresses"):
        reader.proxies("GIVEN")


def test_time_zone(given):
    given("Asia/Beirut")
    assert reader.time_zone("GIVEN", "UTC") == "Asia/Beirut"


def test_database(given):
    given("postgresql://desk:pass@db.example.org:5433/news")
    database = reader.database("GIVEN", "")
    assert (database["HOST"], database["PORT"], database["NAME"]) == (
        *("db.example.org", 5433),
        "news",
    )


def test_origins(given):
    given("https://news.example.org, https://*.example.org,http://[::1]:8000")
    assert reader.origins("GIVEN") == [
        "https://news.example.org",
        "https://*.example.org",
        "http://[::1]:8000",
    ]


@pytest.mark.parametrize("value", ["/pictures/", "/a/b/", "https://media.example.org/"])
def test_folder_url(given, value):
    given(value)
    assert reader.folder_url("GIVEN", "/media/", taken=["/static/"]) == value


def test_package_that_is_there(given):
    given("desk")
    assert reader.with_package("GIVEN", "django") == "desk"


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda: reader.flag("GIVEN"), "maybe"),
        (lambda: reader.integer("GIVEN", 1), "many"),
        (lambda: reader.integer("GIVEN", 1, least=1), "0"),
        (lambda: reader.choice("GIVEN", "a", ["a", "b"]), "c"),
        (lambda: reader.time_zone("GIVEN", "UTC"), "Mars/Olympus"),
        (lambda: reader.time_zone("GIVEN", "UTC"), "../../etc/passwd"),
        (lambda: reader.time_zone("GIVEN", "UTC"), "Europe"),
        (lambda: reader.database("GIVEN", ""), "nowhere://x"),
        (lambda: reader.email("GIVEN"), "mail.example.org"),
        (lambda: reader.email("GIVEN"), "smtp://"),
        (lambda: reader.email("GIVEN"), "http://mail.example.org"),
        (lambda: reader.email("GIVEN"), "smtp://mail.example.org:99999"),
        (lambda: reader.with_package("GIVEN", "no_such_package"), "desk"),
    ],
)
def test_wrong_value_is_named(given, read, value):
    given(value)
    with pytest.raises(ImproperlyConfigured, match="GIVEN"):
        read()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", "maybe", "one of 1, true"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO"),
        ("TIME_ZONE", "Mars/Olympus", "Mars/Olympus"),
        ("DATABASE_URL", "mysql://u:hunter2@db/news", "SQLite or a PostgreSQL"),
        ("DATABASE_URL", "hunter2", "address of a database"),
        ("DATABASE_URL", "sqlite://", "must name a file"),
        ("DATABASE_URL", "sqlite://:memory:", "must name a file"),
        ("CACHE_URL", "memcached://db", "redis://"),
        ("WEB_CONCURRENCY", "x", "whole number"),
        ("EMAIL_URL", "smtp//desk:hunter2@mail", "smtp+tls://name:password"),
        ("MEDIA_URL", "/static/", "is not the site's own"),
        ("MEDIA_URL", "/media", "ends in a slash"),
        ("MEDIA_URL", "ftp://media.example.org/", "https://media.example.org/"),
        ("CSRF_TRUSTED_ORIGINS", "news.example", "https://news.example.org"),
        ("SITE_URL", "news.example", "https://news.example.org"),
        ("SITE_URL", "https://news.example/path", "https://news.example.org"),
        ("S3_BUCKET", "pictures", "requirements-cloud.txt"),
        ("SENTRY_DSN", "https://key@errors.example.org/1", "requirements-cloud.txt"),
        ("DATA_DIR", "/dev/null/data", "may write"),
    ],
)
def test_wrong_setting_stops_every_command_with_one_line(command, name, value, said):
    ended = command(*MANAGE, "prepare", **{name: value})
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert line.startswith("Newsroom does not start: ")
    assert name in line
    assert said in line
    assert "hunter2" not in line


@pytest.mark.parametrize("seconds", ["soon", "-1"])
def test_patience_that_is_none_is_named(command, seconds):
    ended = command("scripts/run", START_SECONDS=seconds)
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert "START_SECONDS" in line


@pytest.mark.parametrize("port", ["many", "0", "70000", "-1", "8000; true"])
def test_port_that_is_none_is_named(command, port):
    ended = command("scripts/run", PORT=port)
    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert "PORT" in line


def test_how_mail_leaves(given):
    given("smtp+tls://desk%40example.org:a%2Fb@mail.example.org")
    parts = reader.email("GIVEN")
    assert (parts.scheme, parts.hostname) == ("smtp+tls", "mail.example.org")
    given("")
    assert reader.email("GIVEN").scheme == "console"
