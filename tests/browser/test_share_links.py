"""A text is shown to somebody without an account, and taken away again."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import SharedLink
from tests.browser.test_editing import change, log_in
from tests.cast import MakeArticle

NewPage = Callable[..., Page]


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_a_link_is_made_opened_and_revoked(
    new_page: NewPage,
    staff: AbstractUser,
    make_article: MakeArticle,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    article = make_article("Unpublished ferry")
    by_axe = ["Applying inline style violates"]
    page = new_page(
        locale=locale,
        color_scheme=scheme,
        allowed=by_axe,
        permissions=["clipboard-read", "clipboard-write"],
    )
    log_in(page, change(article))
    to_share = reverse("admin:articles_article_share", args=[article.pk])
    page.locator(f"a[href='{to_share}']").click()
    page.locator("input[name=days][value='3']").check()
    page.locator(".submit-row input[type=submit]").click()
    page.locator(".shared-copy").click()
    expect(page.locator(".shared-said")).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".shared-address").input_value()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    lawyer = new_page(color_scheme=scheme, allowed=[*by_axe, "status of 410"])
    lawyer.goto(copied)
    expect(lawyer.get_by_role("heading", level=1)).to_have_text("Unpublished ferry")
    expect(lawyer.get_by_role("note")).to_contain_text("Draft, not for publication.")
    axe(lawyer)
    lawyer.set_viewport_size({"width": 360, "height": 700})
    assert lawyer.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.goto(change(article))
    expect(page.locator("#panel-shared ~ .shared-links .shared-copy")).to_be_visible()
    page.locator(f"a[href='{to_share}']").click()
    page.locator(".shared-link form button").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert SharedLink.objects.get().revoked_at
    answer = lawyer.reload()
    assert answer is not None and answer.status == 410
    expect(lawyer.get_by_role("heading", level=1)).to_have_text("This link has ended")
    axe(lawyer)
