"""A suspension bridge, its lamps and a city in the water."""

from __future__ import annotations

import math

from PIL import Image

from ..buildings import Panes, windows
from ..figures import STAND, Look, figure
from ..nature import glitter, mixed, reflect, ripples, stars
from ..outlines import box, curve, ground
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("bridge-at-night")
    sheet.sky(("#0a1330", "#14264f", "#2f4a7c", "#7d6a94", "#e39a7d"), 0, 700)
    sheet.clouds((120, 640), "#3d4f80", (2, 9), 0.42, 2.6, 0.6)
    sheet.clouds((360, 680), "#f0a98a", (2, 14), 0.3, 3, 0.5)
    stars(sheet, 420, 200, "#fff6e0")
    sheet.glow(1000, 150, 260, 260, "#ffe9c4", 0.5)
    sheet.oval(1000, 150, 46, 46, "#fff3d6")
    sheet.clouds((130, 220), "#3d4f80", (3, 3), 0.4, 3, 0.7)
    _skyline(sheet)
    sheet.soft([box(0, 600, WIDTH, 690)], "#ffb98a", 44, 0.4)
    _span(sheet)
    reflect(sheet, 690, HEIGHT, "#0c1a3a", 0.3, 0.62, 10)
    ripples(sheet, (694, HEIGHT), "#0a1636aa", 620)
    ripples(sheet, (694, HEIGHT), "#ffc48a44", 220)
    for x, spread in ((430, 30), (1210, 18), (150, 14), (700, 14), (900, 12), (1420, 14)):
        glitter(sheet, x, (694, 1000), "#ffcf8acc", 70, spread)
    _quay(sheet)
    return sheet.finish(vignette=0.32)


def _skyline(sheet: Sheet) -> None:
    for row, (tone, low, high) in enumerate(
        (("#6a6594", 60, 210), ("#454a7c", 50, 190), ("#232c58", 30, 130))
    ):
        x = -20.0
        while x < WIDTH:
            wide = sheet.rng.uniform(44, 104)
            middle = math.exp(-(((x - 960) / 420) ** 2))
            tall = sheet.rng.uniform(low, high) * (0.55 + 0.9 * middle)
            top = 690 - tall
            sheet.shade(box(x, top, x + wide, 690), (tone, mixed(tone, "#e39a7d", 0.4)))
            if sheet.rng.random() < 0.3:
                sheet.rect(x + wide * 0.46, top - 44, x + wide * 0.5, top, tone)
            if sheet.rng.random() < 0.25:
                sheet.poly([(x, top), (x + wide / 2, top - wide * 0.5), (x + wide, top)], tone)
            panes = Panes(
                mixed(tone, "#0a1330", 0.25), ("#ffd88f", "#ffbf73", "#fff0c4"), 0.34 + 0.08 * row
            )
            grid = (max(3, int(wide / 12)), max(3, int(tall / 14)))
            windows(sheet, (x + 4, top + 6, x + wide - 4, 684), grid, panes, (0.42, 0.4))
            x += wide * sheet.rng.uniform(0.8, 1.15)


def _deck(x: float) -> float:
    """The height of the road at a place across the picture; it rises towards us on the left."""
    return 612 - (1600 - x) * 0.028 - 26 * math.sin(math.pi * (x - 430) / 780) * (430 < x < 1210)


def _span(sheet: Sheet) -> None:
    cables = (
        [(-330, 560), (-60, 530), (200, 360), (430, 130)],
        [(430, 130), (600, 400), (800, 524), (1000, 470), (1210, 268)],
        [(1210, 268), (1360, 440), (1540, 560), (1640, 592)],
    )
    for cable in cables:
        line = curve(cable, steps=30)
        for x, y in line[::2]:
            if y < _deck(x) - 8:
                sheet.line([(x, y), (x, _deck(x))], "#d9b49a88", 1.2)
        sheet.line([(x, y + 4) for x, y in line], "#16204a", 5)
        sheet.line(line, "#f2c79c", 3.4)
        for x, y in line[::3]:
            sheet.oval(x, y - 2, 3.2, 3.2, "#fff3cf")
            sheet.glow(x, y - 2, 20, 20, "#ffb861", 0.7)
    top = [(x, _deck(x)) for x in range(-20, 1640, 10)]
    sheet.poly([*top, *[(x, y + 24 - (x + 20) * 0.006) for x, y in reversed(top)]], "#131c42")
    sheet.line([(x, y + 1) for x, y in top], "#ffc98a", 3)
    sheet.line([(x, y + 20 - x * 0.006) for x, y in top], "#8a6f8a", 2)
    for x in range(-10, 1610, 38):
        y = _deck(x)
        sheet.line([(x, y), (x, y - 24)], "#f2c79c", 1.5)
        sheet.oval(x, y - 25, 3.4, 3.4, "#fff3cf")
        sheet.glow(x, y - 24, 36, 36, "#ffb058", 0.75)
    _pylon(sheet, 430, 108, 30, 700)
    _pylon(sheet, 1210, 252, 20, 694)


def _pylon(sheet: Sheet, x: float, top: float, half: float, foot: float) -> None:
    deck = _deck(x)
    for side in (-1, 1):
        leg = [
            (x + side * half * 0.55 - half * 0.34, top),
            (x + side * half * 0.55 + half * 0.34, top),
            (x + side * half + half * 0.5, foot),
            (x + side * half - half * 0.5, foot),
        ]
        sheet.shade(
            leg,
            ("#4a3f66", "#c98a74", "#ffcf96") if side < 0 else ("#ffcf96", "#a86f70", "#3d3560"),
            True,
        )
    for part in (0.06, 0.36, 0.66):
        y = top + (deck - top) * part
        reach = half * (0.6 + part * 0.4)
        sheet.shade(box(x - reach, y, x + reach, y + half * 0.5), ("#ffd9a2", "#8a5f70"))
    sheet.rect(x - half * 1.2, top - half * 0.2, x + half * 1.2, top + half * 0.14, "#ffd9a2")
    sheet.shade(box(x - half * 2.1, foot - 34, x + half * 2.1, foot), ("#c98a74", "#2b2750"))
    sheet.poly(box(x - half * 2, deck + 2, x + half * 2, deck + 22), "#131c42")
    sheet.glow(x, deck - half * 3, half * 6, half * 9, "#ff9f52", 0.55)
    sheet.oval(x, top - half * 0.5, 4, 4, "#ff5a4a")
    sheet.glow(x, top - half * 0.5, 34, 34, "#ff3a2e", 0.8)


def _quay(sheet: Sheet) -> None:
    kerb = curve([(-20, 930), (230, 952), (520, 1010), (760, 1080)], steps=10)
    sheet.shade(ground(kerb), ("#141a3a", "#090d22"))
    sheet.line(kerb, "#e39a7d88", 3)
    for x, y in kerb[1:-1:3]:
        sheet.rect(x - 2, y - 58, x + 2, y + 2, "#0a0f26")
    for lift in (58, 30):
        sheet.line([(x, y - lift) for x, y in kerb], "#0a0f26", 4)
    sheet.line([(x, y - 61) for x, y in kerb], "#f2b48c99", 1.4)
    coat = Look("#0c1230", "#0a0f26", "#2a2444", "#0a0f26", 0.16, "", "#f2b48c")
    dress = Look("#3a1f3c", "#0a0f26", "#2a2444", "#0a0f26", 0.22, "", "#f2b48c")
    figure(sheet, (150, 968), 216, STAND, coat, 1)
    figure(sheet, (222, 972), 198, STAND, dress, -1)
