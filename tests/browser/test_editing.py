"""Editors at work, in Chromium: writing, publishing, conflicts, a login that ran out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Dialog, Page, expect

from articles.models import Article, Author, Image, Section, Topic
from tests.articles.photos import noisy, saved
from tests.cast import MakeArticle, Publish

NewPage = Callable[..., Page]
BOTH = [("en", "light"), ("en", "dark"), ("ar", "light"), ("ar", "dark")]


def log_in(page: Page, to: str) -> None:
    page.goto(to)
    page.fill("#id_username", "editor")
    page.fill("#id_password", "harbour-light")
    page.click("input[type=submit]")


def log_in_elsewhere(page: Page) -> None:
    """The login ran out, and another tab logs in anew."""
    page.context.clear_cookies(name="sessionid")
    tab = page.context.new_page()
    log_in(tab, reverse("admin:index"))
    tab.wait_for_url("**/admin/")
    tab.close()


def change(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def body(page: Page) -> str:
    expect(page.locator(".ProseMirror[aria-label]")).to_be_visible()
    return page.input_value("#id_body")


def write_at_end(page: Page, text: str) -> None:
    """Type at the body's end, put there by a command: of a key the editor hears a moment later."""
    page.focus(".ProseMirror")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.evaluate("document.querySelector('.ProseMirror').editor.commands.setTextSelection(1e9)")
    page.keyboard.type(text)


def save(page: Page, button: str = "_continue") -> None:
    page.click(f"[name={button}]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.wait_for_load_state()  # by then the page has forgotten what was kept of what is saved


def paste(page: Page, content: str, kind: str = "text/html") -> None:
    page.evaluate(
        """([content, kind]) => {
            const clipboardData = new DataTransfer()
            clipboardData.setData(kind, content)
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true })
            document.querySelector(".ProseMirror").dispatchEvent(event)
        }""",
        [content, kind],
    )


def test_from_the_photo_to_the_front_page(
    page: Page, staff: AbstractUser, section: Section, author: Author, tmp_path: Path
) -> None:
    photo = tmp_path / "quay.jpg"
    photo.write_bytes(saved(noisy(640, 360)))
    log_in(page, reverse("admin:articles_image_add"))
    page.set_input_files("#id_original", photo)
    page.fill("#id_alt", "Rain on a quay")
    page.fill("#id_caption", "The quay in the rain.")
    page.fill("#id_credit", "Pell Aubrey")
    save(page, "_save")

    page.goto(reverse("admin:articles_article_add"))
    page.select_option("#id_section", str(section.pk))
    page.locator("#id_headline").press_sequentially("Night ferry")
    expect(page.locator("#id_slug")).to_have_value("night-ferry")
    with page.expect_popup() as library:
        page.click("#lookup_id_lead_image")
    library.value.click("a[data-popup-opener] >> nth=0")
    expect(page.locator(".field-lead_image .photo-caption")).to_have_text("The quay in the rain.")
    assert body(page) == ""
    page.focus(".ProseMirror")
    page.keyboard.type("At ten past six.")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Subhead", exact=True).click()
    page.keyboard.type("On board")
    page.keyboard.press("Enter")
    with page.expect_popup() as library:
        page.get_by_role("button", name="Insert a photo").click()
    library.value.click("a[data-popup-opener] >> nth=0")
    expect(page.locator(".ProseMirror figcaption")).to_have_text(
        "The quay in the rain. [Pell Aubrey]"
    )
    page.keyboard.type("After the photo.")
    page.get_by_role("button", name="Wide", exact=True).click()
    page.click("#contributions-0 .select2-selection")
    page.keyboard.type("Mara")
    page.click(".select2-results__option--highlighted >> text=Mara Lindqvist")
    save(page, "_publish")

    image, article = Image.objects.get(), Article.objects.get()
    assert article.body == (
        "<p>At ten past six.</p><h2>On board</h2>"
        f'<figure data-photo="{image.pk}" data-size="wide"></figure><p>After the photo.</p>'
    )
    page.click("text=View on site")
    assert page.url.endswith(f"/en/city/{article.pk}/night-ferry/")
    expect(page.locator("article h2", has_text="On board")).to_be_visible()
    expect(page.locator("article figure")).to_have_count(2)
    page.goto("/en/")
    expect(page.locator("main")).to_contain_text("Night ferry")

    page.goto(change(article))
    page.fill("#id_headline", "Night ferry comes home")
    save(page)
    page.goto("/en/")
    expect(page.locator("main")).not_to_contain_text("comes home")
    page.goto(change(article))
    save(page, "_publish")
    page.goto("/en/")
    expect(page.locator("main")).to_contain_text("Night ferry comes home")


def test_a_photo_in_the_body_by_keyboard(
    page: Page, staff: AbstractUser, make_article: MakeArticle, image: Image
) -> None:
    article = make_article(body=f'<p>One</p><figure data-photo="{image.pk}"></figure><p>Two</p>')
    log_in(page, change(article))
    expect(page.get_by_role("figure", name=f"Photo {image.pk}")).to_be_visible()
    body(page)
    page.focus(".ProseMirror")
    page.keyboard.press("Control+Home")
    wide = page.get_by_role("button", name="Wide", exact=True)
    expect(wide).to_have_attribute("aria-pressed", "false")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(wide).to_be_focused()
    page.keyboard.press("Enter")
    expect(wide).to_have_attribute("aria-pressed", "true")
    assert 'data-size="wide"' in body(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".ProseMirror figure")).to_have_count(0)
    assert body(page) == "<p>One</p><p>Two</p>"


def test_what_was_sent_survives_a_login_that_ran_out(
    page: Page, staff: AbstractUser, make_article: MakeArticle, author: Author
) -> None:
    article = make_article()
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    log_in(page, change(article))
    body(page)
    page.fill("#id_headline", "Typed in time")
    write_at_end(page, " And more.")
    page.click("#contributions-group .add-row a")
    page.click("#contributions-0 .select2-selection")
    page.click(".select2-results__option >> text=Mara Lindqvist")
    page.click(".field-topics .select2-selection")
    page.click(".select2-results__option >> text=Ferries")
    page.context.clear_cookies(name="sessionid")
    page.click("[name=_continue]")
    page.wait_for_url("**/admin/login/**")
    log_in(page, page.url)
    expect(page.locator("#id_headline")).to_have_value("Night ferry comes home")
    page.click("text=Put it back into the form")
    expect(page.locator("#id_headline")).to_have_value("Typed in time")
    save(page)
    expect(page.locator(".kept")).to_have_count(0)
    article.refresh_from_db()
    assert article.headline == "Typed in time"
    assert article.body.endswith("round the mole. And more.</p>")
    assert [each.author for each in article.contributions.all()] == [author]
    assert list(article.topics.all()) == [topic]


def test_the_second_of_two_editors_is_told(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    article = make_article()
    log_in(page, change(article))
    page.fill("#id_headline", "Mine")
    Article.objects.update(headline="Theirs")
    article.freeze(None)
    page.click("[name=_continue]")
    expect(page.locator(".errorlist.nonfield")).to_contain_text("saved revision 2")
    expect(page.locator("#id_headline")).to_have_value("Mine")
    with page.expect_popup() as theirs:
        page.click("text=Look at revision 2")
    expect(theirs.value.locator("h1")).to_have_text("Theirs")
    page.check("#id_save_over")
    save(page)
    assert list(article.revisions.values_list("headline", flat=True))[:2] == ["Mine", "Theirs"]


def test_what_was_refused_is_offered_again(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    article, other = make_article(), make_article("Another story")
    log_in(page, change(article))
    body(page)
    page.fill("#id_headline", "Mine")
    Article.objects.filter(pk=article.pk).update(headline="Theirs")
    article.freeze(None)
    page.click("[name=_continue]")
    expect(page.locator(".errorlist.nonfield")).to_contain_text("saved revision 2")
    expect(page.locator(".kept")).to_have_count(0)
    page.goto(change(other))
    page.fill("#id_headline", "Another headline")
    save(page)
    page.goto(change(article))
    expect(page.locator("#id_headline")).to_have_value("Theirs")
    page.click("text=Put it back into the form")
    expect(page.locator("#id_headline")).to_have_value("Mine")
    page.click("[name=_continue]")
    page.check("#id_save_over")
    save(page)
    page.goto(change(article))
    expect(page.locator("#id_headline")).to_have_value("Mine")
    expect(page.locator(".kept")).to_have_count(0)


@pytest.mark.parametrize("place", ["#id_headline", ".ProseMirror"])
def test_leaving_with_changes_asks_first(
    page: Page, staff: AbstractUser, make_article: MakeArticle, place: str
) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    article = make_article()
    log_in(page, change(article))
    page.on("dialog", answer)
    body(page)
    page.click(place)
    page.goto(change(article))
    body(page)
    assert asked == []
    page.click(place)
    page.keyboard.type("More")
    save(page)
    assert asked == []
    body(page)
    page.click(place)
    page.keyboard.type("More")
    page.goto(reverse("admin:index"))
    assert asked == ["beforeunload"]


def test_the_tools_stand_clear_of_a_long_headline(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    log_in(page, change(make_article("A headline as long as headlines may be " * 3)))
    headline = page.locator("#content > h2").bounding_box()
    tools = page.locator(".object-tools").bounding_box()
    assert headline and tools
    assert tools["y"] >= headline["y"] + headline["height"]


def test_scheduling_and_cancelling(
    page: Page, staff: AbstractUser, make_article: MakeArticle
) -> None:
    article = make_article()
    log_in(page, change(article))
    page.click("[name=_schedule]")
    page.get_by_label("Public from").fill("2001-01-01T10:00")
    page.click(".submit-row input")
    expect(page.locator(".errorlist")).to_contain_text("That time has passed")
    page.get_by_label("Public from").fill("2090-01-01T10:00")
    page.click(".submit-row input")
    expect(page.locator(".state-line")).to_contain_text("Scheduled for 1 January 2090")
    page.click("[name=_schedule]")
    page.click("text=Cancel the schedule of revision 1")
    expect(page.locator(".state-line")).to_contain_text("Draft")


@pytest.mark.parametrize(("language", "scheme"), BOTH)
def test_the_pages_of_the_admin_are_accessible(
    new_page: NewPage,
    axe: Callable[[Page], None],
    staff: AbstractUser,
    publish: Publish,
    author: Author,
    image: Image,
    language: str,
    scheme: str,
) -> None:
    figure = f'<p>One</p><figure data-photo="{image.pk}"></figure>'
    topic = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    article = publish(authors=[author], lead_image=image, topics=[topic], body=figure)
    # axe measures with inline styles of its own, which the policy rightly blocks.
    page = new_page(
        locale=language, color_scheme=scheme, allowed=["Applying inline style violates"]
    )
    log_in(page, reverse("admin:articles_article_add"))
    body(page)
    axe(page)
    page.goto(change(article))
    expect(page.locator(".ProseMirror figcaption")).to_contain_text("The quay")
    axe(page)
    for name in ("changelist", "schedule", "withdraw", "revisions"):
        below = [] if name == "changelist" else [article.pk]
        page.goto(reverse(f"admin:articles_article_{name}", args=below))
        axe(page)
    for name, row in (("image", image.pk), ("author", author.pk)):
        page.goto(reverse(f"admin:articles_{name}_change", args=[row]))
        axe(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_form_fits_a_telephone(
    new_page: NewPage, staff: AbstractUser, make_article: MakeArticle, image: Image, language: str
) -> None:
    figure = f'<p>One</p><figure data-photo="{image.pk}" data-size="wide"></figure>'
    page = new_page(locale=language, viewport={"width": 360, "height": 800})
    log_in(page, change(make_article(lead_image=image, body=figure)))
    body(page)
    expect(page.locator(".ProseMirror figcaption")).to_contain_text("The quay")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
