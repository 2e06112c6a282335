"""Turbines at sea, with the boat that serves them."""

from __future__ import annotations

import math

from PIL import Image

from ..nature import glitter, gull, ripples
from ..outlines import Point
from ..painting import Sheet


def paint() -> Image.Image:
    sheet = Sheet("wind-turbines-offshore")
    sheet.sky(("#2f8fb0", "#6cbcc8", "#b9e0d6", "#f6efcf"), 0, 700)
    sheet.clouds((30, 420), "#ffffff", (3, 6), 0.42, 3.2, 0.9, (0.3, 1, 0))
    sheet.clouds((300, 660), "#fff6dc", (2, 14), 0.4, 3, 0.75)
    sheet.glow(260, 640, 900, 560, "#fff2b8", 0.6)
    sheet.sky(("#bfe2d8", "#58aab4", "#1f7590", "#0e4b6c"), 696, 1067)
    sheet.clouds((640, 730), "#fff7df", (2, 3), 0.7, 2, 0.7)
    far = ((90, 84), (190, 92), (320, 104), (455, 116), (1500, 96), (1410, 106), (1560, 88))
    for x, tall in far:
        _turbine(sheet, x, 700, tall, "#8fc0c6", "#a9d0d2")
    for x, tall, water in ((640, 180, 708), (1310, 210, 714), (860, 255, 722)):
        _turbine(sheet, x, water, tall, "#e9f1ea", "#79adb9")
    ripples(sheet, (700, 780), "#ffffff66", 260)
    ripples(sheet, (720, 1067), "#0e4b6c88", 420)
    ripples(sheet, (705, 1067), "#e9fbf299", 300)
    glitter(sheet, 260, (702, 1067), "#fffbe0cc", 330, 150)
    _turbine(sheet, 1080, 800, 560, "#fffdf3", "#9dbfc8")
    sheet.soft([[(1040, 803), (1120, 803), (1170, 1060), (1080, 1060)]], "#0e4b6c", 12, 0.35)
    for row in range(40):
        y, sway = 806 + row * 6.4, sheet.rng.gauss(0, 4 + row * 0.2)
        half = sheet.rng.uniform(5, 17)
        sheet.poly(
            [
                (1080 + sway - half, y),
                (1080 + sway, y - 2),
                (1080 + sway + half, y),
                (1080 + sway, y + 2),
            ],
            "#fdf9e6aa",
        )
    _workboat(sheet, 420, 868)
    for x, y, span in ((300, 300, 26), (380, 260, 18), (250, 236, 14), (720, 470, 13)):
        gull(sheet, (x, y), span, "#ffffff", 0.1)
    return sheet.finish()


def _turbine(sheet: Sheet, x: float, water: float, tall: float, light: str, shadow: str) -> None:
    hub = (x, water - tall)
    foot, head = tall * 0.027, tall * 0.013
    sheet.shade(
        [(x - foot, water), (x - head, hub[1]), (x + head, hub[1]), (x + foot, water)],
        (light, light, shadow),
        True,
    )
    sheet.shade(
        [
            (x - foot * 1.4, water + tall * 0.01),
            (x - foot * 1.4, water - tall * 0.07),
            (x + foot * 1.4, water - tall * 0.07),
            (x + foot * 1.4, water + tall * 0.01),
        ],
        ("#ffd24a", "#e0963a"),
        True,
    )
    sheet.limb(
        (x - tall * 0.02, hub[1]), (x + tall * 0.045, hub[1]), tall * 0.034, tall * 0.026, shadow
    )
    start = sheet.rng.uniform(0, 120)
    for blade in range(3):
        _blade(sheet, hub, tall * 0.56, start + blade * 120, light, shadow)
    sheet.oval(*hub, tall * 0.019, tall * 0.019, light)


def _blade(sheet: Sheet, hub: Point, length: float, angle: float, light: str, shadow: str) -> None:
    dx, dy = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def at(along: float, across: float) -> Point:
        return (
            hub[0] + (dx * along - dy * across) * length,
            hub[1] + (dy * along + dx * across) * length,
        )

    sheet.poly(
        [
            at(0, -0.014),
            at(0.16, -0.03),
            at(1, -0.002),
            at(1, 0.004),
            at(0.3, 0.03),
            at(0.12, 0.036),
            at(0, 0.016),
        ],
        light,
    )
    sheet.poly(
        [at(0.05, 0.012), at(1, 0.002), at(1, 0.004), at(0.3, 0.03), at(0.12, 0.036)], shadow
    )


def _workboat(sheet: Sheet, x: float, y: float) -> None:
    sheet.soft(
        [[(x - 120, y + 4), (x + 120, y + 4), (x + 90, y + 40), (x - 90, y + 40)]],
        "#0b3a58",
        7,
        0.6,
    )
    sheet.shade(
        [(x - 104, y - 34), (x + 132, y - 44), (x + 104, y + 8), (x - 96, y + 8)],
        ("#e2552f", "#a93424"),
    )
    sheet.rect(x - 102, y - 30, x + 118, y - 24, "#fff3dd")
    sheet.shade(
        [(x - 20, y - 40), (x - 14, y - 92), (x + 62, y - 92), (x + 78, y - 40)],
        ("#fffaf0", "#c8d6d6"),
        True,
    )
    for left in (-4, 22, 46):
        sheet.rect(x + left, y - 84, x + left + 18, y - 64, "#24506a")
    sheet.line([(x + 22, y - 92), (x + 22, y - 136)], "#2d4a5c", 3)
    sheet.line([(x + 6, y - 120), (x + 38, y - 120)], "#2d4a5c", 2)
    sheet.rect(x - 88, y - 52, x - 40, y - 34, "#f0b43c")
    for _ in range(46):
        sheet.oval(
            x + sheet.rng.uniform(-250, 130),
            y + 10 + sheet.rng.gauss(0, 4),
            sheet.rng.uniform(4, 20),
            sheet.rng.uniform(1, 3),
            "#ffffffaa",
        )
