import pytest

from articles.reading_time import reading_minutes, word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("One two\n\nthree", 3),
        ("— one – two …", 2),
        ("don’t well-known 1,900", 3),
        ("في السادسة وعشر دقائق", 4),
        ("مَرْحَبًا", 1),
    ],
)
def test_words_are_what_spaces_part(text: str, words: int) -> None:
    assert word_count(text) == words


@pytest.mark.parametrize(
    ("words", "language", "minutes"),
    [(0, "en", 0), (1, "en", 1), (238, "en", 1), (239, "en", 2), (144, "ar", 1), (145, "ar", 2)],
)
def test_minutes_are_rounded_up(words: int, language: str, minutes: int) -> None:
    assert reading_minutes(words, language) == minutes


def test_an_unknown_language_is_read_like_english() -> None:
    assert reading_minutes(238, "xx") == 1
