"""Roof behind roof at sunset, with a cat."""

from __future__ import annotations

from PIL import Image

from ..buildings import Panes, windows
from ..nature import gull, mixed, sun
from ..outlines import Point, box, curve, dome, ground, ridge
from ..painting import WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("city-rooftops")
    sheet.sky(("#4a5f95", "#9a7fa6", "#f0988a", "#ffcb8a", "#ffe9b4"), 0, 640)
    sheet.clouds((30, 420), "#ffb79a", (2, 9), 0.42, 3.2, 0.75)
    sheet.clouds((120, 520), "#7f6c9c", (2, 11), 0.36, 4, 0.5)
    sun(sheet, (1120, 470), 52, "#fff6d8", "#ffb86a", 640)
    sheet.shade(ground(ridge(sheet.rng, 500, 22, 3, 4), 700), ("#b58aa0", "#e3a892"))
    _cathedral(sheet, 470, 520)
    tones = ("#c98f92", "#b5727c", "#9c5668", "#7f4258", "#5c3049")
    for row, tone in enumerate(tones):
        _roof_row(sheet, row, tone)
        sheet.soft(
            [box(-80, 560 + row * 96, WIDTH + 80, 600 + row * 96)], "#ffc58c", 34, 0.42 - row * 0.07
        )
    _near_roof(sheet)
    for x, y, span in ((720, 250, 22), (790, 220, 16), (650, 290, 13), (860, 270, 11)):
        gull(sheet, (x, y), span, "#4a3a63", 0.1)
    return sheet.finish()


def _cathedral(sheet: Sheet, x: float, y: float) -> None:
    light = ("#7c6288", "#b98790", "#f5b98f")
    sheet.shade(box(x - 96, y - 80, x + 96, y + 60), light, True)
    sheet.shade(box(x - 84, y - 112, x + 84, y - 78), light, True)
    for column in range(-80, 81, 20):
        sheet.rect(x + column - 3, y - 110, x + column + 3, y - 80, "#6b5378")
    sheet.shade(dome(x, y - 110, 82, 122), ("#4f6b83", "#7d98a0", "#f2c79c"), True)
    for rib in (-0.66, -0.33, 0, 0.33, 0.66):
        sheet.line(
            curve([(x + 82 * rib, y - 112), (x + 70 * rib, y - 170), (x, y - 232)]), "#44587566", 2
        )
    sheet.shade(box(x - 17, y - 272, x + 17, y - 226), light, True)
    sheet.poly([(x - 22, y - 270), (x, y - 306), (x + 22, y - 270)], "#56718a")
    sheet.line([(x, y - 300), (x, y - 340)], "#f5c98f", 3)
    for tower in (-250, 690):
        sheet.shade(box(x + tower - 20, y - 120, x + tower + 20, y + 60), light, True)
        sheet.shade(
            [(x + tower - 24, y - 118), (x + tower, y - 230), (x + tower + 24, y - 118)],
            ("#5d6f8c", "#c99a98"),
            True,
        )


def _roof_row(sheet: Sheet, row: int, tone: str) -> None:
    """One rank of houses; each rank is larger, lower and darker than the one behind."""
    size = 62 + row * 34
    base, x = 548 + row * 92, -60.0 - row * 30
    while x < WIDTH + 60:
        wide = size * sheet.rng.uniform(1.3, 2.2)
        top = base - size * sheet.rng.uniform(0.1, 0.55)
        wall = mixed(tone, sheet.rng.choice(("#f0c9a0", "#7a5f86", "#e8a890")), 0.35)
        roof = mixed(tone, sheet.rng.choice(("#d9623f", "#8a3a4a", "#56506f")), 0.5)
        panes = Panes(mixed(tone, "#2a2348", 0.55), ("#ffdc8c", "#ffc46a"), 0.3)
        sheet.shade(box(x, top, x + wide, base + 190), (mixed(wall, "#4a3a63", 0.3), wall), True)
        rise = size * sheet.rng.uniform(0.45, 0.75)
        inset = wide * sheet.rng.choice((0.12, 0.3, 0.5))
        shape = [
            (x - 6, top + 4),
            (x + inset, top - rise),
            (x + wide - inset, top - rise),
            (x + wide + 6, top + 4),
        ]
        sheet.shade(shape, (mixed(roof, "#4a2a50", 0.35), roof, mixed(roof, "#ffcf94", 0.45)), True)
        sheet.texture(shape, mixed(roof, "#3a2048", 0.6), (10, 12), 0.34, 0.5)
        windows(
            sheet,
            (x + wide * 0.06, top + size * 0.12, x + wide * 0.94, top + size * 0.95),
            (max(2, int(wide / size * 2)), 1),
            panes,
            (0.4, 0.62),
        )
        if inset < wide * 0.4:
            _dormer(sheet, (x + wide * 0.5, top), size, roof)
        _chimney(sheet, (x + wide * sheet.rng.choice((0.2, 0.8)), top - rise * 0.6), size, tone)
        x += wide


def _dormer(sheet: Sheet, at: Point, size: float, roof: str) -> None:
    x, y = at
    half = size * 0.17
    sheet.rect(x - half, y - half * 1.9, x + half, y - half * 0.3, mixed(roof, "#fff0d0", 0.5))
    colour = "#ffdc8c" if sheet.rng.random() < 0.6 else "#4a3f63"
    sheet.rect(x - half * 0.66, y - half * 1.6, x + half * 0.66, y - half * 0.5, colour)
    sheet.poly(
        [(x - half * 1.3, y - half * 1.8), (x, y - half * 2.7), (x + half * 1.3, y - half * 1.8)],
        mixed(roof, "#3a2048", 0.4),
    )


def _chimney(sheet: Sheet, at: Point, size: float, tone: str) -> None:
    x, y = at
    wide, tall = size * 0.2, size * 0.62
    brick = mixed(tone, "#7d3a3f", 0.4)
    sheet.shade(
        box(x, y - tall, x + wide, y + tall * 0.3),
        (mixed(brick, "#3a2048", 0.4), mixed(brick, "#ffc894", 0.4)),
        True,
    )
    sheet.rect(
        x - wide * 0.12, y - tall, x + wide * 1.12, y - tall * 0.88, mixed(brick, "#3a2048", 0.3)
    )
    for pot in (0.22, 0.68):
        sheet.rect(
            x + wide * (pot - 0.13),
            y - tall * 1.24,
            x + wide * (pot + 0.13),
            y - tall,
            mixed(brick, "#e0784a", 0.5),
        )
    if sheet.rng.random() < 0.3:
        for puff in range(7):
            sheet.glow(
                x + wide * 0.4 + puff * puff * size * 0.02,
                y - tall * 1.3 - puff * size * 0.13,
                size * (0.1 + puff * 0.03),
                size * (0.09 + puff * 0.025),
                "#e9b8a4",
                0.5 - puff * 0.06,
            )


def _near_roof(sheet: Sheet) -> None:
    """The roof we stand on, with its cat, its washing line and its aerial."""
    slope = [(-20, 880), (640, 1000), (1620, 900), (1620, 1080), (-20, 1080)]
    sheet.shade(slope, ("#4a2744", "#331b38"))
    for row in range(7):
        edge = [(-20, 890 + row * 30), (640, 1008 + row * 30), (1620, 910 + row * 30)]
        sheet.line(edge, "#7a3f56aa", 3)
    sheet.line([(-20, 880), (640, 1000), (1620, 900)], "#ffb98a", 4)
    sheet.shade(box(1270, 690, 1400, 960), ("#4f2a48", "#7d4155", "#d98a72"), True)
    sheet.rect(1256, 682, 1414, 706, "#4a2744")
    sheet.rect(1256, 680, 1414, 685, "#ffc08c")
    for pot in (1290, 1350):
        sheet.shade(box(pot, 630, pot + 34, 682), ("#6b3348", "#e08a5c"), True)
    sheet.line([(230, 930), (230, 640)], "#2f1a36", 6)
    for rung, half in ((650, 70), (680, 56), (710, 44)):
        sheet.line([(230 - half, rung), (230 + half, rung)], "#2f1a36", 4)
    sheet.line(curve([(232, 770), (520, 822), (900, 806), (1270, 760)]), "#2f1a36", 2.5)
    for x, y, wide, tall, colour in (
        (420, 806, 96, 120, "#fbe6cf"),
        (560, 818, 70, 92, "#e8755a"),
        (668, 818, 84, 110, "#6f86a6"),
        (800, 812, 100, 84, "#fbd08c"),
    ):
        cloth = [
            (x, y),
            (x + wide, y + 2),
            (x + wide + 12, y + tall),
            (x + wide * 0.5, y + tall - 8),
            (x + 10, y + tall + 5),
        ]
        sheet.shade(
            cloth, (mixed(colour, "#5a3f6a", 0.4), colour, mixed(colour, "#fff0c8", 0.3)), True
        )
    _cat(sheet, (1110, 948))


def _cat(sheet: Sheet, at: Point) -> None:
    x, y = at
    for shift, colour in ((2.5, "#ffc894"), (0, "#241430")):
        body = curve(
            [
                (x - 44 + shift, y + 6),
                (x - 40 + shift, y - 50),
                (x - 12 + shift, y - 92),
                (x + 16 + shift, y - 84),
                (x + 22 + shift, y - 40),
                (x + 26 + shift, y),
            ],
            True,
        )
        sheet.poly(body, colour)
        sheet.oval(x + 4 + shift, y - 108, 25, 22, colour)
        for ear in (-13, 13):
            sheet.poly(
                [
                    (x + 4 + ear - 9 + shift, y - 120),
                    (x + 4 + ear * 1.25 + shift, y - 144),
                    (x + 4 + ear + 9 + shift, y - 118),
                ],
                colour,
            )
        sheet.line(
            curve(
                [
                    (x - 36 + shift, y),
                    (x - 80 + shift, y - 6),
                    (x - 106 + shift, y - 30),
                    (x - 98 + shift, y - 62),
                ]
            ),
            colour,
            9,
        )
