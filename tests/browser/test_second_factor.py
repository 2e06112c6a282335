"""Staff at the door, in Chromium: an app, a passkey, a lost phone, two browsers, two languages."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.models import AbstractUser
from django.core.cache import cache
from playwright.sync_api import Page, expect

from newsroom import audit
from newsroom.audit import Act
from tests.browser.test_editing import BOTH, log_in

NewPage = Callable[..., Page]
ACCOUNT = "/admin/account/"
PHONE = {"width": 360, "height": 800}
# axe measures with inline styles and reads style sheets anew, from where they are not.
BY_AXE = ["Applying inline style violates", "widgets.css"]


def code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_authenticator(page: Page) -> None:
    """Give the browser a finger reader that always says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def log_out(page: Page) -> None:
    page.click("#logout-form button")
    page.goto("/admin/")


def test_an_app_and_a_recovery_code(new_page: NewPage, staff: AbstractUser, axe: Any) -> None:
    cache.clear()
    page = new_page(allowed=BY_AXE)
    log_in(page, ACCOUNT)
    page.click("text=Set up an app")
    page.click("summary")
    secret = page.inner_text("code.key").replace(" ", "")
    expect(page.locator("svg.qr")).to_be_visible()
    axe(page)
    page.fill("#id_code", code(secret))
    page.click("[type=submit] >> text=Set up")
    codes = page.locator(".account-codes code").all_inner_texts()
    assert len(codes) == 10
    axe(page)
    page.click("text=I have them")
    expect(page.locator("text=10 codes left")).to_be_visible()

    log_out(page)
    log_in(page, "/admin/articles/article/")
    expect(page.locator("#id_code")).to_be_focused()
    axe(page)
    page.fill("#id_code", codes[0])
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/articles/article/")

    log_out(page)
    log_in(page, "/admin/")
    page.fill("#id_code", codes[0])
    page.keyboard.press("Enter")
    expect(page.locator(".errornote")).to_contain_text("Incorrect code")


def test_a_passkey(new_page: NewPage, staff: AbstractUser, axe: Any) -> None:
    page = new_page(allowed=BY_AXE)
    with_authenticator(page)
    log_in(page, ACCOUNT)
    page.click("text=Add a passkey")
    page.fill("#id_name", "My phone")
    axe(page)
    page.get_by_role("button", name="Add").click()
    page.click("text=I have them")
    expect(page.locator("text=My phone")).to_be_visible()

    log_out(page)
    log_in(page, "/admin/articles/article/")
    axe(page)
    page.get_by_role("button", name="Use your passkey").click()
    page.wait_for_url("**/admin/articles/article/")

    page.goto(ACCOUNT)
    page.click("text=Remove… >> nth=0")
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("text=My phone")).to_have_count(0)


def test_a_passkey_that_the_browser_does_not_have(new_page: NewPage, staff: AbstractUser) -> None:
    page = new_page()
    with_authenticator(page)
    log_in(page, ACCOUNT)
    page.click("text=Add a passkey")
    page.get_by_role("button", name="Add").click()
    page.click("text=I have them")
    other = new_page()
    log_in(other, "/admin/")
    other.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')) }")
    other.get_by_role("button", name="Use your passkey").click()
    expect(other.get_by_role("alert")).to_contain_text("That did not work")


def test_one_browser_signs_the_other_out(new_page: NewPage, staff: AbstractUser) -> None:
    desk, lost = new_page(), new_page()
    log_in(lost, "/admin/")
    log_in(desk, ACCOUNT)
    desk.get_by_role("button", name="Sign out of").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    lost.goto("/admin/articles/article/")
    expect(lost.locator("#id_password")).to_be_visible()
    log_in(lost, lost.url)
    lost.wait_for_url("**/admin/articles/article/")


@pytest.mark.parametrize(("language", "scheme"), BOTH)
def test_every_page_can_be_read_by_all(
    new_page: NewPage, staff: AbstractUser, axe: Any, language: str, scheme: str
) -> None:
    page = new_page(locale=language, color_scheme=scheme, viewport=PHONE, allowed=BY_AXE)
    audit.record(staff, Act.SESSION_ENDED, staff, browser="Firefox, Linux")
    for address in (
        ACCOUNT,
        f"{ACCOUNT}app/",
        f"{ACCOUNT}passkeys/add/",
        "/admin/admin/logentry/",
        f"/admin/auth/user/{staff.pk}/access/",
        f"/admin/auth/user/{staff.pk}/history/",
    ):
        if page.url == "about:blank":
            log_in(page, address)
        page.goto(address)
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{address} is {wide} px too wide"
