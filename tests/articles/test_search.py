"""What the index finds: the same on SQLite and PostgreSQL, for staff and for readers."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Author, Revision, Topic
from articles.search import index
from articles.search.terms import terms

pytestmark = pytest.mark.django_db
SEARCH = "/admin/articles/article/"
QUERIES = 5  # of the list, with a search


@pytest.fixture
def ferry(make_article, section):
    author = Author.objects.create(language="en", name="Åsa Lindqvist", slug="asa")
    topic = Topic.objects.create(language="en", name="Navigation", slug="navigation")
    return make_article(
        "Night ferry comes home",
        standfirst="A horn at dawn.",
        body="<p>She came round the <em>mole</em> at six.</p><p>Nobody spoke.</p>",
        authors=[author],
        topics=[topic],
    )


@pytest.fixture(autouse=True)
def others(make_article):
    make_article("Market stalls", slug="market", standfirst="", body="<p>Fruit, night air.</p>")


def found(typed, **options):
    return set(Revision.objects.matching(typed, **options).values_list("headline", flat=True))


@pytest.mark.parametrize(
    "typed",
    [
        "ferry", "FERRY night", '"night ferry"', "dawn", "mole", "asa", "Lindqvist navigation",
        '"came round the mole"', "“comes home” horn",
    ],
)  # fmt: skip
def test_finds(ferry, typed):
    assert found(typed) == {ferry.headline}


@pytest.mark.parametrize("typed", ["ferries", '"ferry night"', "ferry market", '"six nobody home"'])
def test_does_not_find(ferry, typed):
    assert found(typed) == set()


def test_a_phrase_does_not_run_from_one_field_into_the_next(ferry):
    assert found('"home a horn"') == set()


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("الأُسرة والمدرسة", "الاسرة"),
        ("کتاب‌های فارسی", "كتاب فارسي"),
        ("إعلان رقم ١٢", "اعلان 12"),
    ],
)
def test_finds_arabic_and_persian_however_it_is_spelt(make_article, arabic_section, written, typed):
    make_article(written, section=arabic_section, slug="خبر")
    assert found(typed) == {written}


def test_the_beginning_of_a_word_is_enough_where_somebody_is_typing(ferry):
    assert found("night fer", unfinished=True) == {ferry.headline}
    assert found("night fer") == set()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_nothing_typed_breaks_the_search(typed):
    found(typed)
    found(typed, unfinished=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.lists(st.text(max_size=80), min_size=4, max_size=4))
def test_every_text_can_be_indexed(parts):
    index.write([index.Text(1_000_000, *parts)])


def test_a_very_long_text_can_be_indexed_to_its_end():
    body = " ".join(f"word{number}" for number in range(60_000))
    index.write([index.Text(1_000_000, "h", "s", "n", f"<p>{body}</p>")])


def test_readers_find_what_is_public_and_nothing_else(ferry, publish):
    at = timezone.now
    live = Revision.objects.live
    assert not live(at()).matching("mole")
    ferry.publish(None)
    assert live(at()).matching("mole").get().article == ferry
    ferry.body = "<p>Secret draft about tunnels.</p>"
    ferry.save()
    ferry.freeze(None)
    assert not live(at()).matching("tunnels")
    assert live(at()).matching("mole")
    ferry.withdraw(None)
    assert not live(at()).matching("mole")


def test_staff_find_the_working_copy_and_no_text_that_was_replaced(ferry, staff_client):
    ferry.publish(None)
    ferry.headline, ferry.body = "Tunnel opens", "<p>Rock.</p>"
    ferry.save()
    ferry.freeze(None)
    assert listed(staff_client, "tunnel") == ["Tunnel opens"]
    assert listed(staff_client, "mole") == []


def test_superseded_drafts_leave_the_index(ferry):
    ferry.headline = "Second thoughts"
    ferry.save()
    ferry.freeze(None)
    assert found("ferry") == set()
    assert found("second") == {"Second thoughts"}


def test_the_list_finds_by_number_and_survives_nonsense(ferry, staff_client):
    assert listed(staff_client, str(ferry.pk)) == [ferry.headline]
    for typed in ["9" * 40, '"', "':* |", "*" * 3000, "-"]:
        assert listed(staff_client, typed) == []


def test_only_the_newest_of_many_are_looked_at(make_article):
    for place in range(4):
        make_article(f"Harbour {place}", slug=f"harbour-{place}")
    assert Revision.objects.filter(pk__in=index.found(terms("harbour"), 3)).count() == 3
    assert len(found("harbour")) == 4


def test_the_index_can_be_filled_anew(ferry):
    index.empty()
    assert found("ferry") == set()
    call_command("rebuild_search", verbosity=0)
    assert found("ferry mole asa") == {ferry.headline}


@pytest.mark.parametrize("rows", [1, 3])
def test_searching_the_list_costs_the_same_for_any_number(
    make_article, staff_client, rows, django_assert_num_queries
):
    for place in range(rows):
        make_article(f"Harbour {place}", slug=f"harbour-{place}")
    staff_client.get(SEARCH)
    with django_assert_num_queries(QUERIES):
        staff_client.get(SEARCH, {"q": "harbour"})


def listed(client, typed):
    response = client.get(SEARCH, {"q": typed})
    assert response.status_code == 200
    return [article.headline for article in response.context["cl"].result_list]
