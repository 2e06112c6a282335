"""An orchestra and its conductor below the organ."""

from __future__ import annotations

import math

from PIL import Image

from ..figures import REACH_UP, Look, crowd, figure
from ..nature import mixed
from ..outlines import Point, box, curve, ellipse
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("concert-hall")
    sheet.sky(("#2a1624", "#6b3a2c", "#b0703d", "#8a4f30"), 0, HEIGHT)
    _walls(sheet)
    _organ(sheet)
    _ceiling(sheet)
    _platform(sheet)
    for row in range(5):
        _desk_row(sheet, row)
    _conductor(sheet, (800, 850), 250)
    sheet.glow(800, 610, 760, 330, "#ffdc98", 0.38)
    for row, (y, size) in enumerate(((906, 27), (952, 36), (1012, 48), (1078, 62))):
        tones = tuple(
            mixed(tone, "#0d0812", row * 0.22) for tone in ("#4a2430", "#3d1f2c", "#55303a")
        )
        state = sheet.rng.getstate()
        crowd(
            sheet,
            (-30 + row * 17, WIDTH + 60),
            y - 2.5,
            size,
            tuple(mixed(tone, "#ffc880", 0.5 - row * 0.1) for tone in tones),
        )
        sheet.rng.setstate(state)
        crowd(sheet, (-30 + row * 17, WIDTH + 60), y + 1, size, tones)
    return sheet.finish(vignette=0.36)


def _walls(sheet: Sheet) -> None:
    """Panelled side walls with three curved balconies each, running to the platform."""
    sheet.shade(box(380, 120, 1220, 700), ("#8a5030", "#d9954f", "#c27d42"))
    for side in (-1, 1):

        def at(x: float, y: float, s: int = side) -> Point:
            return 800 + s * x, y

        sheet.shade(
            [at(830, -20), at(400, 130), at(400, 690), at(830, 960)],
            ("#3a1d20", "#b8743f") if side < 0 else ("#b8743f", "#3a1d20"),
            True,
        )
        for slat in range(26):
            x = 400 + 430 * (slat / 26) ** 1.6
            sheet.line(
                [at(x, 130 - (x - 400) * 0.35), at(x, 690 + (x - 400) * 0.62)],
                "#2a141a3a",
                2 + slat * 0.14,
            )
        for far, near in ((255, 130), (400, 372), (540, 612)):
            edge = curve(
                [
                    at(400, far),
                    at(520, far - (far - near) * 0.16 + 10),
                    at(680, near + (far - near) * 0.36 + 6),
                    at(840, near),
                ],
                steps=12,
            )
            drop = [(x, y + 30 + abs(x - 800) * 0.055) for x, y in edge]
            sheet.soft([[*drop, *[(x, y + 26) for x, y in reversed(drop)]]], "#1a0c12", 8, 0.6)
            band = [*edge, *reversed(drop)]
            sheet.shade(band, ("#6b3a2c", "#f0bf7c") if side < 0 else ("#f0bf7c", "#6b3a2c"), True)
            sheet.line(edge, "#ffe3ae", 3)
            for x, y in edge[::3]:
                size = 3 + abs(x - 800) * 0.012
                sheet.oval(x, y - size * 1.7, size, size * 1.25, "#2f1822")
                sheet.oval(x, y - size * 0.2, size * 1.7, size * 1.1, "#3d2029")
            for x, y in edge[4::9]:
                sheet.oval(x, y + 26, 4.5, 4.5, "#fff3cf")
                sheet.glow(x, y + 26, 60, 60, "#ffc56a", 0.7)


def _organ(sheet: Sheet) -> None:
    sheet.shade(box(470, 196, 1130, 560), ("#5c3024", "#8a4f30"))
    for tower, half in ((800, 105), (595, 88), (1005, 88)):
        pipes = 11
        for pipe in range(pipes):
            x = tower + (pipe - (pipes - 1) / 2) * half * 2 / pipes
            rise = 1 - abs(pipe - (pipes - 1) / 2) / pipes
            top = 500 - (360 if tower == 800 else 270) * (0.5 + 0.5 * rise)
            wide = half / pipes * 0.86
            sheet.shade(
                box(x - wide, top, x + wide, 520),
                ("#8a7a68", "#fff3d6", "#d9c49c", "#75624f"),
                True,
            )
            sheet.oval(x, top, wide, wide * 0.4, "#3a2420")
            sheet.poly(
                [(x - wide, 520), (x + wide, 520), (x + wide * 0.3, 556), (x - wide * 0.3, 556)],
                "#b09a78",
            )
            sheet.poly(ellipse(x, 500, wide * 0.6, 7), "#4a3228")
    sheet.shade(box(456, 550, 1144, 584), ("#d99a54", "#7a4530"))
    for x in (484, 690, 910, 1116):
        sheet.shade(box(x - 9, 170, x + 9, 552), ("#7a4530", "#e0a55f", "#8a5434"), True)
        sheet.oval(x, 166, 13, 13, "#f0c27a")


def _ceiling(sheet: Sheet) -> None:
    sheet.shade([(-30, -20), (WIDTH + 30, -20), (1200, 132), (400, 132)], ("#24121c", "#7a4530"))
    for y, half, sag in ((112, 230, 18), (74, 350, 28), (22, 540, 42)):
        for shift in (-1, 0, 1):
            x = 800 + shift * half * 1.08
            wing = curve([(x - half * 0.5, y), (x, y + sag), (x + half * 0.5, y)], steps=14)
            panel = [*wing, *[(px, py - sag * 0.66) for px, py in reversed(wing)]]
            sheet.shade(panel, ("#c98a4f", "#ffe3ae"))
            sheet.line(wing, "#fff3d3", 2)
            sheet.glow(x, y + sag, half * 0.5, sag * 2.4, "#ffdc98", 0.4)


def _platform(sheet: Sheet) -> None:
    floor = curve(
        [(230, 880), (300, 720), (470, 610), (800, 586), (1130, 610), (1300, 720), (1370, 880)],
        steps=12,
    )
    sheet.shade(floor, ("#d99a56", "#f3c680", "#b5723f"))
    for step in range(4):
        rise = [
            (800 + (x - 800) * (1 - step * 0.06), 880 + (y - 880) * (0.98 - step * 0.13))
            for x, y in floor
        ]
        sheet.line(rise, "#8a52306a", 4)
    sheet.shade(box(-20, 872, WIDTH + 20, 912), ("#8a5030", "#3a1d20"))
    sheet.rect(-20, 870, WIDTH + 20, 875, "#ffdc9c")
    sheet.sky(("#2f1822", "#150a12"), 900, HEIGHT)


def _desk_row(sheet: Sheet, row: int) -> None:
    """One arc of players around the conductor, from the drums at the back to the front strings."""
    count = (13, 14, 14, 12, 10)[row]
    rx, ry = 400 - row * 8 + (24 if row > 2 else 0), 214 - row * 44
    size = 29 + row * 6.4
    for index in range(count):
        turn = math.pi * (0.06 + 0.88 * index / (count - 1))
        if row > 2 and abs(turn - math.pi / 2) < 0.36:
            continue
        x, y = 800 - math.cos(turn) * rx * (1 + row * 0.06), 838 - math.sin(turn) * ry + row * 3
        _player(sheet, (x, y), size, row, 1 if x < 800 else -1)


def _player(sheet: Sheet, at: Point, size: float, row: int, inward: int) -> None:
    x, y = at
    sheet.soft([ellipse(x, y + size * 0.5, size * 0.8, size * 0.2)], "#3a1d20", 4, 0.5)
    body = curve(
        [
            (x - size * 0.5, y + size * 0.5),
            (x - size * 0.4, y - size * 0.34),
            (x, y - size * 0.54),
            (x + size * 0.4, y - size * 0.34),
            (x + size * 0.5, y + size * 0.5),
        ]
    )
    sheet.poly([(px, py - size * 0.05) for px, py in body], "#ffdca0")
    sheet.poly(body, sheet.rng.choice(("#1c1a26", "#241d2b", "#2b2030")))
    sheet.poly(
        [(x - size * 0.1, y - size * 0.46), (x + size * 0.1, y - size * 0.46), (x, y - size * 0.1)],
        "#fff6e6",
    )
    sheet.oval(
        x,
        y - size * 0.78,
        size * 0.23,
        size * 0.28,
        sheet.rng.choice(("#d9a07d", "#b57d60", "#8d5a46", "#c99070")),
    )
    sheet.oval(
        x,
        y - size * 0.9,
        size * 0.24,
        size * 0.19,
        sheet.rng.choice(("#2a2029", "#4a2f26", "#8a5a34", "#d3c6b4")),
    )
    if row == 0 and abs(x - 800) < 260:
        sheet.shade(
            box(x - size * 0.42, y, x + size * 0.42, y + size * 0.5),
            ("#f0c27a", "#c9783a", "#8a4a28"),
            True,
        )
        sheet.oval(x, y, size * 0.42, size * 0.13, "#fff3dc")
    elif row == 1 and abs(x - 800) < 300:
        sheet.limb(
            (x - size * 0.4, y + size * 0.1),
            (x + size * 0.42, y - size * 0.24),
            size * 0.06,
            size * 0.3,
            "#f6c64a",
        )
        sheet.oval(x, y, size * 0.2, size * 0.16, "#d9983a")
    else:
        tip = (x + inward * size * 0.52, y - size * 0.36)
        sheet.limb(
            (x + inward * size * 0.06, y - size * 0.14), tip, size * 0.26, size * 0.06, "#a8522c"
        )
        sheet.oval(x + inward * size * 0.02, y - size * 0.08, size * 0.17, size * 0.14, "#c96f38")
        sheet.line(
            [(x - inward * size * 0.5, y - size * 0.5), (x + inward * size * 0.5, y + size * 0.06)],
            "#fff0d0",
            max(1, size * 0.035),
        )
    if row in (2, 4):
        sx, sy = x + inward * size * 0.7, y + size * 0.2
        sheet.line([(sx, sy), (sx, sy + size * 0.6)], "#24181c", 2)
        sheet.poly(
            [
                (sx - size * 0.28, sy - size * 0.24),
                (sx + size * 0.24, sy - size * 0.3),
                (sx + size * 0.3, sy + size * 0.02),
                (sx - size * 0.22, sy + size * 0.08),
            ],
            "#fff3d6",
        )


def _conductor(sheet: Sheet, foot: Point, tall: float) -> None:
    x, y = foot
    sheet.shade(box(x - 92, y - 6, x + 92, y + 30), ("#8a3030", "#4a1a22"))
    sheet.rect(x - 92, y - 9, x + 92, y - 4, "#f0c27a")
    tails = Look("#16131d", "#16131d", "#c99070", "#d9cfc2", 0.2, "", "#ffe0a6")
    figure(sheet, (x, y - 8), tall, REACH_UP, tails, 1)
    shoulder, unit = (x - tall * 0.05, y - 8 - tall * 0.78), tall
    elbow, hand = (
        (shoulder[0] - unit * 0.15, shoulder[1] - unit * 0.02),
        (shoulder[0] - unit * 0.24, shoulder[1] - unit * 0.16),
    )
    sheet.limb(shoulder, elbow, unit * 0.075, unit * 0.055, "#16131d")
    sheet.limb(elbow, hand, unit * 0.055, unit * 0.038, "#16131d")
    sheet.oval(*hand, unit * 0.024, unit * 0.024, "#c99070")
    baton = (x + tall * 0.2, y - 8 - tall * 1.02)
    sheet.line([baton, (baton[0] + 44, baton[1] - 46)], "#fffbe6", 3)
