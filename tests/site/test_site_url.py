"""Whole addresses on pages are those of the site, whatever host a request names."""

import re
import sys

import pytest
from django.test import Client
from pytest_django import Settings

from tests.cast import MakeImage, Publish

SITE = "https://news.example.org"
WHOLE = re.compile(rb'(?:canonical"|og:\w+"|alternate"[^>]*) (?:href|content)="(http[^"]*)"')


def addresses(client: Client, path: str, host: str) -> list[str]:
    found = WHOLE.findall(client.get(path, headers={"Host": host}).content)
    return [address.decode() for address in found]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8000", "other.example.org:4444"])
def test_a_host_that_was_asked_for_is_not_printed(
    client: Client, publish: Publish, make_image: MakeImage, settings: Settings, host: str
) -> None:
    settings.SITE_URL = SITE
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, ".example.org"]
    article = publish(lead_image=make_image())

    for path in ("/en/", article.get_absolute_url()):
        found = addresses(client, path, host)
        assert f"{SITE}{path}" in found
        assert all(address.startswith(f"{SITE}/") for address in found)
    feed = client.get("/en/liked/feed/", headers={"Host": host}).content.decode()
    assert f'href="{SITE}/en/liked/feed/"' in feed
    assert host.partition(":")[0] not in feed


def test_a_site_of_this_machine_names_the_host_that_was_asked_for(
    client: Client, publish: Publish
) -> None:
    assert "http://localhost:8000/en/" in addresses(client, "/en/", "localhost:8000")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ""),
        ({"ALLOWED_HOSTS": "localhost,.example.org,b.example.org"}, "http://example.org"),
        ({"ALLOWED_HOSTS": "a.example.org", "BEHIND_TLS": "1"}, "https://a.example.org"),
        ({"ALLOWED_HOSTS": "a.example.org", "SITE_URL": f"{SITE}/"}, SITE),
    ],
)
def test_where_it_comes_from(command, given: dict[str, str], expected: str) -> None:
    program = "from newsroom import settings; print(settings.SITE_URL)"

    assert command(sys.executable, "-c", program, **given).stdout.strip() == expected
