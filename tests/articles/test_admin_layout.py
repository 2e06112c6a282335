"""Where editors arrange front pages and sections: by whom, what is saved, what is refused."""

import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import as_of
from articles.models import Article, Layout, Section
from articles.models.layout import Pin, Place
from tests.cast import Enter, HoursAgo, MakeArticle, Publish

FRONT = "/admin/articles/layout/front/en/"
OVERVIEW = "/admin/articles/layout/"


@pytest.fixture
def made(publish: Publish, hours_ago: HoursAgo) -> list[Article]:
    return [publish(f"Story {n}", at=hours_ago(n + 1)) for n in range(9)]


def sent(*articles: Article, **fields: Any) -> dict[str, Any]:
    ids = [str(article.pk) for article in articles]
    return {"article": ids, "version": 0, "when": "now", "at": ""} | fields


def wall(instant: datetime.datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M")


def order(layout: Layout) -> list[int]:
    return list(layout.slots.values_list("article_id", flat=True))


# Saving


def test_saving_arranges_the_page_now_and_is_logged(
    staff_client: Client, staff: AbstractUser, client: Client, made: list[Article]
) -> None:
    response = staff_client.post(FRONT, sent(made[5], made[2]), follow=True)

    layout = Layout.objects.get()
    assert order(layout) == [made[5].pk, made[2].pk]
    assert (layout.number, layout.created_by) == (1, staff)
    assert "layout 1 with 2 stories pinned, from now on." in response.content.decode()
    assert "layout 1 with 2 stories" in LogEntry.objects.get().change_message
    page = client.get("/en/").content.decode()
    assert page.index("Story 5") < page.index("Story 2") < page.index("Story 0")


def test_a_section_is_arranged_on_its_own_page(
    staff_client: Client, client: Client, made: list[Article], section: Section
) -> None:
    staff_client.post(f"/admin/articles/layout/section/{section.pk}/", sent(made[5]))

    assert Layout.objects.get().place == Place("en", section)
    page = client.get("/en/city/").content.decode()
    assert page.index("Story 5") < page.index("Story 0")


def test_tomorrows_page_is_planned_changed_and_taken_back(
    staff_client: Client, client: Client, made: list[Article]
) -> None:
    tomorrow = (timezone.now() + datetime.timedelta(days=1)).replace(second=0, microsecond=0)
    later = tomorrow + datetime.timedelta(hours=1)

    staff_client.post(FRONT, sent(made[5], when="later", at=wall(tomorrow)))
    assert Layout.objects.get().live_from == tomorrow
    assert client.get("/en/").content.decode().index("Story 0") < (
        client.get("/en/").content.decode().index("Story 5")
    )

    page = staff_client.get(f"{FRONT}?layout=1")
    form = page.context["form"]
    assert (form["when"].value(), form["instead_of"].value()) == ("later", 1)
    change = sent(made[6], when="later", at=wall(later), version=1, instead_of=1)
    staff_client.post(f"{FRONT}?layout=1", change)
    assert list(Layout.objects.order_by("number").values_list("live_from", flat=True)) == [
        None,
        later,
    ]

    staff_client.post(f"{FRONT}take-back/", {"layout": 2})
    assert not Layout.objects.filter(live_from__isnull=False).exists()
    again = staff_client.post(f"{FRONT}take-back/", {"layout": 2}, follow=True)
    assert "not planned any more" in again.content.decode()


def test_a_slot_may_have_an_end(staff_client: Client, made: list[Article]) -> None:
    until = (timezone.now() + datetime.timedelta(hours=3)).replace(second=0, microsecond=0)

    staff_client.post(FRONT, sent(made[5], **{f"until_{made[5].pk}": wall(until)}))

    assert Layout.objects.get().slots.get().until == until
    assert wall(until) in staff_client.get(FRONT).content.decode()


def test_an_older_layout_is_opened_and_saved_again(
    staff_client: Client, made: list[Article]
) -> None:
    Layout.objects.arrange(Place("en"), [Pin(made[5].pk)], None, version=0)
    Layout.objects.arrange(Place("en"), [Pin(made[6].pk)], None, version=1)

    page = staff_client.get(f"{FRONT}?layout=1")
    assert page.context["form"].ids == [made[5].pk]
    assert page.context["form"]["when"].value() == "now"
    staff_client.post(f"{FRONT}?layout=1", sent(made[5], version=2))

    assert order(Layout.objects.get(number=3)) == [made[5].pk]


def test_who_saves_second_is_told_keeps_the_list_and_may_save_over(
    staff_client: Client, enter: Enter, made: list[Article]
) -> None:
    enter("Editor", "ines").post(FRONT, sent(made[3]))

    refused = staff_client.post(FRONT, sent(made[5], made[6]))

    assert "ines saved layout 1" in refused.content.decode()
    assert refused.context["form"].ids == [made[5].pk, made[6].pk]
    assert Layout.objects.count() == 1
    staff_client.post(FRONT, sent(made[5], version=refused.context["form"]["version"].value()))
    assert order(Layout.objects.get(number=2)) == [made[5].pk]


def test_a_preview_shows_what_is_not_saved_and_saves_nothing(
    staff_client: Client, made: list[Article], make_article: MakeArticle
) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    scheduled = make_article("Story of tomorrow")
    scheduled.publish(None, at=tomorrow - datetime.timedelta(hours=1))
    plan = sent(scheduled, made[7], when="later", at=wall(tomorrow), _preview="1")

    response = staff_client.post(FRONT, plan)

    page = response.content.decode()
    assert page.index("Story of tomorrow") < page.index("Story 7") < page.index("Story 0")
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not Layout.objects.exists()


# What readers do not have is said


def test_slots_say_what_readers_do_not_have(
    staff_client: Client, made: list[Article], make_article: MakeArticle, section: Section
) -> None:
    scheduled, science = (
        make_article("Story ahead"),
        Section.objects.create(language="en", name="Science", slug="science"),
    )
    scheduled.publish(None, at=timezone.now() + datetime.timedelta(hours=3))
    place = Place("en", section)
    pins = [Pin(scheduled.pk), Pin(made[1].pk), Pin(made[2].pk)]
    Layout.objects.arrange(place, pins, None, version=0)
    made[1].withdraw(None)
    moved = made[2]
    moved.section = science
    moved.save()
    moved.freeze(None)
    moved.publish(None)

    page = staff_client.get(f"/admin/articles/layout/section/{section.pk}/")

    assert [slot["card"].state for slot in page.context["slots"]] == [
        "scheduled",
        "absent",
        "absent",
    ]
    assert "Readers do not have it" in page.content.decode()
    assert "stands elsewhere now" in page.content.decode()


def test_the_page_shows_what_fills_the_places_below(
    staff_client: Client, made: list[Article], section: Section
) -> None:
    front = staff_client.get(FRONT)
    page = staff_client.get(f"/admin/articles/layout/section/{section.pk}/")

    assert [card.headline for card in front.context["below"]] == [f"Story {n}" for n in range(9)]
    assert len(page.context["below"]) == 6
    assert page.content.decode().count("front-fill") == 6


def test_stories_to_pin_are_what_readers_have_or_will_have(
    staff_client: Client, made: list[Article], make_article: MakeArticle, arabic_section: Section
) -> None:
    make_article("A draft")
    scheduled = make_article("Story ahead")
    scheduled.publish(None, at=timezone.now() + datetime.timedelta(hours=3))
    make_article("قصة", section=arabic_section).publish(None)
    made[0].withdraw(None)

    stories = staff_client.get(FRONT).context["stories"]
    found = staff_client.get(f"{FRONT}stories/?q=stor").content.decode()
    one = staff_client.get(f"{FRONT}stories/?q=ahea").content.decode()

    assert [card.headline for card in stories["coming"]] == ["Story ahead"]
    assert [card.headline for card in stories["newest"]] == [f"Story {n}" for n in range(1, 9)]
    assert "Story ahead" in found and "Story 8" in found
    assert "Story ahead" in one and "Story 8" not in one


# What is refused


def test_what_cannot_be_saved_is_said_and_lost_is_nothing(
    staff_client: Client, made: list[Article], publish: Publish, arabic_section: Section
) -> None:
    arabic = publish("قصة", section=arabic_section)
    soon = timezone.now() - datetime.timedelta(hours=1)
    for data, words in [
        (sent(*made[:8]), "There is room for 7 stories"),
        (sent(made[1], arabic), "cannot stand on this page"),
        (sent(made[1], when="later"), "Say from when on."),
        (sent(made[1], when="later", at="2026-02-31T99:99"), "Enter a valid date/time."),
        (sent(made[1], when="later", at=wall(soon)), "That time has passed."),
        (sent(made[1], **{f"until_{made[1].pk}": wall(soon)}), "That time has passed."),
    ]:
        response = staff_client.post(FRONT, data)
        assert response.status_code == 200
        assert words in response.content.decode().replace("&#x27;", "'")
        assert response.context["form"].ids[0] == int(data["article"][0])
    assert not Layout.objects.exists()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"article": "x", "version": "x", "when": "x"},
        {"article": "9223372036854775808", "version": "99999999999999999999", "when": "now"},
        {"article": ["-1", "\x00", "1e5"] * 40, "version": "\x00", "when": "\x00", "at": "\x00"},
        {
            "article": "1",
            "until_1": "\x00",
            "version": 0,
            "when": "later",
            "at": "99999-01-01T00:00",
        },
        {"version": 0, "when": "now", "instead_of": "99999999999"},
    ],
)
def test_junk_is_refused(staff_client: Client, section: Section, data: dict[str, Any]) -> None:
    response = staff_client.post(FRONT, data)

    assert response.status_code == 200 and response.context["form"].errors
    assert not Layout.objects.exists()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/admin/articles/layout/front/xx/", 404),
        ("/admin/articles/layout/section/99/", 404),
        ("/admin/articles/layout/section/99999999999999999999/", 404),
        (f"{FRONT}?layout=x", 200),
        (f"{FRONT}?layout=99999999999999999999", 200),
        (f"{FRONT}stories/?q=%00\"'*(", 200),
        ("/admin/articles/layout/99/change/", 404),
    ],
)
def test_odd_addresses(staff_client: Client, db: None, address: str, status: int) -> None:
    assert staff_client.get(address).status_code == status


# Who may


@pytest.mark.parametrize("role", ["Reporter", "Photo editor", "Moderator"])
def test_others_may_not(enter: Enter, made: list[Article], section: Section, role: str) -> None:
    client = enter(role)
    layout = Layout.objects.arrange(
        Place("en"), [], None, version=0, at=timezone.now() + datetime.timedelta(hours=1)
    )

    for address in (OVERVIEW, FRONT, f"{FRONT}stories/", f"{OVERVIEW}{layout.pk}/change/"):
        assert client.get(address).status_code == 403
    assert client.get(f"{OVERVIEW}section/{section.pk}/").status_code == 403
    assert client.post(FRONT, sent(made[1], version=1)).status_code == 403
    assert client.post(f"{FRONT}take-back/", {"layout": 1}).status_code == 403
    assert Layout.objects.get().live_from
    assert OVERVIEW not in client.get("/admin/").content.decode()


def test_editors_may(enter: Enter, made: list[Article]) -> None:
    client = enter("Editor")

    assert OVERVIEW in client.get("/admin/").content.decode()
    assert client.get(OVERVIEW).status_code == 200
    client.post(FRONT, sent(made[1]))
    assert Layout.objects.count() == 1


def test_nobody_reads_drafts_of_others_here(
    enter: Enter, made: list[Article], make_article: MakeArticle, django_user_model: Any
) -> None:
    """Somebody who arranges pages without seeing others' work sees what readers see."""
    client = Client()
    user = django_user_model.objects.create_user("curator", is_staff=True)
    from django.contrib.auth.models import Permission

    user.user_permissions.add(Permission.objects.get(codename="curate_front"))
    client.force_login(user)
    hidden = make_article("Quicksilver")
    hidden.publish(None, at=timezone.now() + datetime.timedelta(hours=1))
    Layout.objects.arrange(Place("en"), [Pin(hidden.pk), Pin(made[1].pk)], None, version=0)

    page = client.get(FRONT)

    assert "Quicksilver" not in page.content.decode()
    assert [slot["card"].state for slot in page.context["slots"]] == ["hidden", "live"]
    assert "Quicksilver" not in client.get(f"{FRONT}stories/?q=quick").content.decode()


# The overview, and figures


def test_the_overview_tells_what_holds_and_what_is_planned(
    staff_client: Client, staff: AbstractUser, made: list[Article], section: Section
) -> None:
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    Layout.objects.arrange(Place("en"), [Pin(made[1].pk)], staff, version=0)
    Layout.objects.arrange(Place("en"), [], staff, version=1, at=tomorrow)

    page = staff_client.get(OVERVIEW)

    english = page.context["languages"][0].rows
    assert english[0].in_force.number == 1 and english[0].planned[0].number == 2
    assert english[1].place.section == section and english[1].in_force is None
    assert f'href="{FRONT}?layout=2"' in page.content.decode()


def test_the_log_leads_to_the_page(staff_client: Client, made: list[Article]) -> None:
    staff_client.post(FRONT, sent(made[1]))

    address = LogEntry.objects.get().get_admin_url()

    assert address
    assert staff_client.get(address).headers["Location"] == f"{FRONT}?layout=1"


def test_queries_do_not_grow(
    staff_client: Client,
    made: list[Article],
    section: Section,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for version, count in enumerate((1, 3, 7)):
        pins = [Pin(article.pk) for article in made[:count]]
        Layout.objects.arrange(Place("en"), pins, None, version=version)
        Layout.objects.arrange(Place("en", section), pins[:3], None, version=version)
        # session, user; the layout in force, its slots, the newest number; what
        # readers have, will have, the working copies; candidates: coming, newest; the layouts
        with django_assert_num_queries(12):
            staff_client.get(FRONT)
        with django_assert_num_queries(7):
            staff_client.get(OVERVIEW)


def test_the_time_machine_is_one_click_away(
    staff_client: Client, made: list[Article], section: Section
) -> None:
    at = timezone.now().replace(microsecond=0) + datetime.timedelta(hours=5)
    place = Place("en", section)
    Layout.objects.arrange(place, [Pin(made[5].pk)], None, version=0, at=at)
    page = staff_client.get(f"/admin/articles/layout/section/{section.pk}/").content.decode()
    assert 'href="/admin/time-machine/?page=/en/city/"' in page
    then = as_of.address(at, "/en/city/")
    assert f'href="{then}"' in page
    assert staff_client.get(then).status_code == 200
