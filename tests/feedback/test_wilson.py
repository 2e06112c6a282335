"""Wilson's interval: the published figures, and what must hold for every count of votes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.wilson import interval, lower_bound

VOTES = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9))


@pytest.mark.parametrize(
    ("liked", "total", "low", "high"),
    [
        (81, 263, 0.255, 0.366),  # Newcombe 1998, table I, method 3 (Wilson)
        (15, 148, 0.062, 0.161),
        (0, 20, 0.0, 0.161),
        (1, 29, 0.006, 0.172),
    ],
)
def test_published_figures(liked: int, total: int, low: float, high: float) -> None:
    assert interval(liked, total) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


def test_no_votes_say_nothing() -> None:
    assert interval(0, 0) == (0, 1)


@pytest.mark.parametrize(("liked", "total"), [(-1, 3), (4, 3), (0, -1)])
def test_no_share(liked: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        interval(liked, total)


@given(VOTES)
def test_it_lies_within_0_and_1_around_the_share(votes: tuple[int, int]) -> None:
    liked, disliked = votes
    total = liked + disliked
    low, high = interval(liked, total)

    assert 0 <= low < high <= 1
    if total:
        assert low <= liked / total <= high


@given(VOTES)
def test_likes_and_dislikes_mirror_each_other(votes: tuple[int, int]) -> None:
    liked, disliked = votes
    low, high = interval(liked, liked + disliked)
    mirrored = interval(disliked, liked + disliked)

    assert mirrored == (pytest.approx(1 - high, abs=1e-12), pytest.approx(1 - low, abs=1e-12))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_one_more_like_never_lowers_it(liked: int, disliked: int) -> None:
    total = liked + disliked
    assert lower_bound(liked + 1, total + 1) > lower_bound(liked, total)


@given(st.integers(1, 10**4), st.integers(0, 10**4), st.integers(2, 50))
def test_more_votes_of_the_same_share_count_for_more(liked: int, disliked: int, times: int) -> None:
    once, often = (interval(liked * each, (liked + disliked) * each) for each in (1, times))
    assert often[0] > once[0]
    assert often[1] - often[0] < once[1] - once[0]
