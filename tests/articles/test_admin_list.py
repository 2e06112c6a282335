"""The list of articles in the admin."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.utils import timezone

from articles.models import Article, Section, Stage
from tests.cast import MakeArticle, Publish

LIST = "/admin/articles/article/"
BEYOND = str(10**30)


@pytest.fixture
def one_of_each(make_article: MakeArticle, publish: Publish) -> dict[str, Article]:
    """Return an article in each state, by the state's name."""
    soon = timezone.now() + datetime.timedelta(hours=1)
    rows = {"draft": make_article("Draft"), "live": publish("Live")}
    rows["changed"] = publish("Changed")
    rows["changed"].freeze(None)
    rows["scheduled"] = make_article("Scheduled")
    rows["scheduled"].publish(None, at=soon)
    rows["updating"] = publish("Updating")
    rows["updating"].freeze(None)
    rows["updating"].publish(None, at=soon)
    rows["withdrawn"] = publish("Withdrawn")
    rows["withdrawn"].withdraw(None)
    return rows


def shown(client: Client, **query: Any) -> set[str]:
    response = client.get(LIST, query)
    assert response.status_code == 200
    return {article.headline for article in response.context["cl"].result_list}


@pytest.mark.parametrize(
    ("state", "headlines"),
    [
        ("draft", {"Draft"}),
        ("live", {"Live", "Changed", "Updating"}),
        ("changed", {"Changed"}),
        ("scheduled", {"Scheduled", "Updating"}),
        ("withdrawn", {"Withdrawn"}),
        ("nonsense", {"Draft", "Live", "Changed", "Scheduled", "Updating", "Withdrawn"}),
    ],
)
def test_the_filter_by_state(
    staff_client: Client, one_of_each: dict[str, Article], state: str, headlines: set[str]
) -> None:
    assert shown(staff_client, state=state) == headlines


def test_each_row_names_its_state(staff_client: Client, one_of_each: dict[str, Article]) -> None:
    page = staff_client.get(LIST).content.decode()
    for state, count in {
        "draft": 1,
        "live": 2,
        "changed": 1,
        "scheduled": 1,
        "withdrawn": 1,
    }.items():
        assert page.count(f'class="state is-{state}"') == count, state


def test_filters_and_search(
    staff_client: Client, make_article: MakeArticle, arabic_section: Section, section: Section
) -> None:
    make_article("Night ferry")
    make_article("عودة العبارة", section=arabic_section)
    assert shown(staff_client, language__exact="ar") == {"عودة العبارة"}
    assert shown(staff_client, section__id__exact=section.pk) == {"Night ferry"}
    assert shown(staff_client, q="FERRY") == {"Night ferry"}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(
    staff_client: Client, publish: Publish, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        publish(f"Number {number}").freeze(None)
    staff_client.get(LIST)
    with django_assert_num_queries(5):  # session, user, sections, count, rows
        staff_client.get(LIST)


@pytest.mark.parametrize(
    "query",
    [
        {"section__id__exact": BEYOND},
        {"section__id__exact": "x"},
        {"section__id__in": BEYOND},
        {"section__id__exact": "1\x00"},
        {"language__exact": "xx"},
        {"q": "one\x00two"},
        {"q": "x" * 5000},
        {"p": BEYOND},
        {"p": "x"},
        {"o": "99.-99"},
        {"id__in": BEYOND},
        {"nonsense": "1"},
    ],
)
def test_odd_addresses(staff_client: Client, publish: Publish, query: dict[str, str]) -> None:
    publish()
    assert staff_client.get(LIST, query).status_code in {200, 302, 400}


@pytest.mark.parametrize("chosen", [BEYOND, "x", "\x00", "9" * 5000])
def test_choosing_what_cannot_be(staff_client: Client, publish: Publish, chosen: str) -> None:
    publish()
    sent = {"action": "delete_selected", "_selected_action": chosen}
    assert staff_client.post(LIST, sent).status_code in {200, 302, 400}
    assert Article.objects.exists()


def test_the_count_stops_somewhere(
    staff_client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.admin.lists.MOST_COUNTED", 2)
    for number in range(3):
        publish(f"Number {number}")
    response = staff_client.get(LIST)
    assert response.context["cl"].result_count == 2


# Whose, and how far


@pytest.fixture
def in_work(make_article: MakeArticle, publish: Publish, staff: AbstractUser) -> None:
    make_article("Begun", created_by=staff)
    make_article("Given", assigned_to=staff, stage=Stage.APPROVED)
    make_article("Of others", stage=Stage.IN_REVIEW)
    publish("Printed", created_by=staff)


@pytest.mark.parametrize(
    ("whose", "headlines"),
    [
        ("own", {"Begun", "Given"}),
        ("assigned", {"Given"}),
        ("all", {"Begun", "Given", "Printed"}),
        ("nobody", {"Begun", "Of others"}),
        ("nonsense", {"Begun", "Given", "Of others", "Printed"}),
    ],
)
def test_the_filter_by_whose(
    staff_client: Client, in_work: None, whose: str, headlines: set[str]
) -> None:
    assert shown(staff_client, mine=whose) == headlines


@pytest.mark.parametrize(
    ("stage", "headlines"),
    [
        ("draft", {"Begun"}),
        ("in_review", {"Of others"}),
        ("approved", {"Given"}),
        ("published", {"Printed"}),
        ("nonsense", {"Begun", "Given", "Of others", "Printed"}),
    ],
)
def test_the_filter_by_stage(
    staff_client: Client, in_work: None, stage: str, headlines: set[str]
) -> None:
    assert shown(staff_client, stage=stage) == headlines
    assert shown(staff_client, stage=stage, mine="own", state="draft") <= headlines


def test_a_row_names_its_stage_and_who_has_it(staff_client: Client, in_work: None) -> None:
    page = staff_client.get(LIST).content.decode()
    assert 'class="stage is-in_review">In review</span>' in page
    assert 'class="stage is-approved">Approved</span>' in page
    assert '<td class="field-assigned">editor</td>' in page
