"""Notes on what readers had: below the article, on a page of their own, for machines."""

import datetime
import json
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from articles.models import Article, Author, Correction, Section
from tests.articles.filled import errors, filled
from tests.cast import HoursAgo, MakeArticle, MakeImage, Publish

NEXT = re.compile(r'href="(\?before=[^"]+)"')
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def note(article: Article, text: str, **fields: Any) -> Correction:
    seen = article.revisions.filter(live_from__isnull=False).earliest("number")
    return Correction.objects.create(article=article, corrected=seen, text=text, **fields)


def described(client: Client, article: Article) -> dict[str, Any]:
    page = client.get(article.get_absolute_url()).content.decode()
    return json.loads(BLOCK.findall(page)[0])


# Below the article


def test_a_single_note_says_what_it_is(client: Client, publish: Publish) -> None:
    article = publish()
    note(article, "Two goats, not three.", kind="clarification")

    page = client.get(article.get_absolute_url()).content.decode()

    assert '<h2 id="corrections">Clarification</h2>' in page
    assert "Two goats, not three." in page


def test_a_replaced_note_stays_struck_out_and_leads_to_the_newer(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    article = publish(at=hours_ago(9))
    first = note(article, "Three goats.", published_at=hours_ago(3))
    second = note(article, "Two goats.", supersedes=first, published_at=hours_ago(2))

    page = client.get(article.get_absolute_url()).content.decode()

    assert "<s>Three goats.</s>" in page and "<s>Two goats.</s>" not in page
    assert f'<a href="#correction-{second.pk}">' in page
    assert f'id="correction-{second.pk}"' in page


def test_a_note_dates_the_article_anew(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    article = publish(at=hours_ago(9))
    noted = note(article, "Two goats.", published_at=hours_ago(2))

    page = client.get(article.get_absolute_url()).content.decode()

    assert f'Updated <time datetime="{timezone.localtime(noted.published_at).isoformat()[:19]}' in (
        page
    )


# In the admin


def test_a_note_is_replaced_in_the_form_and_never_twice(
    staff_client: Client, publish: Publish
) -> None:
    article = publish()
    revision = article.revisions.get()
    first = note(article, "Three goats.")
    address = f"/admin/articles/article/{article.pk}/change/"

    def send(place: int) -> Any:
        fields = {"kind": "correction", "corrected": revision.pk, "text": "Two goats."}
        fields |= {"supersedes": first.pk}
        added = {f"corrections__{place}__{name}": value for name, value in fields.items()}
        added["corrections__TOTAL_FORMS"] = place + 1
        return staff_client.post(address, filled(staff_client, address, **added))

    send(1)
    again = send(2)

    assert Correction.objects.get(text="Two goats.").supersedes == first
    assert "not one of the available choices" in errors(again)
    assert Correction.objects.count() == 2


@pytest.mark.parametrize(
    ("headline", "button", "told"),
    [
        ("Night ferry is back", "_enter", True),
        ("Night ferry is back", "_publish", False),
        ("Night ferry returns", "_enter", False),
    ],
)
def test_who_notes_before_publishing_is_told(
    staff_client: Client, publish: Publish, headline: str, button: str, told: bool
) -> None:
    article = publish("Night ferry returns")
    address = f"/admin/articles/article/{article.pk}/change/"
    fields = {"kind": "correction", "corrected": article.revisions.get().pk, "text": "Two goats."}
    added: dict[str, Any] = {f"corrections__0__{name}": value for name, value in fields.items()}
    added |= {"corrections__TOTAL_FORMS": 1, "headline": headline, button: "1"}

    staff_client.post(address, filled(staff_client, address, **added))

    page = staff_client.get(address).content.decode()
    assert ("Readers see the note already" in page) is told
    assert f"{date_format(localtime(timezone.now()))} · Two goats." in page


def test_a_note_of_another_article_is_not_replaced(staff_client: Client, publish: Publish) -> None:
    article, other = publish(), publish("Market stalls", slug="market")
    theirs = note(other, "Nine stalls.")
    address = f"/admin/articles/article/{article.pk}/change/"
    added = {
        "corrections__TOTAL_FORMS": 1,
        "corrections__0__kind": "correction",
        "corrections__0__corrected": article.revisions.get().pk,
        "corrections__0__text": "Two goats.",
        "corrections__0__supersedes": theirs.pk,
    }

    response = staff_client.post(address, filled(staff_client, address, **added))

    assert "not one of the available choices" in errors(response)
    assert Correction.objects.get() == theirs


# The page of all of them


def test_all_notes_stand_newest_first_and_link_to_their_articles(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    article, other = publish(at=hours_ago(9)), publish("Market stalls", slug="market")
    old = note(article, "Three goats.", published_at=hours_ago(3))
    new = note(article, "Two goats.", supersedes=old, published_at=hours_ago(1))
    note(other, "Nine stalls.", published_at=hours_ago(2), kind="update")

    page = client.get("/en/corrections/").content.decode()

    places = [page.index(text) for text in ("Two goats.", "Nine stalls.", "<s>Three goats.</s>")]
    assert places == sorted(places)
    assert page.count(f'href="{article.get_absolute_url()}#correction-{new.pk}"') == 2
    assert f'href="{article.get_absolute_url()}#correction-{old.pk}"' in page


def test_notes_on_what_readers_do_not_have_are_not_listed(
    client: Client,
    publish: Publish,
    make_article: MakeArticle,
    arabic_section: Section,
    hours_ago: HoursAgo,
) -> None:
    withdrawn, shown = publish("Quicksilver ferry"), publish("Shown to all")
    note(withdrawn, "Quicksilver note")
    withdrawn.withdraw(None)
    note(shown, "A quicksilver note ahead", published_at=hours_ago(-1))
    draft = make_article("Quicksilver draft")
    Correction.objects.create(
        article=draft, corrected=draft.revisions.get(), text="Quicksilver draft note"
    )
    arabic = publish("Quicksilver elsewhere", section=arabic_section)
    note(arabic, "Quicksilver in another language")
    note(shown, "Everybody may read this")

    page = client.get("/en/corrections/").content.decode().lower()

    assert "everybody may read this" in page
    assert "quicksilver" not in page


def test_the_page_follows_the_clock(
    client: Client, publish: Publish, time_machine: TimeMachineFixture, hours_ago: HoursAgo
) -> None:
    article = publish(at=hours_ago(9))
    note(article, "Three goats.")
    assert "Three goats." in client.get("/en/corrections/").content.decode()

    time_machine.move_to(timezone.now() - datetime.timedelta(minutes=1))

    assert "Three goats." not in client.get("/en/corrections/").content.decode()


def test_pages_hold_every_note_once_and_in_order(client: Client, publish: Publish) -> None:
    article, now = publish(), timezone.now()
    names = [f"Note {number:03}." for number in range(60)]
    for place, name in reversed(list(enumerate(names))):
        note(article, name, published_at=now - datetime.timedelta(minutes=place // 4 + 1))

    read, query = [], ""
    while True:
        page = client.get("/en/corrections/" + query).content.decode()
        read += re.findall(r"Note \d{3}\.", page)
        link = NEXT.search(page)
        if not link:
            break
        query = link[1]

    assert read == names


@pytest.mark.parametrize("place", ["", "x", "1", "1-%00", "1-99999999999999999999", "%D9%A1-1"])
def test_what_is_no_place_in_the_list(client: Client, db: None, place: str) -> None:
    assert client.get(f"/en/corrections/?before={place}").status_code == 404


def test_queries_do_not_grow_with_the_notes(
    client: Client, publish: Publish, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note(publish(), "One.")
    with django_assert_num_queries(6):
        client.get("/en/corrections/")

    for number in (2, 3):
        article = publish(f"Story {number}")
        first = note(article, f"Note {number}.")
        note(article, f"Note {number}, again.", supersedes=first)
    with django_assert_num_queries(6):
        client.get("/en/corrections/")


def test_every_page_links_to_it(client: Client, publish: Publish, arabic_section: Section) -> None:
    for address in ("/en/", publish().get_absolute_url(), "/en/nothing-here/"):
        assert 'href="/en/corrections/"' in client.get(address).content.decode()
    assert 'href="/ar/corrections/"' in client.get("/ar/").content.decode()
    assert client.get("/ar/corrections/").status_code == 200


# For machines


def test_machines_are_told_what_an_article_is(
    client: Client, publish: Publish, make_image: MakeImage, author: Author
) -> None:
    agency = Author.objects.create(language="en", name="Coast Wire", slug="cw", kind="agency")
    published = datetime.datetime(2026, 11, 1, 14, 5, tzinfo=datetime.UTC)
    article = publish(authors=[author, agency], lead_image=make_image(), at=published)

    told = described(client, article)
    authors = "http://testserver/en/authors"

    assert told["@type"] == "NewsArticle" and told["@context"] == "https://schema.org"
    assert told["headline"] == "Night ferry comes home"
    assert told["description"] == "After eleven years, a horn at dawn."
    assert told["datePublished"] == told["dateModified"] == "2026-11-01T14:05:00+00:00"
    assert told["author"] == [
        {"@type": "Person", "name": "Mara Lindqvist", "url": f"{authors}/mara-lindqvist/"},
        {"@type": "Organization", "name": "Coast Wire", "url": f"{authors}/cw/"},
    ]
    assert told["publisher"]["name"] == "Newsroom"
    assert told["mainEntityOfPage"]["@id"] == f"http://testserver{article.get_absolute_url()}"
    assert told["image"][0].startswith("http://testserver/media/renditions/")
    assert told["inLanguage"] == "en" and told["isAccessibleForFree"] is True
    assert "correction" not in told


def test_machines_are_told_of_corrections_that_stand(
    client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    article = publish(at=hours_ago(9))
    first = note(article, "Three goats.", published_at=hours_ago(5))
    second = note(article, "Two goats.", supersedes=first, published_at=hours_ago(4))
    update = note(article, "The goats are home.", kind="update", published_at=hours_ago(3))

    told = described(client, article)

    assert told["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Two goats.",
            "datePublished": second.published_at.isoformat(timespec="seconds"),
        }
    ]
    assert told["dateModified"] == update.published_at.isoformat(timespec="seconds")


def test_no_text_breaks_out_of_what_machines_read(client: Client, publish: Publish) -> None:
    nasty = '</script><script>alert("1")</script><!-- & \u2028'
    article = publish(nasty)
    note(article, nasty)

    page = client.get(article.get_absolute_url()).content.decode()

    assert "<script>alert" not in page
    assert described(client, article)["headline"] == nasty
    assert described(client, article)["correction"][0]["text"] == nasty


def test_machines_are_told_the_way(client: Client, publish: Publish) -> None:
    article = publish()
    page = client.get(article.get_absolute_url()).content.decode()

    way = json.loads(BLOCK.findall(page)[1])["itemListElement"]

    assert [step["name"] for step in way] == ["Newsroom", "City", "Night ferry comes home"]
    assert way[1]["item"] == "http://testserver/en/city/"


def test_a_preview_is_not_described(staff_client: Client, publish: Publish) -> None:
    address = f"/admin/articles/article/{publish().pk}/preview/"

    assert not BLOCK.search(staff_client.get(address).content.decode())
