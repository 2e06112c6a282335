"""Rock pools at low tide, and two who look into them."""

from __future__ import annotations

import math

from PIL import Image

from ..figures import BEND_DOWN, CROUCH, Look, figure
from ..nature import glitter, gull, mixed, ripples, sun
from ..outlines import Point, curve, ellipse, ground, ridge, rock
from ..painting import Sheet


def paint() -> Image.Image:
    sheet = Sheet("tidal-pools")
    sheet.sky(("#2c5f7c", "#6f9aa0", "#e9b493", "#ff9d78", "#ffd09a"), 0, 400)
    sheet.clouds((20, 380), "#ffb492", (2, 9), 0.42, 3, 0.8)
    sheet.clouds((160, 396), "#8c6f86", (2, 14), 0.33, 4, 0.5)
    sun(sheet, (1130, 372), 36, "#fff2cc", "#ffb071", 560)
    line = curve([(-20, 262), (110, 250), (260, 300), (370, 352), (520, 380), (640, 404)], steps=14)
    line = [(x, y + sheet.rng.uniform(-3, 3)) for x, y in line]
    sheet.shade(ground(line, 410), ("#6a5a78", "#c28787"))
    sheet.sky(("#ffc490", "#7f9aa4", "#3d7183"), 400, 582)
    glitter(sheet, 1130, (402, 560), "#fff0c6ee", 220, 70)
    for y, alpha in ((470, "66"), (512, "88"), (548, "bb")):
        surf = ridge(sheet.rng, y, 7, 7, 3)
        sheet.poly(
            [*surf, *[(x, p + 6 + 5 * math.sin(x / 60)) for x, p in reversed(surf)]],
            f"#fff3e0{alpha}",
        )
    sheet.shade(
        ground(ridge(sheet.rng, 562, 8, 5, 3)), ("#c99a86", "#8b6d72", "#4d4658", "#302f45")
    )
    sheet.glow(1130, 600, 420, 120, "#ffcf98", 0.5)
    for row in range(7):
        _pool_row(sheet, row)
    _children(sheet)
    _near_pool(sheet)
    for x, y, span in ((420, 170, 28), (500, 140, 19), (330, 204, 16), (720, 250, 13)):
        gull(sheet, (x, y), span, "#33435c", 0.1)
    return sheet.finish()


def _pool_row(sheet: Sheet, row: int) -> None:
    """Rocks and pools of one distance; the first row is the farthest."""
    y, size = 590 + row * row * 8 + row * 12, 16 + row * 13
    stone = mixed("#8a6a72", "#232a40", row / 6)
    for _ in range(9 - row):
        x = sheet.rng.uniform(-20, 1620)
        pool = _puddle(sheet, x, y + sheet.rng.uniform(-8, 8), size * 3.2, size * 0.5)
        sheet.poly([(px, py - 3 - row * 0.6) for px, py in pool], mixed(stone, "#1c2038", 0.5))
        sheet.shade(pool, ("#ffbf93", "#e39c8c", "#5f8591"))
    for _ in range(12 - row):
        x, wide = sheet.rng.uniform(-20, 1620), size * sheet.rng.uniform(0.7, 1.7)
        if abs(x - 1000) < 210 and row > 3:
            continue
        _boulder(sheet, (x, y + sheet.rng.uniform(-10, 10)), wide, stone)


def _puddle(sheet: Sheet, x: float, y: float, rx: float, ry: float) -> list[Point]:
    ring = [
        (px + sheet.rng.uniform(-0.22, 0.22) * rx, py + sheet.rng.uniform(-0.2, 0.2) * ry)
        for px, py in ellipse(x, y, rx, ry, 11)
    ]
    return curve(ring, closed=True, steps=6)


def _boulder(sheet: Sheet, at: Point, wide: float, stone: str) -> None:
    shape = rock(sheet.rng, *at, wide, wide * 0.5, 13)
    sheet.soft(
        [ellipse(at[0] - wide * 0.2, at[1] + wide * 0.16, wide * 1.1, wide * 0.2)],
        "#1c1f35",
        wide * 0.08 + 1,
        0.5,
    )
    sheet.shade(shape, (mixed(stone, "#1c2038", 0.4), stone, mixed(stone, "#ffb58c", 0.55)), True)
    sheet.texture(shape, "#20233b", (5, 4), 0.4, 0.55)
    cap = [(x, y) for x, y in shape if y < at[1] - wide * 0.12]
    if len(cap) > 2:
        sheet.poly(cap, "#ffc79c55")


def _children(sheet: Sheet) -> None:
    sheet.soft([[(985, 786), (1090, 786), (960, 880), (850, 880)]], "#232640", 9, 0.5)
    crouching = Look("#d9483b", "#2b4a66", "#8f5a48", "#2a2233", 0, "", "#ffd9a6")
    standing = Look("#f3c552", "#2e5f73", "#9c6450", "#3a2630", 0.1, "#f6ead2", "#fff0cc")
    figure(sheet, (1060, 792), 262, BEND_DOWN, standing, -1)
    figure(sheet, (900, 796), 250, CROUCH, crouching, 1)
    sheet.line([(1118, 610), (975, 726)], "#5b3b36", 4)
    sheet.poly(curve([(980, 716), (950, 740), (962, 778), (990, 752)], True), "#e9f0e6aa")
    sheet.shade([(1120, 748), (1172, 748), (1164, 798), (1128, 798)], ("#4fa3a0", "#25616c"), True)
    sheet.oval(1146, 748, 26, 7, "#173f4c")
    sheet.line(curve([(1121, 748), (1146, 714), (1171, 748)]), "#f2e6cf", 3)


def _near_pool(sheet: Sheet) -> None:
    """The large pool at the lower left, clear enough to look into."""
    rim = curve(
        [
            (-60, 900),
            (60, 868),
            (150, 876),
            (250, 836),
            (360, 842),
            (440, 826),
            (560, 858),
            (610, 850),
            (720, 900),
            (700, 940),
            (780, 984),
            (700, 1040),
            (720, 1110),
            (-40, 1110),
        ],
        True,
        10,
    )
    sheet.poly([(x + 4, y - 7) for x, y in rim], "#1f2238")
    sheet.shade(rim, ("#f2ac90", "#7fa3a3", "#2f7581", "#164a5e"))
    sheet.texture(rim, "#0f3f55", (9, 5), 0.42, 0.35, 2)
    for _ in range(90):
        x, y = sheet.rng.uniform(40, 640), sheet.rng.uniform(930, 1050)
        wide = sheet.rng.uniform(4, 15)
        colour = sheet.rng.choice(("#d7b59a66", "#8fb3ab66", "#1b394f88", "#b06f6a66"))
        sheet.oval(x, y, wide, wide * 0.6, colour)
    for at, size, colour in (
        ((235, 985), 62, "#ff7d4d"),
        ((520, 958), 36, "#ffb347"),
        ((400, 1035), 30, "#e9566b"),
    ):
        _starfish(sheet, at, size, colour)
    for x in (60, 120, 640, 690):
        for _ in range(16):
            tip = (x + sheet.rng.uniform(-44, 44), 930 - sheet.rng.uniform(10, 70))
            sheet.line(curve([(x, 975), ((x + tip[0]) / 2 + 12, 945), tip]), "#2d5a4fcc", 4)
    ripples(sheet, (865, 960), "#fff0d877", 36, (180, 620))
    for x, y, wide in (
        (20, 900, 100),
        (700, 905, 64),
        (776, 1010, 90),
        (150, 872, 40),
        (590, 858, 34),
        (860, 1060, 120),
    ):
        _boulder(sheet, (x, y), wide, "#3d3a50")


def _starfish(sheet: Sheet, at: Point, size: float, colour: str) -> None:
    star: list[Point] = []
    turn = sheet.rng.uniform(0, 1)
    for corner in range(10):
        far = size * (1 if corner % 2 == 0 else 0.38)
        angle = turn + corner * math.pi / 5
        star.append((at[0] + far * math.cos(angle), at[1] + far * 0.62 * math.sin(angle)))
    shape = curve(star, True, 6)
    sheet.soft([[(x - 5, y + 9) for x, y in shape]], "#0b2f44", 5, 0.6)
    sheet.shade(shape, (mixed(colour, "#fff0c8", 0.35), colour, mixed(colour, "#6b2345", 0.4)))
    for x, y in star[::2]:
        for part in (0.25, 0.5, 0.72):
            sheet.oval(
                at[0] + (x - at[0]) * part,
                at[1] + (y - at[1]) * part,
                size * 0.045,
                size * 0.035,
                "#fff1d6bb",
            )
