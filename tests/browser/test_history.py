"""The history of an article, as an editor reads it."""

from collections.abc import Callable

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.test_editing import change, log_in
from tests.cast import MakeArticle


def test_two_revisions_are_compared(
    new_page: Callable[..., Page],
    staff: AbstractUser,
    make_article: MakeArticle,
    axe: Callable[[Page], None],
) -> None:
    # axe measures with inline styles of its own, which the policy rightly blocks.
    page = new_page(allowed=["Applying inline style violates"])
    article = make_article(body="<h2>At dawn</h2><p>At ten past six she came round the mole.</p>")
    for body in ("<p>At ten past seven she came.</p>", "<p>At noon.</p><ul><li>Fog</li></ul>"):
        article.body = body
        article.save()
        article.freeze(None)
    log_in(page, change(article))
    page.goto(reverse("admin:articles_article_revisions", args=[article.pk]))
    axe(page)
    page.get_by_role("radio", name="Compare from revision 1").check()
    page.get_by_role("radio", name="Compare to revision 2").check()
    page.get_by_role("button", name="Compare the two chosen").click()
    expect(page.locator("del").last).to_contain_text("round the mole")
    expect(page.locator("ins").last).to_contain_text("seven")
    axe(page)
    page.emulate_media(color_scheme="dark")
    page.reload()
    axe(page)
    page.get_by_role("link", name="The change after").click()
    expect(page.locator(".is-added")).to_contain_text("Fog")
