"""A crash, a closed tab, a login that ran out while typing; two people at one article."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import Page, expect

from tests.browser.test_editing import body, change, log_in, save, write_at_end
from tests.cast import Join, MakeArticle

NewPage = Callable[..., Page]
BOTH = [("en", "light"), ("ar", "dark")]


def test_what_was_typed_comes_back_after_a_crash(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    article = make_article()
    log_in(page, change(article))
    body(page)
    page.fill("#id_headline", "Typed in time")
    write_at_end(page, " And more.")
    expect(page.locator(".autosave-said")).to_contain_text("Autosaved at")
    context = page.context
    page.close(run_before_unload=False)
    assert article.revisions.count() == 1

    page = context.new_page()
    page.goto(change(article))
    expect(page.locator("#id_headline")).to_have_value("Night ferry comes home")
    page.fill("#id_headline", "Typed over it")
    expect(page.locator(".autosave-said")).to_contain_text("first restore or discard")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("link", name="Restore what you typed").click()
    expect(page.locator("#id_headline")).to_have_value("Typed in time")
    expect(page.locator(".ProseMirror")).to_contain_text("And more.")
    save(page)
    expect(page.locator("#typed")).to_have_count(0)
    article.refresh_from_db()
    assert article.body.endswith("round the mole. And more.</p>")


def test_a_login_that_runs_out_while_typing(
    new_page: NewPage, staff: AbstractUser, make_article: MakeArticle
) -> None:
    page = new_page(allowed=["status of 403"])
    article = make_article()
    log_in(page, change(article))
    body(page)
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_headline", "Typed in vain?")
    said = page.locator(".autosave-said")
    expect(said).to_contain_text("You were logged out.")
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Log in (opens a new tab)").click()
    tab = opened.value
    tab.fill("#id_username", "editor")
    tab.fill("#id_password", "harbour-light")
    tab.click("input[type=submit]")
    tab.wait_for_url("**/admin/")
    tab.close()
    page.fill("#id_standfirst", "Not at all.")
    expect(said).to_contain_text("Autosaved at")
    save(page)
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Typed in vain?", "Not at all.")


def test_without_the_network_it_is_tried_again(
    new_page: NewPage, staff: AbstractUser, make_article: MakeArticle
) -> None:
    page = new_page(allowed=["ERR_INTERNET_DISCONNECTED"])
    log_in(page, change(make_article()))
    body(page)
    page.context.set_offline(True)
    page.fill("#id_headline", "On a ferry")
    expect(page.locator(".autosave-said")).to_contain_text("Not saved: offline")
    page.context.set_offline(False)
    expect(page.locator(".autosave-said")).to_contain_text("Autosaved at")


@pytest.mark.parametrize(("language", "scheme"), BOTH)
def test_two_at_one_article(
    new_page: NewPage,
    staff: AbstractUser,
    join: Join,
    make_article: MakeArticle,
    axe: Callable[[Page], None],
    language: str,
    scheme: str,
) -> None:
    article = make_article()
    other = join("Editor", "omar")
    other.set_password("harbour-light")
    other.save()
    # axe measures with inline styles of its own, which the policy rightly blocks.
    options = {"locale": language, "color_scheme": scheme}
    first = new_page(allowed=["Applying inline style violates"], **options)
    log_in(first, change(article))
    first.fill("#id_headline", "Mine")
    expect(first.locator(".autosave-said [role=status]")).not_to_be_empty()
    expect(first.locator(".autosave-others")).to_be_empty()
    second = new_page()
    second.goto(change(article))
    second.fill("#id_username", "omar")
    second.fill("#id_password", "harbour-light")
    second.click("input[type=submit]")
    expect(second.locator(".autosave-others")).to_contain_text("editor is editing this")
    first.fill("#id_standfirst", "Mine, too")
    expect(first.locator(".autosave-others")).to_contain_text("omar")
    first.reload()
    expect(first.locator("#typed")).to_be_visible()
    axe(first)


def test_two_saved_and_the_second_chooses(
    new_page: NewPage,
    staff: AbstractUser,
    make_article: MakeArticle,
    axe: Callable[[Page], None],
) -> None:
    article = make_article()
    first = new_page(allowed=["Applying inline style violates"])
    second = new_page()
    for each in (first, second):
        log_in(each, change(article))
        body(each)
    second.fill("#id_headline", "Slow ferry comes home")
    second.fill("#id_standfirst", "A horn at noon.")
    save(second)
    first.fill("#id_headline", "Day ferry comes home")
    first.click("[name=_continue]")
    clash = first.get_by_role("group", name="Both of you changed: Headline")
    expect(clash.locator("del")).to_contain_text("Slow")
    expect(clash.locator("ins")).to_contain_text("Day")
    expect(first.locator("#id_standfirst")).to_have_value("A horn at noon.")
    axe(first)
    first.get_by_role("radio", name="Take theirs").check()
    first.check("#id_save_over")
    save(first)
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("Slow ferry comes home", "A horn at noon.")
