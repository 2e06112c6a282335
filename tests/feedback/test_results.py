from collections.abc import Callable

from django.test import Client

from articles.models import Article
from feedback.models import Choice, Entry, Vote
from tests.feedback.conftest import Voter


def test_the_figures(article: Article, make_voter: Callable[[], Voter], client: Client) -> None:
    for choice in ("like", "dislike", "like"):
        make_voter().vote(choice)

    response = client.get(f"/feedback/{article.pk}/results.json")

    assert response["Content-Type"] == "application/json"
    assert response.json() == {"article": article.pk, "liked": 2, "disliked": 1}


def test_before_the_first_vote(article: Article, client: Client) -> None:
    response = client.get(f"/feedback/{article.pk}/results.json")

    assert response.json() == {"article": article.pk, "liked": 0, "disliked": 0}


def test_caches_keep_it_for_seconds(voter: Voter) -> None:
    address = f"/feedback/{voter.article.pk}/results.json"
    first = voter.client.get(address)

    assert first["Cache-Control"] == "public, max-age=5"
    assert not first.cookies
    assert not first.has_header("Vary")
    tag = {"If-None-Match": first["ETag"]}
    assert voter.client.get(address, headers=tag).status_code == 304
    voter.vote("like")
    assert voter.client.get(address, headers=tag).status_code == 200


def test_two_readers_get_the_same(article: Article) -> None:
    address = f"/feedback/{article.pk}/results.json"
    one, two = (
        Client().get(address, headers={"Accept-Language": language}) for language in ("ar", "en")
    )

    assert one.content == two.content
    assert one.headers == two.headers


def test_nobody_can_post(article: Article, client: Client) -> None:
    assert client.post(f"/feedback/{article.pk}/results.json").status_code == 405


def test_queries(article: Article, client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):  # the article, its poll, the tally
        client.get(f"/feedback/{article.pk}/results.json")


def test_scripts_of_other_sites_may_read_it(article: Article, client: Client) -> None:
    address = f"/feedback/{article.pk}/results.json"
    origin = {"Origin": "https://example.org"}
    first = client.get(address, headers=origin)

    assert first["Access-Control-Allow-Origin"] == "*"
    assert not first.has_header("Access-Control-Allow-Credentials")
    again = client.get(address, headers={**origin, "If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"
    assert again["Cache-Control"] == first["Cache-Control"]
    assert not client.get(article.get_absolute_url()).has_header("Access-Control-Allow-Origin")


def test_a_browser_may_ask_before(article: Article, client: Client) -> None:
    response = client.options(f"/feedback/{article.pk}/results.json")

    assert response.status_code == 204
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert not response.has_header("Access-Control-Allow-Credentials")


def test_held_votes_are_not_told(article: Article, client: Client) -> None:
    for number in range(3):
        Vote.objects.cast(article.pk, f"reader-{number}", Choice.LIKE)
    Vote.objects.filter(reader="reader-0").settle(
        article.pk, Entry.Kind.QUARANTINED, None, "too many at once"
    )

    response = client.get(f"/feedback/{article.pk}/results.json")
    assert response.json() == {"article": article.pk, "liked": 2, "disliked": 0}
