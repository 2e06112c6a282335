"""Where editors put up banners: from when until when, by whom, and what readers had."""

import datetime
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Banner, Section
from tests.cast import Enter, HoursAgo, Publish

LIST = "/admin/articles/banner/"
ADD = f"{LIST}add/"
HOUR = datetime.timedelta(hours=1)


def sent(**fields: Any) -> dict[str, Any]:
    now = timezone.now()
    whole = {
        "language": "en",
        "kind": "breaking",
        "text": "Bridge closed",
        "article": "",
        "where": "everywhere",
        "starts_at": now,
        "ends_at": now + 3 * HOUR,
    } | fields
    for name in ("starts_at", "ends_at"):
        at = whole.pop(name)
        if isinstance(at, datetime.datetime):
            whole |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"}
        else:
            whole |= {f"{name}_0": at, f"{name}_1": at}
    return whole


def change(banner: Banner) -> str:
    return reverse("admin:articles_banner_change", args=[banner.pk])


@pytest.fixture
def up(db: None, hours_ago: HoursAgo) -> Banner:
    ends = timezone.now() + 2 * HOUR
    return Banner.objects.create(
        language="en", text="Bridge closed", starts_at=hours_ago(1), ends_at=ends
    )


def texts(client: Client) -> str:
    return client.get("/en/").content.decode()


def test_an_editor_puts_one_up_that_leads_to_a_story(
    enter: Enter, client: Client, publish: Publish
) -> None:
    article = publish()

    answer = enter("Editor", "ines").post(ADD, sent(article=article.pk))

    assert answer.status_code == 302
    banner = Banner.objects.get()
    assert (str(banner.created_by), banner.article) == ("ines", article)
    assert f'<a href="{article.get_absolute_url()}">Bridge closed</a>' in texts(client)
    assert LogEntry.objects.filter(object_id=str(banner.pk), action_flag=1).count() == 1


def test_what_cannot_be_is_refused_with_words(
    staff_client: Client, publish: Publish, arabic_section: Section
) -> None:
    arabic, now = publish("قصة", section=arabic_section), timezone.now()
    for fields, words in [
        ({"ends_at": now - HOUR}, "That time has passed."),
        ({"starts_at": now + 5 * HOUR}, "It would end before it begins."),
        ({"article": arabic.pk}, "That article is in another language."),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 141}, "at most 140 characters"),
        ({"ends_at": "\x00"}, "Enter a valid date"),
        ({"ends_at": "99999"}, "Enter a valid date"),
        ({"article": "99999999999999999999"}, "valid choice"),
        ({"language": "xx", "kind": "\x00", "where": ""}, "valid choice"),
        ({"ends_at": now - HOUR, "_end": "1"}, "That time has passed."),
    ]:
        answer = staff_client.post(ADD, sent(**fields))
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert not Banner.objects.exists()


def test_other_words_follow_on_those_that_readers_have_had(
    staff_client: Client, staff: AbstractUser, client: Client, up: Banner
) -> None:
    staff_client.post(change(up), sent(text="Bridge open again", ends_at=up.ends_at))

    first, second = Banner.objects.order_by("pk")
    assert (first.text, second.text, second.created_by) == (
        "Bridge closed",
        "Bridge open again",
        staff,
    )
    assert first.ends_at == second.starts_at
    assert "Bridge open again" in texts(client) and "Bridge closed" not in texts(client)


def test_it_is_made_to_stand_longer(staff_client: Client, up: Banner) -> None:
    later = (timezone.now() + 9 * HOUR).replace(microsecond=0)

    staff_client.post(change(up), sent(ends_at=later))

    assert Banner.objects.get().ends_at == later


@pytest.mark.parametrize("way", ["form", "list"])
def test_it_is_taken_down_at_once(
    staff_client: Client, client: Client, up: Banner, way: str
) -> None:
    if way == "form":
        staff_client.post(change(up), sent(ends_at=up.ends_at, _end="1"))
    else:
        chosen = {"action": "end_now", "_selected_action": up.pk}
        staff_client.post(LIST, chosen)

    assert Banner.objects.get().ends_at <= timezone.now()
    assert "Bridge closed" not in texts(client)
    assert LogEntry.objects.filter(object_id=str(up.pk)).exists()
    assert staff_client.post(change(up), sent(text="Again")).status_code == 403
    assert Banner.objects.get().text == "Bridge closed"


def test_only_what_readers_have_not_seen_is_deleted(staff_client: Client, up: Banner) -> None:
    later = timezone.now() + HOUR
    ahead = Banner.objects.create(language="en", text="Later", starts_at=later)

    for banner, status in ((up, 403), (ahead, 302)):
        address = reverse("admin:articles_banner_delete", args=[banner.pk])
        assert staff_client.post(address, {"post": "yes"}).status_code == status
    chosen = {"action": "delete_selected", "_selected_action": up.pk, "post": "yes"}
    staff_client.post(LIST, chosen)
    assert Banner.objects.get() == up


@pytest.mark.parametrize("role", ["Reporter", "Photo editor", "Moderator"])
def test_others_may_not(enter: Enter, up: Banner, role: str) -> None:
    client = enter(role)

    for address in (LIST, ADD, change(up)):
        assert client.get(address).status_code == 403
    assert client.post(ADD, sent()).status_code == 403
    assert client.post(change(up), sent(_end="1")).status_code == 403
    assert Banner.objects.get().ends_at == up.ends_at


def test_queries_do_not_grow_with_the_list(
    staff_client: Client,
    staff: AbstractUser,
    up: Banner,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for made in (0, 2):
        for _ in range(made):
            Banner.objects.create(language="en", text="More", created_by=staff)
        # session, user; counted; the rows
        with django_assert_num_queries(4):
            staff_client.get(LIST)
