"""What editors learn: of one article, of all, and as files to take away."""

import csv
import datetime
import io
import json
import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db.models import Sum
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from articles.models import Article, Correction, Revision
from feedback.models import Choice, DayCount, Entry, Tally, Vote
from tests.cast import HoursAgo, Publish
from tests.feedback.conftest import Voter

OVERVIEW = "/admin/feedback/poll/"


def page_of(article: Article) -> str:
    return f"{OVERVIEW}{article.pk}/change/"


def text(response: object) -> str:
    """Return what a page says, without its tags."""
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def cast(article: Article, likes: int, dislikes: int = 0, at: datetime.datetime | None = None):
    before = Vote.objects.count()
    for number in range(likes + dislikes):
        choice = Choice.LIKE if number < likes else Choice.DISLIKE
        vote = Vote.objects.cast(article.pk, f"reader-{before + number}", choice)
        if at is not None:
            Vote.objects.filter(pk=vote.pk).update(voted_at=at)
    if at is not None:
        call_command("rebuild_liked", verbosity=0)


# The funnel


def stages() -> dict[str, int]:
    rows = DayCount.objects.order_by().values_list("stage").annotate(Sum("n"))
    return dict(rows)


def test_the_way_to_a_vote_is_counted(voter: Voter, make_voter: Callable[..., Voter]) -> None:
    voter.vote("like", captcha_1="wrong")
    voter.vote("like", captcha_1="")
    voter.vote("like")
    make_voter().open()

    assert stages() == {"opened": 4, "challenged": 2, "passed": 1, "counted": 1}
    row = DayCount.objects.first()
    assert row is not None
    assert (row.article, row.language, row.path) == (voter.article, "en", "plain")
    assert row.day == timezone.now().astimezone(datetime.UTC).date()


def test_what_the_script_fetches_is_told_apart(voter: Voter) -> None:
    voter.client.get(voter.address, headers={"X-Requested-With": "fetch"})
    assert DayCount.objects.get().path == "script"


def test_held_votes_are_told_apart(make_voter: Callable[..., Voter], settings: Settings) -> None:
    settings.POLL_NETWORK_HOUR = 1
    for _ in range(3):
        make_voter().vote("like")
    assert stages() == {
        "opened": 3, "challenged": 3, "passed": 3, "counted": 1, "quarantined": 2
    }  # fmt: skip


def test_reading_counts_nothing(voter: Voter, client: Client) -> None:
    client.get(voter.article.get_absolute_url())
    client.get(f"{voter.address}?show=result")
    client.head(voter.address)
    client.get(f"/feedback/{voter.article.pk}/results.json")
    assert not DayCount.objects.exists()


def test_the_funnel_on_the_pages(staff_client: Client, voter: Voter, publish: Publish) -> None:
    voter.vote("like")
    other = publish("Bridge opens")
    Voter(other).open()

    assert "All – 1 1 1 1 0" in text(staff_client.get(page_of(voter.article)))
    assert "All – 1 0 0 0 0" in text(staff_client.get(page_of(other)))
    assert "All – 2 1 1 1 0" in text(staff_client.get(OVERVIEW))


def test_the_overview_is_of_a_time(staff_client: Client, voter: Voter) -> None:
    voter.open()
    DayCount.objects.update(day=timezone.now().date() - datetime.timedelta(days=20))

    assert "All – 1 0 0 0 0" in text(staff_client.get(OVERVIEW))
    assert "All – 1 0" not in text(staff_client.get(OVERVIEW, {"days": "7"}))
    assert "All – 1 0" in text(staff_client.get(OVERVIEW, {"days": "90"}))
    for odd in ("0", "-1", "9" * 30, "x"):
        assert "All – 1 0" in text(staff_client.get(OVERVIEW, {"days": odd}))


# The result


def test_the_share_and_its_interval(staff_client: Client, article: Article) -> None:
    cast(article, 8, 2)
    cast(article, 3)
    held = Vote.objects.order_by("-pk")[:3].values("pk")
    Vote.objects.filter(pk__in=list(held.values_list("pk", flat=True))).settle(
        article.pk, Entry.Kind.QUARANTINED, None, "too many at once"
    )

    said = text(staff_client.get(page_of(article)))
    assert "Likes 8 Dislikes 2" in said
    assert "Held in quarantine 3" in said
    assert "80% 49–94%" in said  # Wilson: 0.490 to 0.943


def test_before_the_first_vote(staff_client: Client, article: Article) -> None:
    said = text(staff_client.get(page_of(article)))
    assert "No vote has been counted yet." in said
    assert "No vote has been counted in this time." in text(staff_client.get(OVERVIEW))


def test_before_and_after_a_correction(
    staff_client: Client, publish: Publish, hours_ago: HoursAgo
) -> None:
    article = publish(at=hours_ago(30))
    cast(article, 6, 4, at=hours_ago(20))
    cast(article, 3, 1, at=hours_ago(5))
    changed = Vote.objects.filter(choice=Choice.LIKE).order_by("pk").first()
    assert changed is not None
    Vote.objects.cast(article.pk, changed.reader, Choice.DISLIKE)
    Correction.objects.create(
        article=article,
        corrected=Revision.objects.get(article=article),
        text="Six, not seven.",
        published_at=hours_ago(10),
    )

    said = text(staff_client.get(page_of(article)))
    # Whoever changed the vote since stands after it.
    assert re.search(r"Six, not seven\. 9 56% 27–81% 5 60% 23–88%", said)


def test_votes_over_time(staff_client: Client, publish: Publish, hours_ago: HoursAgo) -> None:
    article = publish(at=hours_ago(24 * 9))
    cast(article, 5, 2, at=hours_ago(24 * 8))
    cast(article, 1, at=hours_ago(1))

    html = staff_client.get(page_of(article)).content.decode()
    chart = html.partition('<svg viewBox="')[2].partition("</svg>")[0]
    assert chart.count('class="likes"') == 2
    assert chart.count('class="dislikes"') == 1
    assert "<title" in chart
    assert "<desc" in chart
    table = html.partition("figures as a table")[2].partition("</table>")[0]
    assert re.findall(r"<td>(\d+)</td>", table) == ["5", "2", "1", "0"]


@pytest.mark.parametrize("days", [0, 1, 30, 300, 3000])
def test_any_length_of_time_can_be_drawn(
    staff_client: Client, publish: Publish, hours_ago: HoursAgo, days: int
) -> None:
    article = publish(at=hours_ago(24 * days + 1))
    cast(article, 2, 1, at=hours_ago(24 * days))
    cast(article, 1)

    html = staff_client.get(page_of(article)).content.decode()
    table = html.partition("figures as a table")[2].partition("</table>")[0]
    assert sum(map(int, re.findall(r"<td>(\d+)</td>", table))) == 4


def test_the_article_leads_there(staff_client: Client, article: Article) -> None:
    page = staff_client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert page_of(article) in page


@pytest.mark.parametrize("number", ["0", "999", "9" * 30, "x"])
def test_articles_that_are_not_there(staff_client: Client, number: str, db: None) -> None:
    assert staff_client.get(f"{OVERVIEW}{number}/change/").status_code == 302


# Files


def export(client: Client, kind: str, **query: object) -> str:
    response = client.get(f"{OVERVIEW}export.{kind}", query)
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    return b"".join(response.streaming_content).decode()


@pytest.fixture
def ledger(article: Article, publish: Publish) -> list[Article]:
    """Two articles with counted, held and voided votes, and a change of mind."""
    other = publish("Bridge opens")
    cast(article, 5, 3)
    cast(other, 2, 2)
    Vote.objects.cast(article.pk, "reader-0", Choice.DISLIKE)
    Vote.objects.filter(reader="reader-1").settle(
        article.pk, Entry.Kind.QUARANTINED, None, "=HYPERLINK(1)"
    )
    Vote.objects.filter(reader="reader-2").settle(
        article.pk, Entry.Kind.VOIDED, None, '@a machine,\n"twice"'
    )
    return [article, other]


def counted(rows: list[dict]) -> dict[int, Counter]:
    sums: dict[int, Counter] = {}
    for row in rows:
        if row["state"] == "counted":
            sums.setdefault(int(row["article"]), Counter())[row["choice"]] += 1
    return sums


def test_exports_add_up_to_the_tallies(staff_client: Client, ledger: list[Article]) -> None:
    as_csv = list(csv.DictReader(io.StringIO(export(staff_client, "csv").lstrip("\ufeff"))))
    as_json = json.loads(export(staff_client, "json"))["votes"]

    assert len(as_csv) == len(as_json) == Vote.objects.count() == 12
    for rows in (as_csv, as_json):
        sums = counted(rows)
        for tally in Tally.objects.all():
            assert sums[tally.article_id] == {"like": tally.liked, "dislike": tally.disliked}


def test_an_export_of_one_article(staff_client: Client, ledger: list[Article]) -> None:
    rows = json.loads(export(staff_client, "json", article=ledger[1].pk))["votes"]
    assert {row["article"] for row in rows} == {ledger[1].pk}
    assert len(rows) == 4
    for odd in ("x", "9" * 30, "0"):
        assert json.loads(export(staff_client, "json", article=odd)) == {"votes": []}


def test_no_cell_is_a_formula(staff_client: Client, ledger: list[Article]) -> None:
    rows = list(csv.DictReader(io.StringIO(export(staff_client, "csv").lstrip("\ufeff"))))
    reasons = {row["reason"] for row in rows}
    assert reasons == {"", "'=HYPERLINK(1)", '\'@a machine, "twice"'}


def test_exports_lead_to_no_reader(staff_client: Client, voter: Voter) -> None:
    voter.vote("like", note="zanzibar")
    vote = Vote.objects.get()
    assert vote.network
    for kind in ("csv", "json"):
        found = export(staff_client, kind)
        for private in (vote.reader, vote.network, "zanzibar", "127.0.0.1"):
            assert private not in found


# Who may


@pytest.fixture
def member(db: None) -> Callable[..., Client]:
    def make(*names: str) -> Client:
        user = get_user_model().objects.create_user(f"with-{'-'.join(names)}", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client = Client()
        client.force_login(user)
        return client

    return make


def test_who_has_no_right_sees_nothing(member: Callable[..., Client], article: Article) -> None:
    cast(article, 3)
    client = member("view_article", "change_article")
    for address in (OVERVIEW, page_of(article), f"{OVERVIEW}export.csv", f"{OVERVIEW}export.json"):
        assert client.get(address).status_code == 403
    page = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "What readers say" not in page


def test_looking_is_not_deciding(member: Callable[..., Client], article: Article) -> None:
    client = member("view_poll")
    page = client.get(page_of(article)).content.decode()
    assert "What readers say" in page
    assert "export.csv" not in page
    assert "Notes from readers" not in page
    assert client.get(f"{OVERVIEW}export.csv").status_code == 403
    assert client.post(page_of(article), {"state": "hidden"}).status_code == 403


def test_visitors_are_sent_to_the_door(client: Client, article: Article) -> None:
    for address in (OVERVIEW, page_of(article), f"{OVERVIEW}export.csv"):
        assert client.get(address).status_code == 302


def test_queries_do_not_grow(
    staff_client: Client, publish: Publish, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    staff_client.get(page_of(publish("The first")))
    for number in range(3):
        article = publish(f"Article {number}")
        cast(article, 2, 1)
        # session, user; the chart, the funnel, the articles, their headlines
        with django_assert_num_queries(6):
            staff_client.get(OVERVIEW)
        # session, user; article, section, revision, poll, tally, corrections, notes, headline;
        # the votes' first and last, their sums, the funnel
        with django_assert_num_queries(13):
            staff_client.get(page_of(article))
