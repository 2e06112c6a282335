"""From an empty form to a published story, on one page and in few clicks."""

from pathlib import Path

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Author, Image, Section
from tests.articles.photos import noisy, saved
from tests.browser.clipboards import WORD
from tests.browser.test_editing import body, log_in, paste

COUNT = """addEventListener("click", (event) => {
  if (event.isTrusted && event.detail) {
    sessionStorage.setItem("clicks", Number(sessionStorage.getItem("clicks")) + 1)
  }
}, true)"""


def test_a_story_is_out_in_twelve_clicks(
    page: Page, staff: AbstractUser, section: Section, author: Author, tmp_path: Path
) -> None:
    photo = tmp_path / "quay.jpg"
    photo.write_bytes(saved(noisy(1280, 720)))
    form = reverse("admin:articles_article_add")
    log_in(page, form)
    assert body(page) == ""
    page.add_init_script(COUNT)
    page.reload()
    body(page)

    page.click("#id_section")
    page.keyboard.type(section.name)
    page.keyboard.press("Escape")
    page.click("#id_headline")
    page.keyboard.type("Night ferry comes home")
    page.click("#id_standfirst")
    page.keyboard.type("After eleven years, a horn at dawn.")
    with page.expect_file_chooser() as chooser:
        page.click("text=Upload a photo >> nth=0")
    chooser.value.set_files(photo)
    expect(page.locator("#new-lead_image-alt")).to_be_focused()
    page.keyboard.type("A ferry in the rain")
    page.keyboard.press("Tab")
    page.keyboard.type("The ferry at the quay.")
    page.keyboard.press("Tab")
    page.keyboard.type("Pell Aubrey")
    page.click(".new-photo-add >> nth=0")
    expect(page.locator(".field-lead_image .photo-caption")).to_have_text("The ferry at the quay.")
    page.click(".ProseMirror")
    paste(page, WORD)
    page.click("#contributions-0 .select2-selection")
    page.keyboard.type("Mara")
    page.click(".select2-results__option--highlighted >> text=Mara Lindqvist")
    assert page.url.endswith(form)
    page.click("[name=_publish]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    clicks = page.evaluate("Number(sessionStorage.getItem('clicks'))")
    # The choice of a section closes with no click of the page's; count it all the same.
    assert 6 <= clicks + 1 <= 12

    article, image = Article.objects.get(), Image.objects.get()
    assert (image.alt, image.credit) == ("A ferry in the rain", "Pell Aubrey")
    assert article.lead_image == image
    page.goto(f"/en/city/{article.pk}/night-ferry-comes-home/")
    story = page.locator("article")
    for shown in [
        "City",
        "Night ferry comes home",
        "After eleven years, a horn at dawn.",
        "The ferry at the quay. [Pell Aubrey]",
        "Mara Lindqvist",
        "The council met on Monday.",
    ]:
        expect(story).to_contain_text(shown)
    expect(story.get_by_role("heading", level=2, name="The harbour")).to_be_visible()
    expect(story.get_by_role("img", name="A ferry in the rain")).to_be_visible()
