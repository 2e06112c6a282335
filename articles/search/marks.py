"""Marks in the index beside the words of a text: what a reader's search is narrowed by.

The newest hits of a word are few among millions, so the index itself must know the language, the
section and the month of what readers have had. No typed word is a mark: they begin with a sign of
Unicode's private use, which both databases take for a letter and ``words`` leaves out.
"""

import datetime

SIGN = "\ue000"
MOST_MONTHS = 24  # of a span that is looked up month by month; a longer one is by years

Choice = tuple[str, ...]  # marks of which a text must have one


def of(language: str, section_id: int, published_at: datetime.datetime | None) -> list[str]:
    """Return the marks of a revision; none for what readers have never had."""
    if published_at is None:
        return []
    day = published_at.astimezone(datetime.UTC)
    return [*in_language(language), *in_section(section_id), _month(day), _year(day)]


def in_language(code: str) -> Choice:
    return (f"{SIGN}l{code.replace('-', '')}",)


def in_section(section_id: int) -> Choice:
    return (f"{SIGN}s{section_id}",)


def between(first: datetime.datetime, last: datetime.datetime) -> Choice:
    """Return the months, or the years, that hold the span; they may reach beyond its ends.

    Takes aware instants; the marks go by UTC.
    """
    first, last = first.astimezone(datetime.UTC), last.astimezone(datetime.UTC)
    months = range(_count(first), _count(last) + 1)
    if len(months) > MOST_MONTHS:
        return tuple(f"{SIGN}y{year}" for year in range(first.year, last.year + 1))
    return tuple(f"{SIGN}m{count // 12:04}{count % 12 + 1:02}" for count in months)


def _count(day: datetime.datetime) -> int:
    return day.year * 12 + day.month - 1


def _month(day: datetime.datetime) -> str:
    return f"{SIGN}m{day.year:04}{day.month:02}"


def _year(day: datetime.datetime) -> str:
    return f"{SIGN}y{day.year}"
