"""Sections, topics and authors that are the same in several languages."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Author, Section, Topic
from tests.articles.filled import errors, filled

ADMIN = {"section": Section, "topic": Topic, "author": Author}


def save(client: Client, row: Section, other: object) -> str:
    address = reverse("admin:articles_section_change", args=[row.pk])
    sent = filled(client, address) | {"counterpart_of": other}
    response = client.post(address, sent)
    row.refresh_from_db()
    return "" if response.status_code == 302 else errors(response)


def shown(client: Client, row: Section) -> object:
    address = reverse("admin:articles_section_change", args=[row.pk])
    return filled(client, address).get("counterpart_of")


def test_either_may_name_the_other(
    staff_client: Client, section: Section, arabic_section: Section
) -> None:
    assert save(staff_client, section, arabic_section.pk) == ""
    assert shown(staff_client, arabic_section) == section.pk
    assert save(staff_client, arabic_section, section.pk) == ""
    assert shown(staff_client, section) == arabic_section.pk
    assert Section.in_language("ar", [section]) == [arabic_section]
    assert Section.in_language("en", [arabic_section]) == [section]


@pytest.mark.parametrize("name", [0, 1])
def test_either_may_end_it(
    staff_client: Client, section: Section, arabic_section: Section, name: int
) -> None:
    save(staff_client, section, arabic_section.pk)
    assert save(staff_client, [section, arabic_section][name], "") == ""
    section.refresh_from_db()
    assert Section.in_language("ar", [section]) == []
    assert Section.in_language("en", [arabic_section]) == []


def test_it_moves_to_another(
    staff_client: Client, section: Section, arabic_section: Section
) -> None:
    other = Section.objects.create(language="ar", name="ثقافة", slug="ثقافة")
    save(staff_client, section, arabic_section.pk)
    assert save(staff_client, section, other.pk) == ""
    assert Section.in_language("ar", [section]) == [other]
    assert Section.in_language("en", [arabic_section]) == []


def test_each_language_is_there_once(
    staff_client: Client, section: Section, arabic_section: Section
) -> None:
    save(staff_client, arabic_section, section.pk)
    english = Section.objects.create(language="en", name="Town", slug="town")
    for other in (section, arabic_section, english):
        assert "each language only once" in save(staff_client, english, other.pk)
    assert Section.in_language("ar", [english]) == []


@pytest.mark.parametrize("value", ["x", "-1", "9" * 30, "\x00"])
@pytest.mark.parametrize("name", ADMIN)
def test_junk_is_no_choice(staff_client: Client, name: str, value: str) -> None:
    sent = {"language": "en", "name": "City", "slug": "city", "position": "1", "kind": "person"}
    address = reverse(f"admin:articles_{name}_add")
    page = staff_client.post(address, sent | {"counterpart_of": value})
    assert re.search("Select a valid choice|Null characters", errors(page))
    assert staff_client.post(address, sent).status_code == 302
    assert ADMIN[name].objects.exists()
