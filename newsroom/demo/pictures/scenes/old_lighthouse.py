"""A lighthouse and its keeper's cottage after sunset."""

from __future__ import annotations

import math

from PIL import Image

from ..nature import gull, mixed, ripples
from ..outlines import Point, box, curve, ellipse, ground, ridge, rock
from ..painting import Sheet


def paint() -> Image.Image:
    sheet = Sheet("old-lighthouse")
    sheet.sky(("#0f1f3d", "#273a68", "#6c4f86", "#c9667c", "#f39b6d"), 0, 720)
    sheet.clouds((60, 420), "#141f40", (2, 7), 0.42, 2.4, 0.7)
    sheet.clouds((330, 640), "#ffb37c", (2, 16), 0.36, 4, 0.65)
    sheet.clouds((420, 690), "#5a3f6f", (2, 12), 0.4, 4, 0.6)
    lamp = (1066, 226)
    _beams(sheet, lamp)
    sheet.sky(("#b0647c", "#4b4470", "#1b2f55", "#0c1c38"), 716, 1067)
    sheet.shade(box(0, 718, 1100, 820), ("#f39b6d",), True, (0.1, 0.5, 0.2))
    isle = curve([(-20, 690), (120, 694), (250, 676), (380, 690), (470, 702), (560, 720)], steps=16)
    sheet.shade(ground(isle, 719), ("#5d4a72", "#7a567a"))
    _headland(sheet)
    _tower(sheet, lamp)
    _swell(sheet)
    for x, y, span in ((820, 330, 20), (760, 300, 14), (880, 392, 12), (700, 366, 10)):
        gull(sheet, (x, y), span, "#1a2140", 0.08)
    return sheet.finish()


def _beams(sheet: Sheet, lamp: Point) -> None:
    x, y = lamp
    for reach, drop, wide, strength in ((-1150, -80, 120, 0.42), (640, -50, 76, 0.36)):
        for part in (1, 0.72, 0.5):
            end = [(x + reach, y + drop - wide * part), (x + reach, y + drop + wide * part)]
            strengths = (0, strength * 0.55) if reach < 0 else (strength * 0.55, 0)
            sheet.shade([(x, y), *end], ("#ffe9a8",), True, strengths)


def _headland(sheet: Sheet) -> None:
    top = curve(
        [
            (690, 780),
            (760, 716),
            (850, 690),
            (905, 640),
            (1010, 622),
            (1160, 618),
            (1290, 632),
            (1420, 600),
            (1620, 560),
        ],
        steps=14,
    )
    top = [(x, y + sheet.rng.uniform(-3, 3)) for x, y in top]
    land = ground(top, 900)
    sheet.shade(land, ("#43445f", "#262c4b", "#121a33"))
    sheet.texture(land, "#0c1530", (18, 5), 0.45, 0.75)
    sheet.texture(land, "#c2707a", (26, 9), 0.22, 0.4)
    sheet.poly([*top, *[(x, y + 9 + 6 * math.sin(x / 37)) for x, y in reversed(top)]], "#5f7263")
    _cottage(sheet, 1236, 622)


def _cottage(sheet: Sheet, x: float, y: float) -> None:
    sheet.shade(
        [(x, y + 12), (x, y - 62), (x + 170, y - 62), (x + 170, y + 8)],
        ("#f0c9b0", "#8e7f98"),
        True,
    )
    sheet.shade(
        [(x - 12, y - 60), (x + 22, y - 112), (x + 150, y - 112), (x + 184, y - 60)],
        ("#7a3d4c", "#3f2a45"),
    )
    for chimney in (34, 122):
        sheet.rect(x + chimney, y - 138, x + chimney + 20, y - 108, "#5b4560")
    for window in (22, 62, 128):
        sheet.rect(x + window, y - 42, x + window + 20, y - 16, "#ffd27a")
        sheet.rect(x + window + 9, y - 42, x + window + 11, y - 16, "#6b4a55")
        sheet.glow(x + window + 10, y - 28, 60, 60, "#ff9d45", 0.5)
    sheet.rect(x + 94, y - 44, x + 116, y + 8, "#35506a")


def _tower(sheet: Sheet, lamp: Point) -> None:
    x, y = lamp
    shell = [(x - 38, y + 46), (x + 38, y + 46), (x + 62, 630), (x - 62, 630)]
    sheet.shade(shell, ("#fbe6cf", "#f3d3bd", "#b595a6", "#6a5f86"), True)
    for low, high in ((0.2, 0.4), (0.62, 0.82)):
        rows = [(y + 46 + (584 - y) * p, 38 + 24 * p) for p in (low, high)]
        (top, a), (bottom, b) = rows
        band = [
            (x - a, top),
            (x, top + 9),
            (x + a, top),
            (x + b, bottom),
            (x, bottom + 11),
            (x - b, bottom),
        ]
        sheet.shade(band, ("#d9503f", "#c23f3c", "#7c2c44", "#4f2343"), True)
    sheet.texture(shell, "#55496f", (8, 26), 0.25, 0.35)
    for part in (0.1, 0.5, 0.9):
        row = y + 46 + (560 - y) * part
        sheet.rect(x - 16, row, x - 2, row + 24, "#2d2c4c")
    sheet.shade(
        [(x - 56, y + 30), (x + 56, y + 30), (x + 40, y + 50), (x - 40, y + 50)],
        ("#4a4f72", "#232946"),
        True,
    )
    sheet.rect(x - 28, y - 30, x + 28, y + 30, "#fff0b8")
    sheet.glow(x, y, 330, 330, "#ffdf8e", 0.85)
    sheet.glow(x, y, 110, 110, "#fff3c8", 1)
    for bar in (-28, -10, 8, 26):
        sheet.rect(x + bar, y - 30, x + bar + 2.5, y + 30, "#332f4c")
    for post in range(-56, 57, 14):
        sheet.rect(x + post - 1, y + 8, x + post + 1, y + 32, "#232946")
    sheet.rect(x - 57, y + 7, x + 57, y + 10, "#232946")
    dome = [
        (x - 36, y - 28),
        *curve(
            [(x - 30, y - 40), (x - 16, y - 62), (x, y - 68), (x + 16, y - 62), (x + 30, y - 40)]
        ),
        (x + 36, y - 28),
    ]
    sheet.shade(dome, ("#c9463d", "#8c3040", "#4b2140"), True)
    sheet.rect(x - 2, y - 98, x + 2, y - 66, "#2a2440")


def _swell(sheet: Sheet) -> None:
    ripples(sheet, (722, 860), "#f7a97c99", 130, (0, 760))
    tones = ("#3a4a78", "#2b3d6b", "#1f305a", "#152548", "#0c1a36")
    for index, tone in enumerate(tones):
        y = 766 + index * 62
        line = ridge(sheet.rng, y, 16 + index * 6, 6 - index * 0.6, 3)
        sheet.shade(ground(line, y + 150), (mixed(tone, "#e58d78", 0.34), tone, tone))
        crest = [(x, y + 3 + 4 * math.sin(x / (31 + 9 * index)) ** 2) for x, y in line]
        sheet.poly([*line, *reversed(crest)], "#ffd0b4aa")
        ripples(sheet, (y + 14, y + 70), "#f2a58a4d", 70)
        if index in (0, 1, 2):
            _surf(sheet, 770 + index * 150, y + 6)
    sheet.glow(1000, 850, 420, 90, "#ffdf8e", 0.25)


def _surf(sheet: Sheet, x: float, y: float) -> None:
    """Rocks at the foot of the headland, in foam."""
    for _ in range(5):
        wide = sheet.rng.uniform(34, 84)
        middle = x + sheet.rng.uniform(-60, 560)
        shape = rock(sheet.rng, middle, y + 14, wide, wide * 0.6)
        sheet.shade(shape, ("#6a5f7c", "#232a4c", "#0c1530"))
    spray = [
        (x + sheet.rng.uniform(-80, 700), y + 22 - abs(sheet.rng.gauss(0, 8))) for _ in range(40)
    ]
    sheet.soft([ellipse(*drop, 36, 5) for drop in spray], "#ffe6da", 4, 0.6)
    for drop in spray[::2]:
        sheet.oval(drop[0], drop[1] - 14, 2.2, 1.8, "#ffe6daaa")
