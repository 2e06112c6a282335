"""Houses, windows, awnings, and the plain perspective that streets and halls share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .nature import mixed
from .outlines import Point, box, curve
from .painting import Sheet


@dataclass(frozen=True)
class Camera:
    """A pinhole camera in metres: x to the right, y up from the ground, z into the picture."""

    x: float
    y: float
    focal: float
    eye: float

    def at(self, x: float, y: float, z: float) -> Point:
        return self.x + self.focal * x / z, self.y - self.focal * (y - self.eye) / z

    def scale(self, z: float) -> float:
        """Pixels to the metre at a distance."""
        return self.focal / z

    def floor(self, x0: float, x1: float, z0: float, z1: float, y: float = 0) -> list[Point]:
        return [self.at(x0, y, z0), self.at(x1, y, z0), self.at(x1, y, z1), self.at(x0, y, z1)]

    def side(self, x: float, y0: float, y1: float, z0: float, z1: float) -> list[Point]:
        """A piece of a wall that runs away from the viewer."""
        return [self.at(x, y0, z0), self.at(x, y1, z0), self.at(x, y1, z1), self.at(x, y0, z1)]

    def front(self, x0: float, x1: float, y0: float, y1: float, z: float) -> list[Point]:
        """A rectangle facing the viewer."""
        return [self.at(x0, y0, z), self.at(x0, y1, z), self.at(x1, y1, z), self.at(x1, y0, z)]


@dataclass(frozen=True)
class Panes:
    """How a wall's windows look; ``lit`` is the share of them with a light on."""

    dark: str
    lights: tuple[str, ...]
    lit: float
    frame: str = ""


def windows(
    sheet: Sheet,
    area: tuple[float, float, float, float],
    grid: tuple[int, int],
    panes: Panes,
    fill: tuple[float, float] = (0.5, 0.62),
) -> None:
    """A regular grid of sash windows over a flat wall."""
    x0, y0, x1, y1 = area
    wide, tall = (x1 - x0) / grid[0], (y1 - y0) / grid[1]
    for row in range(grid[1]):
        for column in range(grid[0]):
            left = x0 + wide * (column + (1 - fill[0]) / 2)
            top = y0 + tall * (row + (1 - fill[1]) / 2)
            right, bottom = left + wide * fill[0], top + tall * fill[1]
            lit = sheet.rng.random() < panes.lit
            if panes.frame:
                rim = max(1, wide * 0.05)
                sheet.rect(left - rim, top - rim, right + rim, bottom + rim * 1.6, panes.frame)
            sheet.rect(
                left, top, right, bottom, sheet.rng.choice(panes.lights) if lit else panes.dark
            )
            if panes.frame:
                middle, bar = (left + right) / 2, max(0.8, wide * 0.016)
                sheet.rect(middle - bar, top, middle + bar, bottom, panes.frame)
                third = top + (bottom - top) * 0.4
                sheet.rect(left, third - bar, right, third + bar, panes.frame)


def gable_house(
    sheet: Sheet,
    area: tuple[float, float, float, float],
    wall: Sequence[str],
    kind: str,
    trim: str,
    panes: Panes,
    grid: tuple[int, int] = (3, 3),
    shop: float = 0.0,
) -> None:
    """A town house with a stepped, bell, pitched or flat (cornice) gable above its windows.

    ``area`` runs from the eaves to the street; the gable rises above it. ``shop`` leaves that share
    of the height at the bottom free of windows.
    """
    x0, y0, x1, y1 = area
    half, middle = (x1 - x0) / 2, (x0 + x1) / 2
    top = _gable(kind, middle, y0, half)
    outline = [(x0, y1), (x0, y0), *top, (x1, y0), (x1, y1)]
    sheet.shade(outline, wall, True)
    sheet.texture(outline, mixed(wall[-1], "#20203a", 0.4), (5, 9), 0.25, 0.25)
    sheet.line([(x0, y0), *top, (x1, y0)], trim, max(2, half * 0.035))
    sheet.rect(x0, y0 + half * 0.06, x1, y0 + half * 0.1, trim)
    if kind != "flat":
        hole = half * 0.13
        sheet.poly(
            box(middle - hole, y0 - half * 0.34, middle + hole, y0 - half * 0.04), panes.dark
        )
    street = y1 - (y1 - y0) * shop
    windows(sheet, (x0 + half * 0.1, y0 + half * 0.14, x1 - half * 0.1, street), grid, panes)
    sheet.rect(x0 - 1, y0 - 2, x0 + 1.5, y1, mixed(wall[-1], "#1a1830", 0.6))


def _gable(kind: str, middle: float, y: float, half: float) -> list[Point]:
    if kind == "step":
        left: list[Point] = []
        for step in range(4):
            x, rise = middle - half * (0.86 - step * 0.22), y - half * 0.2 * (step + 1)
            left += [(x, rise + half * 0.2), (x, rise)]
        return [*left, *[(2 * middle - x, level) for x, level in reversed(left)]]
    if kind == "bell":
        left = curve(
            [
                (middle - half * 0.94, y - half * 0.04),
                (middle - half * 0.62, y - half * 0.18),
                (middle - half * 0.48, y - half * 0.52),
                (middle - half * 0.4, y - half * 0.78),
                (middle, y - half * 0.94),
            ]
        )
        return [*left, *[(2 * middle - x, level) for x, level in reversed(left)]]
    if kind == "pitch":
        return [(middle, y - half * 0.85)]
    return [
        (middle - half * 1.03, y - half * 0.02),
        (middle - half * 1.03, y - half * 0.12),
        (middle + half * 1.03, y - half * 0.12),
        (middle + half * 1.03, y - half * 0.02),
    ]


def awning(
    sheet: Sheet,
    top: tuple[float, float, float],
    drop: float,
    flare: float,
    colours: tuple[str, str],
    stripes: int = 9,
) -> None:
    """A striped awning with a scalloped edge; ``top`` is left, right and y of its upper edge."""
    x0, x1, y = top
    wide = (x1 - x0) / stripes
    low = (x1 - x0 + 2 * flare) / stripes
    for index in range(stripes):
        colour = colours[index % 2]
        a, b = x0 + wide * index, x0 + wide * (index + 1)
        c, d = x0 - flare + low * index, x0 - flare + low * (index + 1)
        sheet.shade(
            [(a, y), (b, y), (d, y + drop), (c, y + drop)],
            (mixed(colour, "#ffffff", 0.12), colour, mixed(colour, "#2a1a3a", 0.12)),
        )
        hem = mixed(colour, "#2a1a3a", 0.24)
        sheet.rect(c, y + drop, d, y + drop + low * 0.22, hem)
        sheet.oval((c + d) / 2, y + drop + low * 0.22, low / 2, low * 0.26, hem)


def lamp_post(sheet: Sheet, foot: Point, tall: float, colour: str, light: str) -> None:
    """An old street lamp with its glow."""
    x, y = foot
    head = y - tall
    sheet.limb((x, y), (x, head), tall * 0.026, tall * 0.014, colour)
    sheet.limb((x, y), (x, y - tall * 0.16), tall * 0.045, tall * 0.03, colour)
    half = tall * 0.04
    sheet.poly(
        [
            (x - half * 0.6, head),
            (x + half * 0.6, head),
            (x + half, head - half * 2.4),
            (x - half, head - half * 2.4),
        ],
        light,
    )
    sheet.poly(
        [
            (x - half * 1.3, head - half * 2.4),
            (x, head - half * 3.6),
            (x + half * 1.3, head - half * 2.4),
        ],
        colour,
    )
    sheet.glow(x, head - half, tall * 0.42, tall * 0.42, light, 0.6)
