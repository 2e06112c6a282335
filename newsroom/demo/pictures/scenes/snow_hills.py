"""Snow, firs, a hut with its lights on and someone on skis."""

from __future__ import annotations

from PIL import Image

from ..figures import WALK, Look, figure
from ..nature import fir, mixed, sun
from ..outlines import Point, curve, ground, ridge
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("snow-hills")
    sheet.sky(("#5f93bd", "#a9c6d9", "#f0d3cf", "#ffe2b8"), 0, 600)
    sheet.clouds((20, 400), "#ffffff", (2, 8), 0.4, 2.6, 0.7)
    sun(sheet, (1210, 330), 44, "#fffbe8", "#ffd9a0", 620)
    for tone, y, swing, octaves in (("#a3b8d0", 440, 110, 6), ("#8fa9c9", 520, 74, 5)):
        line = ridge(sheet.rng, y, swing, 4, octaves)
        sheet.shade(ground(line, 640), ("#f7f3f2", tone, mixed(tone, "#ffe0c4", 0.7)))
        sheet.texture(ground(line, 610), mixed(tone, "#4a6a96", 0.5), (20, 12), 0.4, 0.55)
    for row, (y, swing, waves) in enumerate(((600, 34, 2.6), (690, 46, 2.1), (800, 44, 1.7))):
        line = ridge(sheet.rng, y, swing, waves, 2)
        sheet.shade(ground(line, y + 220), ("#fff6ea", "#c9d9ea", "#8fb0d3"))
        sheet.line(line, "#fffdf6", 3)
        size = 44 + row * 44
        tone = mixed("#2b4c5f", "#a9c0d3", 0.55 - row * 0.2)
        _wood(sheet, line, size, tone)
        sheet.soft(
            [[(0, y + 60), (WIDTH, y + 40), (WIDTH, y + 90), (0, y + 110)]], "#fff1dd", 30, 0.4
        )
    _chalet(sheet, (500, 812), 1.0)
    line = curve(
        [(-20, 900), (300, 860), (620, 880), (980, 960), (1300, 930), (1620, 880)], steps=20
    )
    sheet.shade(ground(line), ("#fffaf0", "#c3d6ea", "#7fa3cc"))
    sheet.line(line, "#ffffff", 4)
    for x in (90, 180, 330):
        sheet.soft(
            [[(x, 900), (x + 40, 900), (x - 190, 1060), (x - 330, 1060)]], "#5f86b8", 10, 0.5
        )
    for x, y, tall in (
        (40, 930, 420),
        (170, 952, 330),
        (1540, 930, 470),
        (1432, 948, 300),
        (300, 930, 190),
    ):
        fir(sheet, (x, y), tall, "#1f4152", "#f3f7fa")
    _skier(sheet)
    for _ in range(150):
        flake = sheet.rng.uniform(1, 2.6)
        sheet.oval(
            sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(0, HEIGHT), flake, flake, "#ffffffb0"
        )
    return sheet.finish(vignette=0.14)


def _wood(sheet: Sheet, line: list[Point], size: float, tone: str) -> None:
    """Clumps of firs along a ridge, leaving clearings between them."""
    for centre in (100, 360, 760, 1010, 1330, 1560):
        middle = centre + sheet.rng.uniform(-70, 70)
        for _ in range(9):
            x = middle + sheet.rng.gauss(0, size * 0.9)
            index = min(len(line) - 1, max(0, int((x + 10) / 5)))
            fir(
                sheet,
                (x, line[index][1] + size * sheet.rng.uniform(0.1, 0.5)),
                size * sheet.rng.uniform(0.7, 1.5),
                tone,
                mixed(tone, "#ffffff", 0.75),
            )


def _chalet(sheet: Sheet, foot: Point, size: float) -> None:
    x, y = foot
    sheet.soft(
        [[(x - 130, y), (x + 120, y), (x - 60, y + 60), (x - 330, y + 60)]], "#5f86b8", 10, 0.5
    )
    for puff in range(10):
        sheet.glow(
            x + 64 - puff * puff * 1.6,
            y - 250 - puff * 24,
            16 + puff * 5,
            15 + puff * 4,
            "#ffffff",
            0.6 - puff * 0.05,
        )
    sheet.shade(
        [(x - 122, y + 8), (x - 122, y - 96), (x, y - 182), (x + 122, y - 96), (x + 122, y + 8)],
        ("#5d3a35", "#8d573f", "#b8754a"),
        True,
    )
    for plank in range(1, 9):
        sheet.rect(x - 122, y - 96 + plank * 12, x + 122, y - 94 + plank * 12, "#43282a66")
    sheet.rect(x + 52, y - 232, x + 78, y - 140, "#7d4a44")
    sheet.rect(x + 48, y - 240, x + 82, y - 226, "#ffffff")
    sheet.poly(
        [
            (x - 158, y - 78),
            (x, y - 192),
            (x + 158, y - 78),
            (x + 158, y - 92),
            (x, y - 222),
            (x - 158, y - 92),
        ],
        "#ffffff",
    )
    sheet.poly([(x - 158, y - 78), (x, y - 192), (x, y - 207), (x - 158, y - 92)], "#c3d6ea")
    for left in (-92, -26, 44):
        sheet.rect(x + left - 4, y - 74, x + left + 50, y - 26, "#4a2c2c")
        sheet.rect(x + left, y - 70, x + left + 46, y - 30, "#ffd27a")
        sheet.rect(x + left + 21, y - 70, x + left + 25, y - 30, "#4a2c2c")
        sheet.glow(x + left + 23, y - 50, 80, 80, "#ffae4f", 0.5)
    sheet.rect(x - 20, y - 130, x + 20, y - 96, "#ffd27a")
    sheet.glow(x, y - 112, 60, 60, "#ffae4f", 0.4)
    bank = [
        (x - 230, y + 30),
        (x - 150, y + 4),
        (x - 60, y - 6),
        (x + 70, y),
        (x + 160, y - 2),
        (x + 240, y + 30),
        (x, y + 50),
    ]
    sheet.shade(curve(bank, True), ("#ffffff", "#dfe9f2", "#c6d8ea"), strengths=(1, 0.9, 0))


def _skier(sheet: Sheet) -> None:
    track = curve([(1290, 944), (1180, 975), (1060, 990), (900, 1006), (700, 1080)])
    for shift in (0, 9):
        sheet.line([(x, y + shift) for x, y in track], "#8fb0d3", 2.4)
    look = Look("#d9483b", "#22354f", "#a56b50", "#22354f", 0.02, "#f3c552", "#ffe9c8")
    sheet.soft([[(1080, 990), (1120, 990), (960, 1040), (900, 1040)]], "#5f86b8", 6, 0.6)
    figure(sheet, (1090, 990), 176, WALK, look, -1)
    sheet.line([(1020, 991), (1160, 985)], "#3a2630", 4)
    sheet.line([(1010, 985), (1022, 991)], "#3a2630", 4)
    sheet.line([(1064, 896), (1040, 992)], "#3a2630", 2.5)
    sheet.line([(1100, 902), (1136, 986)], "#3a2630", 2.5)
