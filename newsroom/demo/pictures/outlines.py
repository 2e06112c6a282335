"""Outlines as plain lists of points: curves, ridges, rocks, ellipses."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

Point = tuple[float, float]
Outline = Sequence[Point]


def bounds(points: Outline) -> tuple[float, float, float, float]:
    """The smallest box around the points."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def box(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """An upright rectangle."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def ellipse(x: float, y: float, rx: float, ry: float, steps: int = 40) -> list[Point]:
    """An ellipse as a polygon."""
    turns = (2 * math.pi * step / steps for step in range(steps))
    return [(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]


def dome(x: float, y: float, rx: float, ry: float, steps: int = 40) -> list[Point]:
    """The upper half of an ellipse, from its left end on the base line ``y`` to its right end."""
    turns = (math.pi * (1 + step / steps) for step in range(steps + 1))
    return [(x + rx * math.cos(turn), y + ry * math.sin(turn)) for turn in turns]


def arch(x0: float, x1: float, top: float, bottom: float) -> list[Point]:
    """A round-headed opening standing on its bottom edge."""
    middle, radius = (x0 + x1) / 2, (x1 - x0) / 2
    turns = (math.pi * (1 + step / 24) for step in range(25))
    head = [(middle + radius * math.cos(t), top + radius + radius * math.sin(t)) for t in turns]
    return [(x0, bottom), *head, (x1, bottom)]


def curve(points: Outline, closed: bool = False, steps: int = 12) -> list[Point]:
    """A smooth (Catmull-Rom) line through the points."""
    count = len(points)
    smooth: list[Point] = []
    for index in range(count if closed else count - 1):
        if closed:
            four = [points[(index + shift) % count] for shift in (-1, 0, 1, 2)]
        else:
            four = [points[max(0, min(count - 1, index + shift))] for shift in (-1, 0, 1, 2)]
        smooth += [_spline(four, step / steps) for step in range(steps)]
    return smooth if closed else [*smooth, points[-1]]


def _spline(four: Sequence[Point], t: float) -> Point:
    a, b, c, d = four

    def along(p: float, q: float, r: float, s: float) -> float:
        bend = (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3
        return 0.5 * (2 * q + (r - p) * t + bend)

    return along(a[0], b[0], c[0], d[0]), along(a[1], b[1], c[1], d[1])


def ridge(
    rng: Random,
    y: float,
    swing: float,
    waves: float,
    octaves: int = 4,
    span: tuple[float, float] = (-10, 1610),
    step: float = 5,
) -> list[Point]:
    """A rolling line from left to right around ``y``; more octaves make it craggier."""
    left, right = span
    tables = [[rng.uniform(-1, 1) for _ in range(64)] for _ in range(octaves)]
    start = rng.uniform(0, 40)
    line: list[Point] = []
    for index in range(int((right - left) / step) + 1):
        x = left + index * step
        where = (x - left) / 1600 * waves
        lift = sum(
            _wander(table, start + where * 2**octave) * 0.5**octave
            for octave, table in enumerate(tables)
        )
        line.append((x, y + lift * swing))
    return line


def _wander(table: Sequence[float], where: float) -> float:
    low = math.floor(where)
    part = where - low
    part = part * part * (3 - 2 * part)
    return table[low % 64] * (1 - part) + table[(low + 1) % 64] * part


def ground(line: Outline, bottom: float = 1080) -> list[Point]:
    """Everything under a line, down to the bottom."""
    return [*line, (line[-1][0], bottom), (line[0][0], bottom)]


def rock(rng: Random, x: float, y: float, rx: float, ry: float, corners: int = 11) -> list[Point]:
    """An angular boulder, flatter below than above."""
    points: list[Point] = []
    for corner in range(corners):
        turn = 2 * math.pi * (corner + rng.uniform(-0.3, 0.3)) / corners
        far = rng.uniform(0.78, 1.08)
        drop = math.sin(turn) * (0.45 if math.sin(turn) > 0 else 1)
        points.append((x + rx * far * math.cos(turn), y + ry * far * drop))
    return points


def turned(points: Outline, centre: Point, angle: float) -> list[Point]:
    """The points turned about a centre; angle in degrees, clockwise on the page."""
    sin, cos = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    return [
        (
            centre[0] + (x - centre[0]) * cos - (y - centre[1]) * sin,
            centre[1] + (x - centre[0]) * sin + (y - centre[1]) * cos,
        )
        for x, y in points
    ]
