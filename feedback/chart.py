"""Votes over time as the co-ordinates of a picture: likes above a line, dislikes below it.

Pure arithmetic in whole pixels; a template draws it. Time runs from left to right in every
language, as on all the newsroom's charts.
"""

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 28, 34
MOST_BARS = 62
LABEL = 80  # pixels
ROUND = (0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100)


class Step(Enum):
    """How much time one bar stands for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Count:
    """The votes that were cast in one step of time, which begins at ``start``."""

    start: datetime.datetime
    liked: int
    disliked: int


@dataclass(frozen=True)
class Bar:
    """A column for one count: x and width, and for each side of the line y and height."""

    count: Count
    x: int
    width: int
    up: int
    up_height: int
    down: int
    down_height: int
    labelled: bool


@dataclass(frozen=True)
class Rule:
    """A line across: its height in the picture and the number of votes that it stands for."""

    y: int
    votes: int


@dataclass(frozen=True)
class Mark:
    """An upright line at an instant of its own, such as a correction."""

    x: int
    number: int
    at: datetime.datetime


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    rules: list[Rule]
    marks: list[Mark]
    line: int
    step: Step
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def step_for(first: datetime.datetime, last: datetime.datetime) -> Step:
    """Return the finest step with which the time between the two fits into one picture."""
    hours = (last - first).total_seconds() / 3600
    for step, length in ((Step.HOUR, 1), (Step.DAY, 24), (Step.WEEK, 24 * 7)):
        if hours / length <= MOST_BARS - 2:
            return step
    return Step.MONTH


def floor(at: datetime.datetime, step: Step) -> datetime.datetime:
    """Return the beginning of the step in which the instant lies, in the instant's time zone."""
    if step is Step.HOUR:
        return at.replace(minute=0, second=0, microsecond=0)
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if step is Step.WEEK:
        return day - datetime.timedelta(days=day.weekday())
    return day.replace(day=1) if step is Step.MONTH else day


def after(start: datetime.datetime, step: Step) -> datetime.datetime:
    """Return the beginning of the next step. Days are days of the calendar, 23 to 25 hours long."""
    if step is Step.HOUR:
        real = start.astimezone(datetime.UTC) + datetime.timedelta(hours=1)
        return real.astimezone(start.tzinfo)
    if step is Step.MONTH:
        return (start.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
    return start + datetime.timedelta(days=7 if step is Step.WEEK else 1)


def fill(
    counts: Iterable[Count], first: datetime.datetime, last: datetime.datetime, step: Step
) -> list[Count]:
    """Return a count for every step between the two instants, the empty ones included."""
    known = {count.start: count for count in counts}
    start, end = floor(first, step), floor(last, step)
    filled = []
    while start <= end:
        filled.append(known.get(start) or Count(start, 0, 0))
        start = after(start, step)
    return filled


def draw(counts: Sequence[Count], step: Step, marks: Sequence[datetime.datetime] = ()) -> Chart:
    """Place the counts and marks; ``counts`` follow each other without a gap and are not empty."""
    most_up = _round_up(max(count.liked for count in counts))
    most_down = _round_up(max(count.disliked for count in counts))
    space = HEIGHT - TOP - BOTTOM
    per_vote = space / max(1, most_up + most_down)
    line = TOP + round(most_up * per_vote)
    column = (WIDTH - LEFT - RIGHT) / len(counts)
    width = max(2, math.floor(column * 0.72)) if column < 60 else 44
    every = max(1, math.ceil(LABEL / column))
    bars = []
    for place, count in enumerate(counts):
        up, down = round(count.liked * per_vote), round(count.disliked * per_vote)
        x = LEFT + round(column * place + (column - width) / 2)
        labelled = place % every == 0 and x + LABEL <= WIDTH
        bars.append(Bar(count, x, width, line - up, up, line, down, labelled))
    heights = [(most_up, line - round(most_up * per_vote)), (0, line)]
    if most_down:
        heights.append((most_down, line + round(most_down * per_vote)))
    rules = [Rule(y, votes) for votes, y in heights]
    return Chart(bars, rules, _marks(counts, step, marks, column), line, step)


def _marks(
    counts: Sequence[Count], step: Step, marks: Sequence[datetime.datetime], column: float
) -> list[Mark]:
    begin, end = counts[0].start, after(counts[-1].start, step)
    span = (end - begin).total_seconds()
    placed = []
    for number, at in enumerate(marks, start=1):
        if begin <= at <= end:
            share = (at - begin).total_seconds() / span
            placed.append(Mark(LEFT + round(share * column * len(counts)), number, at))
    return placed


def _round_up(votes: int) -> int:
    """Return the next number that reads well on an axis: 1 to 6, 8, 10, 12, 15, 20, …; 0 stays."""
    size = 10 ** max(0, len(str(votes)) - 2)
    return next(size * each for each in ROUND if size * each >= votes)
