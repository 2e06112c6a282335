"""Stalls on a square in low sun."""

from __future__ import annotations

from PIL import Image

from ..buildings import Panes, awning, gable_house
from ..figures import OFFER, STAND, WALK, Look, figure
from ..nature import mixed
from ..outlines import Point, arch, box, curve
from ..painting import HEIGHT, WIDTH, Sheet

SKINS = ("#8d5a46", "#b57d60", "#6b4336", "#c78f70")


HAIRS = ("#2a2029", "#4a2f26", "#8a5a34", "#cfc4b8")


def paint() -> Image.Image:
    sheet = Sheet("market-morning")
    sheet.sky(("#7fb7c4", "#cfe0cc", "#fff0c6"), 0, 520)
    sheet.clouds((0, 320), "#ffffff", (3, 5), 0.42, 3, 0.7)
    sheet.glow(1300, 160, 900, 640, "#ffe9ae", 0.7)
    _church(sheet, 1105)
    _square_houses(sheet)
    sheet.soft([box(0, 330, WIDTH, 660)], "#ffe9bd", 60, 0.36)
    sheet.sky(("#ecd2a2", "#d9ae7e", "#a97b63"), 620, HEIGHT)
    _paving(sheet)
    for x, y, wide, colours in (
        (330, 660, 150, ("#c8574a", "#fff1d8")),
        (640, 654, 140, ("#2f7d7a", "#fff1d8")),
        (1240, 660, 150, ("#d99a32", "#fff1d8")),
    ):
        _stall(sheet, x, y, wide, colours, 0.35)
    _shoppers(
        sheet,
        ((520, 700, 130), (790, 712, 136), (1010, 716, 140), (1420, 706, 134), (880, 692, 122)),
    )
    _stall(sheet, 330, 900, 330, ("#d5483c", "#fff1d8"), 0)
    _stall(sheet, 1330, 908, 300, ("#1f7f86", "#fff1d8"), 0)
    _foreground(sheet)
    for left in (900, 1100, 1340):
        shaft = [(left + 330, -20), (left + 420, -20), (left - 230, 900), (left - 420, 900)]
        sheet.soft([shaft], "#fff0c0", 26, 0.17)
    return sheet.finish()


def _church(sheet: Sheet, x: float) -> None:
    stone = ("#a9a48f", "#d6c8a4", "#f7e7bd")
    sheet.shade(box(x - 46, 170, x + 46, 520), stone, True)
    sheet.shade([(x - 54, 172), (x, 24), (x + 54, 172)], ("#557b7a", "#7fa39a", "#b9cdb4"), True)
    sheet.line([(x, 28), (x, -4)], "#8a7a55", 3)
    sheet.oval(x, 222, 25, 25, "#fff6dd")
    sheet.oval(x, 222, 21, 21, "#46606a")
    sheet.line([(x, 222), (x, 206)], "#fff0c6", 3)
    sheet.line([(x, 222), (x + 12, 226)], "#fff0c6", 3)
    for dx in (-24, 8):
        sheet.poly(arch(x + dx, x + dx + 16, 270, 322), "#5b6a66")


def _square_houses(sheet: Sheet) -> None:
    walls = ("#d98f6a", "#f0d6a0", "#b9c4a8", "#e5b07c", "#cf7f6a", "#f3dfb4", "#a9bcb8")
    kinds = ("pitch", "bell", "step", "flat", "pitch", "bell", "step")
    panes = Panes("#54727a", ("#cfe3df", "#fff0c6"), 0.4, "#fff6e2")
    x = -50.0
    for index, (wall, kind) in enumerate(zip(walls, kinds, strict=True)):
        wide = 232 if index % 2 else 262
        eave = sheet.rng.uniform(250, 320)
        colours = (mixed(wall, "#6a5a7a", 0.28), wall, mixed(wall, "#fff0c8", 0.4))
        gable_house(sheet, (x, eave, x + wide, 640), colours, kind, "#fff1d6", panes, (3, 3), 0.26)
        sheet.shade(box(x + 20, 560, x + wide - 20, 640), ("#4f6468", "#33474f"))
        x += wide


def _paving(sheet: Sheet) -> None:
    for row in range(12):
        y = 632 + row * row * 3.4
        sheet.line([(0, y), (WIDTH, y)], "#7d5a5033", 1 + row * 0.2)
    for column in range(-22, 42):
        sheet.line(
            [(800 + (column * 80 - 800) * 0.36, 632), (column * 150 - 500, HEIGHT)],
            "#7d5a5026",
            1.5,
        )
    for x, y, long in ((120, 906, 560), (1100, 914, 460)):
        sheet.soft(
            [[(x, y), (x + long, y), (x + long - 330, y + 130), (x - 360, y + 130)]],
            "#4a2e4a",
            12,
            0.5,
        )


def _stall(
    sheet: Sheet, x: float, y: float, half: float, colours: tuple[str, str], haze: float
) -> None:
    """A stall standing with its foot at ``y``; the far ones sink into the morning haze."""

    def tone(colour: str) -> str:
        return mixed(colour, "#ffe3b4", haze)

    top, table = y - half * 1.42, y - half * 0.42
    for post in (-0.92, 0.92):
        sheet.rect(
            x + half * post - half * 0.02, top, x + half * post + half * 0.02, y, tone("#5b3d35")
        )
    sheet.shade(
        box(x - half * 0.92, top + half * 0.2, x + half * 0.92, table),
        (tone("#3d2b3a"), tone("#6d4b48")),
        strengths=(0.85, 0.5),
    )
    for dx, pick in ((-0.42, 0), (0.4, 2)):
        look = Look(
            tone(("#f2ead8", "#3c6f73", "#9c4a52")[pick]),
            tone("#33303f"),
            tone(SKINS[pick]),
            tone(HAIRS[pick]),
            0.14,
            tone("#d9b878") if pick else "",
        )
        figure(sheet, (x + half * dx, y), half * 0.98, OFFER, look, 1 if dx < 0 else -1)
    sheet.shade(box(x - half * 0.98, table, x + half * 0.98, y), (tone("#a8673f"), tone("#6b3f34")))
    for plank in range(1, 8):
        mark = x - half * 0.98 + plank * half * 0.245
        sheet.rect(mark, table, mark + half * 0.008, y, tone("#4f2e2c"))
    fruits = ("#e8542f", "#f3b32c", "#7fa53c", "#c22f3c", "#f08a2a", "#6a3f78", "#d8d05a")
    for crate in range(6):
        left = x - half * 0.96 + crate * half * 0.322
        _crate(
            sheet, (left, table), half * 0.3, tone(fruits[(crate + int(x)) % 7]), tone("#c9965c")
        )
    awning(
        sheet,
        (x - half * 0.98, x + half * 0.98, top),
        half * 0.32,
        half * 0.12,
        (tone(colours[0]), tone(colours[1])),
        11,
    )


def _crate(sheet: Sheet, at: Point, wide: float, fruit: str, wood: str) -> None:
    x, y = at
    size = wide * 0.13
    for row in range(3):
        for column in range(4):
            cx = x + wide * (0.16 + 0.22 * column + 0.05 * (row % 2))
            cy = y - wide * (0.34 - row * 0.13)
            sheet.oval(cx, cy, size, size, mixed(fruit, "#3a1530", 0.16))
            sheet.oval(cx + size * 0.12, cy - size * 0.14, size * 0.78, size * 0.78, fruit)
            sheet.oval(cx + size * 0.3, cy - size * 0.38, size * 0.24, size * 0.2, "#fff3d6aa")
    sheet.shade(
        box(x, y - wide * 0.1, x + wide, y + wide * 0.22), (mixed(wood, "#fff0c8", 0.3), wood)
    )
    sheet.rect(x, y + wide * 0.05, x + wide, y + wide * 0.065, "#6b452f88")


def _shoppers(sheet: Sheet, places: tuple[tuple[float, float, float], ...]) -> None:
    coats = ("#7d4a58", "#d9a04a", "#4f7478", "#c9604c", "#6f6a8a")
    for index, (x, y, tall) in enumerate(places):
        sheet.soft(
            [[(x - 14, y), (x + 16, y), (x - tall * 0.7, y + 26), (x - tall * 0.9, y + 26)]],
            "#4a2e4a",
            5,
            0.5,
        )
        look = Look(
            mixed(coats[index], "#ffe3b4", 0.2),
            "#4a4458",
            SKINS[index % 4],
            HAIRS[index % 4],
            0.16,
            "",
            "#fff3d0",
        )
        figure(sheet, (x, y), tall, (WALK, STAND, OFFER)[index % 3], look, 1 if index % 2 else -1)


def _foreground(sheet: Sheet) -> None:
    people = (
        (
            850,
            1006,
            372,
            WALK,
            1,
            Look("#c9473d", "#2b3550", SKINS[1], HAIRS[1], 0.24, "", "#fff0c8"),
        ),
        (
            1010,
            984,
            338,
            STAND,
            1,
            Look("#e6b84a", "#2c4a52", SKINS[0], HAIRS[0], 0.06, "", "#fff0c8"),
        ),
        (
            724,
            1000,
            214,
            WALK,
            1,
            Look("#2f7d7a", "#3a3450", SKINS[1], HAIRS[2], 0.12, "", "#fff0c8"),
        ),
    )
    for x, y, tall, pose, facing, look in people:
        shadow = [
            (x - tall * 0.08, y),
            (x + tall * 0.1, y),
            (x - tall * 0.66, y + tall * 0.2),
            (x - tall * 0.9, y + tall * 0.2),
        ]
        sheet.soft([shadow], "#4a2e4a", 8, 0.5)
        figure(sheet, (x, y), tall, pose, look, facing)
    x, y = 876, 840
    sheet.line(curve([(x - 36, y + 14), (x, y - 36), (x + 36, y + 14)]), "#8a5a34", 5)
    for dx, colour in ((-22, "#7fa53c"), (-4, "#e8542f"), (14, "#f3b32c"), (26, "#7fa53c")):
        sheet.oval(x + dx, y + 8, 15, 15, colour)
    sheet.shade(
        [(x - 44, y + 12), (x + 44, y + 12), (x + 33, y + 64), (x - 33, y + 64)],
        ("#c9905a", "#8f5c38"),
    )
    for weave in range(4):
        sheet.line(
            [
                (x - 41 + weave * 2.5, y + 22 + weave * 11),
                (x + 41 - weave * 2.5, y + 22 + weave * 11),
            ],
            "#6b4228aa",
            2,
        )
