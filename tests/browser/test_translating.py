"""Translating an article: the source beside the text, and what becomes stale."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Section
from tests.browser.test_editing import change, log_in
from tests.cast import Publish

NewPage = Callable[..., Page]


def republish(article: Article) -> None:
    article.refresh_from_db()
    article.body = "<p>She came at eleven.</p>"
    article.save()
    article.freeze_changes(None)
    article.publish(None)


def test_a_story_is_translated_and_kept_up(
    page: Page, staff: AbstractUser, publish: Publish, arabic_section: Section
) -> None:
    source = publish(body="<p>She came at ten.</p>")
    log_in(page, change(source))
    page.get_by_role("link", name="Translate to Arabic…").click()
    page.get_by_label("Section").select_option(label=arabic_section.name)
    page.get_by_role("button", name="Translate to Arabic").click()
    beside = page.get_by_role("region", name="Text of the source")
    expect(beside).to_contain_text("She came at ten.")

    # Enter only saves: there are buttons above that do more.
    page.fill("#id_headline", "عودة العبّارة")
    page.press("#id_headline", "Enter")
    expect(page.locator(".messagelist .success")).to_be_visible()
    article = Article.objects.get(language="ar")
    assert (article.headline, article.slug, article.stage) == (
        *("عودة العبّارة", "عودة-العبارة", "draft"),
    )

    republish(source)
    page.reload()
    expect(beside.locator("ins")).to_have_text("She came at eleven.")
    page.focus(".ProseMirror")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("عادت في الحادية عشرة.")
    page.get_by_role("button", name="Save and mark as up to date").click()
    expect(page.locator(".messagelist .success")).to_contain_text("up to date with revision 2")
    expect(page.locator(".writing .is-stale")).to_have_count(0)
    article.refresh_from_db()
    assert article.body == "<p>عادت في الحادية عشرة.</p>"


@pytest.mark.parametrize(("locale", "scheme"), [("en", "light"), ("ar", "dark")])
def test_anybody_can_use_it(
    new_page: NewPage,
    staff: AbstractUser,
    publish: Publish,
    arabic_section: Section,
    axe: Callable[[Page], None],
    locale: str,
    scheme: str,
) -> None:
    source = publish(body="<p>She came at ten.</p><p>Alone.</p>")
    by_axe = ["Applying inline style violates"]
    page = new_page(locale=locale, color_scheme=scheme, allowed=by_axe)
    log_in(page, reverse("admin:articles_article_translate", args=[source.pk, "ar"]))
    axe(page)
    page.goto(reverse("admin:articles_section_change", args=[source.section.pk]))
    axe(page)
    article = source.begin_translation(arabic_section, None)
    republish(source)
    page.goto(change(article))
    expect(page.locator(".source-body ins")).to_be_visible()
    axe(page)
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
