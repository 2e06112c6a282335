"""Cyclists before canal houses in autumn."""

from __future__ import annotations

from PIL import Image

from ..bicycles import bicycle
from ..buildings import Panes, gable_house
from ..figures import CYCLE, Look, figure
from ..nature import foliage, mixed, ripples, trunk
from ..outlines import box, ground, ridge
from ..painting import WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("bicycle-street")
    sheet.sky(("#8fc3cf", "#cfe0cf", "#fbe6b8"), 0, 560)
    sheet.clouds((0, 300), "#ffffff", (3, 5), 0.42, 3, 0.7)
    _canal_houses(sheet)
    sheet.soft([box(0, 400, WIDTH, 690)], "#ffe3a8", 60, 0.24)
    sheet.shade(box(0, 650, WIDTH, 720), ("#9a7f63", "#7b6756"))
    for x in (60, 420, 905, 1330):
        _street_tree(sheet, x)
    for x in range(-30, 1640, 52):
        sheet.rect(x, 622, x + 5, 690, "#33464e")
    sheet.rect(0, 624, WIDTH, 628, "#33464e")
    sheet.rect(0, 654, WIDTH, 657, "#33464e")
    sheet.sky(("#d9b98a", "#c79d70", "#9d7355"), 686, 1067)
    sheet.shade(box(0, 686, WIDTH, 712), ("#b99a78", "#8d6f5b"))
    sheet.sky(("#c4694a", "#b25a43", "#8d4539"), 760, 1000)
    sheet.rect(0, 757, WIDTH, 763, "#f2dcb0")
    sheet.rect(0, 994, WIDTH, 1001, "#f2dcb0")
    ripples(sheet, (770, 990), "#e28a6355", 120)
    ripples(sheet, (1005, 1067), "#6d4d4466", 60)
    for x in (160, 700, 1210):
        shade = [(x, 700), (x + 70, 700), (x - 330, 1080), (x - 560, 1080)]
        sheet.soft([shade], "#4a2b3d", 10, 0.38)
    _cyclists(sheet)
    _fallen_leaves(sheet)
    sheet.glow(1560, 120, 900, 700, "#ffe2a0", 0.6)
    return sheet.finish()


def _canal_houses(sheet: Sheet) -> None:
    walls = ("#b5543f", "#d9b27c", "#7d4a48", "#e3c9a0", "#5f6f73", "#c7794f", "#8c4a3f", "#d6a06a")
    kinds = ("step", "bell", "flat", "pitch", "bell", "step", "flat", "bell")
    panes = Panes("#4c6470", ("#cfe3df", "#f8dfa6"), 0.36, "#f4ead6")
    x = -40.0
    for wall, kind in zip(walls, kinds, strict=True):
        wide = sheet.rng.uniform(190, 240)
        eave = sheet.rng.uniform(190, 260)
        tone = mixed(wall, "#f6dcae", 0.3)
        colours = (mixed(tone, "#5a4a6a", 0.25), tone, mixed(tone, "#fff0c8", 0.25))
        gable_house(sheet, (x, eave, x + wide, 690), colours, kind, "#f4ead6", panes, (3, 4))
        door = x + wide * 0.62
        sheet.shade(box(door, 590, door + 40, 690), ("#27505a", "#1c3a46"))
        x += wide


def _street_tree(sheet: Sheet, x: float) -> None:
    trunk(sheet, (x, 704), (x + 6, 380), 26, "#4b3634")
    colours = ("#8c4a2a", "#b8642c", "#dc8a2f", "#f0ad3e", "#fbd06a")
    for _ in range(9):
        dx, dy = sheet.rng.gauss(0, 74), sheet.rng.uniform(200, 370)
        sheet.oval(x + dx, dy, 62, 48, "#8c4a2a")
    for dx, dy, rx, ry in (
        (-96, 350, 84, 56),
        (100, 336, 88, 60),
        (-50, 270, 90, 66),
        (62, 250, 92, 66),
        (4, 330, 100, 66),
        (6, 196, 74, 52),
    ):
        foliage(sheet, (x + dx, dy), (rx, ry), colours, 300, 7)


def _cyclists(sheet: Sheet) -> None:
    riders = (
        (
            (1330, 850),
            176,
            1,
            Look("#33525e", "#2b2f3f", "#9c6a52", "#33232c", 0.1, "", "#ffe6b0"),
            "#28343d",
        ),
        (
            (930, 948),
            246,
            1,
            Look("#e2b13c", "#26405a", "#b57d60", "#5a2f24", 0.16, "", "#fff2cc"),
            "#1d4f5c",
        ),
        (
            (420, 918),
            232,
            1,
            Look("#c8423c", "#2a2c44", "#8a5844", "#221c26", 0.1, "#f2e6cf", "#ffe6b0"),
            "#2c2b38",
        ),
    )
    for (x, y), unit, facing, look, paint in riders:
        shadow = [
            (x - unit * 0.7, y),
            (x + unit * 0.8, y),
            (x - unit * 0.5, y + unit * 0.3),
            (x - unit * 1.7, y + unit * 0.3),
        ]
        sheet.soft([shadow], "#4a2233", 9, 0.45)
        bicycle(sheet, (x, y), unit, paint, facing)
        figure(sheet, (x, y), unit * 1.75, CYCLE, look, facing)


def _fallen_leaves(sheet: Sheet) -> None:
    for _ in range(260):
        x, y = sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(690, 1064)
        size = 2 + (y - 690) / 75
        sheet.oval(
            x,
            y,
            size * 1.3,
            size * 0.6,
            sheet.rng.choice(("#f0ad3e", "#dc8a2f", "#8c4a2a", "#fbd06a")),
        )
    for _ in range(40):
        x, y = sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(330, 760)
        sheet.oval(x, y, 5, 3, sheet.rng.choice(("#f0ad3e", "#fbd06a")))
    bank = ground(ridge(sheet.rng, 1062, 6, 8, 3))
    sheet.shade(bank, ("#5b3a3d", "#3e2a36"))
