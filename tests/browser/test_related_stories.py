"""Choosing related stories in the article form, and putting them in order."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Page, expect

from tests.browser.test_editing import change, log_in, save
from tests.cast import MakeArticle, Publish

NewPage = Callable[..., Page]


def test_they_are_found_moved_and_removed(
    page: Page, staff: AbstractUser, publish: Publish, make_article: MakeArticle
) -> None:
    ferry, storm, _quay = (publish(name) for name in ("Ferry", "Storm", "Quay"))
    article = make_article("Main", related=[ferry.pk])
    log_in(page, change(article))
    field = page.locator(".form-row.field-related")
    rows = field.locator(".in-order li span")
    expect(rows).to_have_text(["Ferry"])

    for name in ("Storm", "Quay"):
        field.get_by_role("searchbox").fill(name)
        page.get_by_role("option", name=name).click()
    expect(rows).to_have_text(["Ferry", "Storm", "Quay"])
    field.get_by_role("button", name="Move up: Quay").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(rows).to_have_text(["Quay", "Ferry", "Storm"])
    field.get_by_role("button", name="Move down: Ferry").click()
    field.get_by_role("button", name="Remove: Quay").click()
    expect(rows).to_have_text(["Storm", "Ferry"])
    save(page)

    article.refresh_from_db()
    assert article.related == [storm.pk, ferry.pk]
    expect(rows).to_have_text(["Storm", "Ferry"])


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_anybody_can_use_it(
    new_page: NewPage,
    staff: AbstractUser,
    publish: Publish,
    make_article: MakeArticle,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    article = make_article("Main", related=[publish("Ferry").pk, publish("Storm").pk])
    by_axe = ["Applying inline style violates"]
    page = new_page(locale=locale, color_scheme=scheme, allowed=by_axe)
    log_in(page, change(article))
    expect(page.locator(".in-order li")).to_have_count(2)
    axe(page)
