import datetime
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone
from django.utils.html import escape, strip_tags
from pytest_django import DjangoAssertNumQueries

from articles.models import Author, Correction, Image, Revision, Section, Topic
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish


def in_order(page: str, *parts: str) -> bool:
    """Return whether the parts stand in the page, each after the end of the one before."""
    place = 0
    for part in parts:
        place = page.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def test_parts_stand_in_order(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    author: Author,
) -> None:
    second = Author.objects.create(language="en", name="Tobias Renn", slug="tobias-renn")
    ferries = Topic.objects.create(language="en", name="Ferries", slug="ferries")
    lead, within = make_image(), make_image(colour="teal", caption="Goats.", credit="Ines Corran")
    publish("Another city story")
    article = publish(
        authors=[author, second],
        topics=[ferries],
        lead_image=lead,
        body="<p>First words.</p><h2>A slow boat</h2>"
        f'<figure data-photo="{within.pk}" data-size="wide"></figure><p>Last words.</p>',
        at=datetime.datetime(2026, 11, 1, 14, 5, tzinfo=datetime.UTC),
    )
    Correction.objects.create(
        article=article, corrected=article.revisions.get(), text="Two goats, not three."
    )

    page = client.get(article.get_absolute_url()).content.decode()

    assert page.count("<article") == page.count("<h1") == 1
    assert in_order(
        page,
        "<article",
        '<a href="/en/city/">City</a>',
        "<h1>Night ferry comes home</h1>",
        "After eleven years, a horn at dawn.",
        "<figure",
        'fetchpriority="high"',
        "<figcaption>The quay in the rain.",
        "[Pell Aubrey]",
        "Mara Lindqvist</a> and <a",
        "|",
        '<time datetime="2026-11-01T14:05:00+00:00">1 November 2026, 14:05</time>',
        "First words.",
        "<h2>A slow boat</h2>",
        '<figure class="figure is-wide">',
        'loading="lazy"',
        "Goats.",
        "[Ines Corran]",
        "Last words.",
        "Two goats, not three.",
        "Ferries",
        "Do you like this article?",
        "Another city story",
        "</article>",
    )


def test_three_names_are_joined_as_in_a_sentence(
    client: Client, publish: Publish, author: Author
) -> None:
    names = ["Mara Lindqvist", "Tobias Renn", "Odile Hartnoll"]
    others = [Author(language="en", name=name, slug=name.split()[0]) for name in names[1:]]
    Author.objects.bulk_create(others)

    page = client.get(publish(authors=[author, *others]).get_absolute_url()).content.decode()

    assert "By Mara Lindqvist, Tobias Renn and Odile Hartnoll" in strip_tags(page)
    assert '<a href="/en/authors/mara-lindqvist/" rel="author">Mara Lindqvist</a>' in page


def test_a_story_without_extras_has_no_empty_parts(client: Client, publish: Publish) -> None:
    page = client.get(publish(standfirst="", body="").get_absolute_url()).content.decode()

    for part in ("<figure", "By ", "standfirst", 'corrections"', "topics", "More from", "Updated"):
        assert part not in page


def test_an_update_is_dated_and_keeps_the_first_date(client: Client, publish: Publish) -> None:
    article = publish(at=datetime.datetime(2026, 11, 1, 14, 5, tzinfo=datetime.UTC))
    article.headline = "Night ferry sails again"
    article.save()
    article.freeze(None)
    article.publish(None)

    page = client.get(article.get_absolute_url()).content.decode()

    assert in_order(page, "1 November 2026, 14:05", "Updated", "<time")
    assert "Night ferry sails again" in page


def test_a_saved_edit_stays_unseen_until_it_is_published(client: Client, publish: Publish) -> None:
    article = publish()
    article.headline = "A quicksilver ferry"
    article.save()
    article.freeze(None)

    assert "quicksilver" not in client.get(article.get_absolute_url()).content.decode()


def test_photos_come_in_sizes_once_they_are_ready(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    address = publish(lead_image=make_image(ready=True)).get_absolute_url()

    page = client.get(address).content.decode()

    assert in_order(page, 'type="image/avif"', 'type="image/webp"', 'type="image/jpeg"', "<img")
    assert in_order(page, "320.avif 320w", "640.avif 640w", 'sizes="(min-width')
    assert 'width="640" height="360"' in page


def test_a_page_is_whole_before_its_photos_are_ready(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    page = client.get(publish(lead_image=make_image()).get_absolute_url()).content.decode()

    assert "<source" not in page
    assert "fallback.jpg" in page and 'width="640" height="360"' in page
    assert 'alt="Rain on a quay"' in page


def test_words_are_shown_as_written(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    nasty = 'He said "<b>1 & 2</b>"'
    photo = make_image(alt=nasty, caption=nasty, credit=nasty)
    article = publish(nasty, standfirst=nasty, lead_image=photo)

    page = client.get(article.get_absolute_url()).content.decode()

    assert nasty not in page
    assert page.count(str(escape(nasty))) >= 6


def test_crawlers_are_told_of_the_page_and_its_translation(
    client: Client, publish: Publish, arabic_section: Section, image: Image
) -> None:
    english = publish(lead_image=image)
    arabic = publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة")
    arabic.link_translation(english)
    here, there = english.get_absolute_url(), arabic.get_absolute_url()

    page = client.get(here).content.decode()

    assert f'<link rel="canonical" href="http://testserver{here}">' in page
    assert f'<link rel="alternate" hreflang="en" href="http://testserver{here}">' in page
    assert f'<link rel="alternate" hreflang="ar" href="http://testserver{there}">' in page
    assert '<meta name="description" content="After eleven years, a horn at dawn.">' in page
    assert '<meta property="og:title" content="Night ferry comes home">' in page
    assert '<meta property="og:image" content="http://testserver/media/renditions/' in page


def test_the_language_switch_leads_to_the_translation(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    english, lone = publish(), publish("A lone story")
    arabic = publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة")
    arabic.link_translation(english)

    switch = f'<a href="{arabic.get_absolute_url()}" lang="ar" hreflang="ar">'
    assert switch in client.get(english.get_absolute_url()).content.decode()
    switch = '<a href="/ar/" lang="ar" hreflang="ar">'
    assert switch in client.get(lone.get_absolute_url()).content.decode()
    switch = f'<a href="{english.get_absolute_url()}" lang="en" hreflang="en">'
    assert switch in client.get(arabic.get_absolute_url()).content.decode()


def test_an_unpublished_translation_is_not_mentioned(
    client: Client, publish: Publish, make_article: MakeArticle, arabic_section: Section
) -> None:
    english = publish()
    arabic = make_article("عودة العبارة", section=arabic_section, slug="عودة-العبارة")
    arabic.link_translation(english)

    page = client.get(english.get_absolute_url()).content.decode()

    assert arabic.get_absolute_url() not in page
    assert 'rel="alternate" hreflang' not in page


@pytest.mark.parametrize("tail", ["", "other-words/"])
@pytest.mark.parametrize("head", ["/en/city", "/en/science", "/ar/city"])
def test_any_other_spelling_moves_to_the_canonical_one(
    client: Client, publish: Publish, head: str, tail: str
) -> None:
    article = publish()

    response = client.get(f"{head}/{article.pk}/{tail}")

    assert response.status_code == 301
    assert response.headers["Location"] == article.get_absolute_url()


def test_a_slug_in_another_script_is_canonical(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    article = publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة")

    assert client.get(article.get_absolute_url()).status_code == 200
    assert client.get(f"/ar/city/{article.pk}/عودة/").headers["Location"] == (
        article.get_absolute_url()
    )


@pytest.mark.parametrize(
    "path",
    [
        "/en/city/9223372036854775807/x/",
        "/en/city/9223372036854775808/x/",
        "/en/city/99999999999999999999999999/x/",
        "/en/city/-1/x/",
        "/en/city/0/x/",
        "/en/city/%D9%A1/x/",  # a digit, but an Arabic one
        "/en/city/1/%00/",
        "/en/city/1/%ff/",
        "/en/city/1/x/y/",
    ],
)
def test_what_is_no_article(client: Client, publish: Publish, path: str) -> None:
    publish()

    assert client.get(path).status_code == 404


def test_what_readers_never_saw_is_not_found(
    client: Client, publish: Publish, make_article: MakeArticle
) -> None:
    draft, scheduled = make_article("Draft"), make_article("Scheduled")
    scheduled.publish(None, at=timezone.now() + datetime.timedelta(hours=1))

    unknown = client.get("/en/city/987654/x/")

    for article in (draft, scheduled):
        response = client.get(article.get_absolute_url())
        assert response.status_code == 404
        assert response.content == unknown.content


def test_what_was_withdrawn_is_gone(client: Client, publish: Publish) -> None:
    article = publish()
    article.withdraw(None)

    response = client.get(article.get_absolute_url())

    assert response.status_code == 410
    page = response.content.decode()
    assert "This article was withdrawn" in page
    assert '<a href="/en/city/">City</a>' in page
    assert "Night ferry" not in page


def test_queries_do_not_grow_with_the_parts(
    client: Client,
    publish: Publish,
    make_image: MakeImage,
    author: Author,
    arabic_section: Section,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    arabic = publish("عودة العبارة", section=arabic_section, slug="عودة-العبارة")

    def full(parts: int) -> str:
        photos = [make_image() for _ in range(parts)]
        names = [f"Name-{parts}-{number}" for number in range(parts)]
        authors = [Author.objects.create(language="en", name=name, slug=name) for name in names]
        topics = [Topic.objects.create(language="en", name=name, slug=name) for name in names]
        figures = "".join(f'<figure data-photo="{photo.pk}"></figure>' for photo in photos)
        article = publish(authors=authors, topics=topics, lead_image=photos[0], body=figures)
        revision = Revision.objects.get(article=article)
        for name in names:
            Correction.objects.create(article=article, corrected=revision, text=name)
        arabic.link_translation(article)
        return article.get_absolute_url()

    for parts in (1, 3):
        address = full(parts)
        client.get("/en/")  # reads what all pages share
        with django_assert_num_queries(5):
            client.get(address)


def test_a_page_without_its_photos_is_light(
    client: Client, publish: Publish, make_image: MakeImage
) -> None:
    words = "<p>" + "Nine hundred words or so of a story of real length. " * 90 + "</p>"
    page = client.get(publish(body=words, lead_image=make_image(ready=True)).get_absolute_url())

    sheet = Path(finders.find("newsroom/site.css") or "")
    assert len(page.content) + len(sheet.read_bytes()) < 60_000


def test_leads_to_what_came_before_and_after_in_its_section(
    client: Client, publish: Publish, make_article: MakeArticle, hours_ago: HoursAgo
) -> None:
    publish("The oldest", at=hours_ago(9))
    older, this, newer = (
        publish(name, at=hours_ago(hours))
        for name, hours in (("Older", 5), ("This", 4), ("Newer", 3))
    )
    publish("The newest", at=hours_ago(1))
    science = Section.objects.create(language="en", name="Science", slug="science")
    publish("Elsewhere", section=science, at=hours_ago(4))
    publish("Withdrawn", at=hours_ago(4)).withdraw(None)
    make_article("Draft")

    page = client.get(this.get_absolute_url()).content.decode()

    nav = page.partition('class="neighbours"')[2].partition("</nav>")[0]
    assert f'href="{older.get_absolute_url()}" rel="prev"' in nav
    assert f'href="{newer.get_absolute_url()}" rel="next"' in nav
    assert nav.count("<a ") == 2


def test_an_only_article_has_no_neighbours(client: Client, publish: Publish) -> None:
    page = client.get(publish().get_absolute_url()).content.decode()
    assert 'class="neighbours"' not in page


def test_says_how_long_it_takes_to_read(
    client: Client, publish: Publish, arabic_section: Section
) -> None:
    short = publish(body="<p>Few words.</p>")
    long = publish(body=f"<p>{'word ' * 500}</p>")
    arabic = publish("نص", section=arabic_section, body=f"<p>{'كلمة ' * 300}</p>")

    assert "1 minute to read" in client.get(short.get_absolute_url()).content.decode()
    assert "3 minutes to read" in client.get(long.get_absolute_url()).content.decode()
    assert "3 دقائق للقراءة" in client.get(arabic.get_absolute_url()).content.decode()
