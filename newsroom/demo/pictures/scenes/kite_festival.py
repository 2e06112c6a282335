"""Kites over a beach."""

from __future__ import annotations

import math

from PIL import Image

from ..figures import HOLD_UP, STAND, WALK, Look, figure
from ..nature import grass, mixed, ripples
from ..outlines import Point, curve, ellipse, ground, ridge, turned
from ..painting import Sheet


def paint() -> Image.Image:
    sheet = Sheet("kite-festival")
    sheet.sky(("#1787b8", "#4fb4cf", "#a5dcdc", "#f7efcd"), 0, 800)
    sheet.clouds((60, 560), "#ffffff", (3, 4), 0.4, 5, 0.85, (0, 1, 0))
    sheet.clouds((420, 760), "#fffbe8", (3, 12), 0.4, 5, 0.8)
    sheet.sky(("#4aa7b5", "#8fd0cb"), 776, 848)
    ripples(sheet, (778, 832), "#ffffffaa", 90)
    sheet.shade(
        ground([(1080, 780), (1230, 752), (1420, 742), (1620, 720)], 782), ("#7fb0ac", "#a9cfc0")
    )
    sheet.shade(ground(ridge(sheet.rng, 836, 6, 4, 3)), ("#f6e2ae", "#ecc884", "#d9a565"))
    sheet.poly([(-10, 830), (1610, 826), (1610, 836), (-10, 840)], "#ffffffbb")
    _flyers(sheet)
    line = curve([(-20, 900), (160, 906), (330, 960), (560, 1030), (760, 1080)], steps=18)
    sheet.shade(ground(line), ("#cdbd6d", "#8f9a55", "#58743f"))
    grass(sheet, line, 84, ("#7c8f4a", "#a7ab5c", "#d3c377", "#566f3e"), 420)
    line = curve([(1200, 1090), (1380, 1010), (1500, 980), (1620, 960)], steps=18)
    sheet.shade(ground(line), ("#d3c377", "#8f9a55"))
    grass(sheet, line, 66, ("#7c8f4a", "#a7ab5c", "#d3c377"), 220)
    return sheet.finish()


KITES: tuple[tuple[Point, float, float, tuple[str, str, str], Point], ...] = (
    ((520, 300), 210, 24, ("#e8412f", "#ffb52e", "#fff3d6"), (700, 812)),
    ((1120, 196), 120, -18, ("#5b3f9c", "#f2698d", "#fff3d6"), (1006, 826)),
    ((1350, 430), 88, 12, ("#f2a51e", "#e8412f", "#fff3d6"), (1250, 812)),
    ((860, 470), 74, -26, ("#1c6d5f", "#c7dc55", "#fff3d6"), (880, 806)),
    ((210, 506), 82, 30, ("#16416f", "#3fc0cf", "#fff3d6"), (420, 800)),
    ((830, 120), 58, 16, ("#d93a6a", "#ffd24a", "#fff3d6"), (1110, 800)),
    ((1500, 180), 54, -20, ("#16416f", "#ff8a3c", "#fff3d6"), (1400, 800)),
    ((90, 190), 46, 10, ("#d93a6a", "#fff3d6", "#ffd24a"), (300, 796)),
)


def _flyers(sheet: Sheet) -> None:
    for index, (at, size, tilt, colours, foot) in enumerate(KITES):
        tall = 96 if foot[1] < 805 else 128 if foot[1] < 820 else 150
        facing = 1 if at[0] > foot[0] else -1
        hand = (foot[0] + facing * tall * 0.13, foot[1] + tall * 0.2)
        slack = ((at[0] + hand[0]) / 2 + facing * -26, (at[1] + hand[1]) / 2 + 60)
        sheet.line(curve([hand, slack, at], steps=20), "#ffffffbb", 1.4)
        _kite(sheet, at, size, tilt, colours)
        sheet.soft(
            [ellipse(foot[0] - tall * 0.5, foot[1] + tall, tall * 0.5, 6)], "#9c6b45", 4, 0.6
        )
        coat = ("#d9483b", "#1f4d73", "#f0b53c", "#2f7a6b", "#6a3f78")[index % 5]
        look = Look(coat, "#2b3a55", "#a56b50", "#33232c", 0.1 * (index % 2), "", "#fff0c8")
        figure(sheet, (foot[0], foot[1] + tall), tall, HOLD_UP, look, facing)
    for x, y, tall, pose, coat in (
        (560, 914, 92, STAND, "#f5efe0"),
        (612, 920, 60, STAND, "#e8743b"),
        (1150, 900, 86, WALK, "#7a4d8c"),
    ):
        sheet.soft([ellipse(x - tall * 0.5, y, tall * 0.5, 4)], "#9c6b45", 3, 0.6)
        figure(sheet, (x, y), tall, pose, Look(coat, "#2b3a55", "#a56b50", "#33232c", 0.08))


def _kite(sheet: Sheet, at: Point, size: float, tilt: float, colours: tuple[str, str, str]) -> None:
    x, y = at
    top, left, right, tail = turned(
        [
            (x, y - size * 0.55),
            (x - size * 0.48, y - size * 0.1),
            (x + size * 0.48, y - size * 0.1),
            (x, y + size * 0.75),
        ],
        at,
        tilt,
    )
    cross = turned([(x, y - size * 0.1)], at, tilt)[0]
    ribbon = [
        (
            tail[0] + math.sin(step * 0.52) * size * 0.13 - tilt * step * size * 0.0023,
            tail[1] + step * size * 0.068,
        )
        for step in range(16)
    ]
    sheet.line(curve(ribbon, steps=4), "#ffffffdd", max(1.4, size * 0.012))
    for index, knot in enumerate(ribbon[2::2]):
        bow = [
            (knot[0] - size * 0.075, knot[1] - size * 0.04),
            (knot[0] + size * 0.075, knot[1] + size * 0.04),
            (knot[0] + size * 0.075, knot[1] - size * 0.04),
            (knot[0] - size * 0.075, knot[1] + size * 0.04),
        ]
        sheet.poly(turned(bow, knot, index * 27 % 60 - 30), colours[index % 2])
    one, two, light = colours
    sheet.shade([top, left, cross], (mixed(one, "#ffffff", 0.2), one))
    sheet.shade([top, cross, right], (two, mixed(two, "#ffffff", 0.25)))
    sheet.shade([left, cross, tail], (two, mixed(two, "#3a1530", 0.25)))
    sheet.shade([right, cross, tail], (one, mixed(one, "#3a1530", 0.2)))
    inner = [
        (cross[0] + (px - cross[0]) * 0.42, cross[1] + (py - cross[1]) * 0.42)
        for px, py in (top, right, tail, left)
    ]
    sheet.poly(inner, light)
    sheet.line([top, tail], "#3a1530aa", max(1, size * 0.009))
    sheet.line([left, right], "#3a1530aa", max(1, size * 0.009))
