"""Lemon terraces falling to the sea."""

from __future__ import annotations

import math

from PIL import Image

from ..figures import OFFER, Look, figure
from ..nature import foliage, glitter, mixed, ripples
from ..outlines import Point, arch, box, curve, dome, ellipse, ground
from ..painting import HEIGHT, Sheet


def paint() -> Image.Image:
    sheet = Sheet("lemon-terraces")
    sheet.sky(("#2f86b8", "#7fc0d3", "#d9ecdc", "#fdf0cc"), 0, 430)
    sheet.clouds((10, 330), "#ffffff", (3, 6), 0.4, 3, 0.75)
    sheet.shade(
        ground(
            curve([(900, 420), (1080, 360), (1200, 290), (1330, 330), (1480, 300), (1620, 340)]),
            432,
        ),
        ("#7fa6bd", "#c3d9d3"),
    )
    sheet.sky(("#a5dcdc", "#2f9ab5", "#1b6d98"), 424, HEIGHT)
    ripples(sheet, (428, 720), "#ffffff88", 240)
    glitter(sheet, 1260, (428, 700), "#fff8dacc", 200, 90)
    for x, y, size in ((1190, 520, 30), (1390, 470, 17), (1010, 462, 14)):
        sheet.poly([(x, y), (x, y - size * 2), (x + size, y - size * 0.2)], "#ffffff")
        sheet.poly(
            [(x - 3, y), (x - 3, y - size * 1.6), (x - size * 0.7, y - size * 0.1)], "#f6dfc0"
        )
        sheet.poly(
            [
                (x - size, y),
                (x + size, y),
                (x + size * 0.7, y + size * 0.3),
                (x - size * 0.7, y + size * 0.3),
            ],
            "#b8483c",
        )
    _village(sheet)
    for step in range(6):
        _terrace(sheet, step)
    figure(
        sheet,
        (925, 962),
        236,
        OFFER,
        Look("#f4ead2", "#3c5d7c", "#8d5a46", "#33232c", 0.04, "#e8c878", "#fffbe0"),
        1,
    )
    _basket(sheet, (1004, 940))
    _branch(sheet)
    return sheet.finish(vignette=0.16)


def _village(sheet: Sheet) -> None:
    slope = curve(
        [(-20, 150), (160, 190), (330, 280), (520, 372), (700, 470), (900, 600), (1000, 700)]
    )
    land = ground(slope, 800)
    sheet.shade(land, ("#8fae9a", "#6f9a72", "#4f8058"))
    sheet.texture(land, "#3f6f55", (16, 12), 0.4, 0.5)
    walls = ("#fff4e0", "#f6d3b0", "#f3b79a", "#fbe3b4", "#eaa58a")
    for row in range(5):
        for index in range(10):
            x = -20 + row * 30 + index * 62 + sheet.rng.uniform(-14, 14)
            y = 262 + row * 58 + index * 34 + sheet.rng.uniform(-8, 8)
            if x > 230 + row * 150:
                continue
            wide, tall = sheet.rng.uniform(48, 70), sheet.rng.uniform(46, 76)
            wall = sheet.rng.choice(walls)
            sheet.shade(
                box(x, y - tall, x + wide, y + 26), (mixed(wall, "#7d6f8a", 0.3), wall), True
            )
            sheet.poly(
                [(x - 4, y - tall), (x + wide / 2, y - tall - 18), (x + wide + 4, y - tall)],
                "#c9694a",
            )
            for window in (0.18, 0.58):
                for floor in (0.2, 0.62):
                    sheet.rect(
                        x + wide * window,
                        y - tall * (1 - floor),
                        x + wide * (window + 0.2),
                        y - tall * (0.78 - floor),
                        "#4f7482",
                    )
    x, y = 500.0, 330.0
    sheet.shade(box(x - 96, y + 40, x + 4, y + 150), ("#d9b89a", "#fff4e0"), True)
    sheet.poly([(x - 104, y + 40), (x - 46, y + 8), (x + 8, y + 40)], "#c9694a")
    sheet.poly(arch(x - 60, x - 34, y + 70, y + 130), "#4f7482")
    sheet.shade(box(x, y - 60, x + 46, y + 130), ("#d9b89a", "#fff4e0"), True)
    sheet.poly(arch(x + 14, x + 32, y - 44, y - 8), "#4f7482")
    sheet.shade(dome(x + 23, y - 60, 25, 34), ("#2f8f9c", "#f0c95a", "#f8e6a0"), True)


def _terrace(sheet: Sheet, step: int) -> None:
    """One dry-stone step of the hillside; the last one is nearest to us."""
    top = 560 + step * 78 + step * step * 5
    tall = 34 + step * 10
    left = curve(
        [
            (-20, top - 70),
            (500, top - 20),
            (900 + step * 60, top + 40),
            (1250 + step * 90, top + 150),
            (1640 + step * 60, top + 300),
        ]
    )
    earth = [*left, *[(x, y + tall + 200) for x, y in reversed(left)]]
    sheet.shade(earth, (mixed("#a7bd62", "#dfe3b0", 0.4 - step * 0.06), "#7d9c4c", "#4f7a42"))
    sheet.texture(earth, "#cfd57c", (24, 10), 0.3, 0.4)
    size = 62 + step * 22
    for index in range(3 + (8 - step)):
        at = left[min(len(left) - 1, 3 + int(index * (46 - step * 2) / (10 - step)))]
        if step == 5 and 760 < at[0] < 1180:
            continue
        _lemon_tree(sheet, (at[0] + sheet.rng.uniform(-20, 20), at[1] + tall * 0.2 + 12), size)
    wall = [(x, y + tall * 0.7) for x, y in left]
    stone = [*wall, *[(x, y + tall) for x, y in reversed(wall)]]
    sheet.poly(stone, "#d9c39c")
    for x, y in wall:
        for _ in range(3):
            dx, dy = sheet.rng.uniform(-18, 18), sheet.rng.uniform(4, tall - 4)
            wide = tall * sheet.rng.uniform(0.16, 0.3)
            sheet.oval(
                x + dx,
                y + dy,
                wide,
                tall * 0.13,
                sheet.rng.choice(("#b89f7c", "#efdcb4", "#a08a70", "#cbb38b")),
            )


def _lemon_tree(sheet: Sheet, foot: Point, size: float) -> None:
    x, y = foot
    sheet.soft([ellipse(x - size * 0.2, y, size * 0.5, size * 0.09)], "#2f5238", 5, 0.5)
    sheet.limb((x, y), (x, y - size * 0.6), size * 0.09, size * 0.06, "#5b4436")
    for dx, dy in ((-0.22, 0.78), (0.24, 0.8), (0, 1.02)):
        centre = (x + dx * size, y - dy * size)
        sheet.oval(*centre, size * 0.3, size * 0.25, "#245239")
        foliage(
            sheet,
            centre,
            (size * 0.36, size * 0.3),
            ("#1f4a37", "#2f6b40", "#4f8f47", "#86b552"),
            80,
            size * 0.05,
        )
    for _ in range(11):
        dx = sheet.rng.uniform(-0.42, 0.42) * size
        dy = sheet.rng.uniform(0.64, 1.04) * size
        sheet.oval(x + dx, y - dy, size * 0.05, size * 0.06, "#ffd42e")
        sheet.oval(
            x + dx + size * 0.012, y - dy - size * 0.016, size * 0.024, size * 0.026, "#fff3a0"
        )


def _basket(sheet: Sheet, at: Point) -> None:
    x, y = at
    for dx, dy in ((-28, -6), (-6, -12), (16, -10), (34, -2), (4, -26), (-16, -24)):
        sheet.oval(x + dx, y + dy, 17, 14, "#e8b61e")
        sheet.oval(x + dx + 3, y + dy - 3, 11, 9, "#ffdf4a")
    sheet.shade(
        [(x - 56, y), (x + 56, y), (x + 44, y + 56), (x - 44, y + 56)], ("#c99458", "#8a5a38")
    )
    for weave in range(4):
        sheet.line(
            [(x - 54 + weave * 3, y + 10 + weave * 12), (x + 54 - weave * 3, y + 10 + weave * 12)],
            "#6b442899",
            2.4,
        )


def _branch(sheet: Sheet) -> None:
    """A bough with ripe fruit hanging into the upper right corner, close to the viewer."""
    bough = curve([(1640, 40), (1480, 66), (1340, 130), (1210, 150)])
    sheet.line(bough, "#4a372d", 13)
    for at, size in (((1530, 235), 74), ((1385, 262), 66), ((1262, 226), 52)):
        x, y = at
        sheet.line([(x, y - size * 1.9), (x, y - size * 0.9)], "#4a5d38", 5)
        lemon = curve(
            [
                (x, y - size * 0.98),
                (x + size * 0.62, y - size * 0.55),
                (x + size * 0.72, y + size * 0.2),
                (x + size * 0.3, y + size * 0.8),
                (x, y + size * 1.08),
                (x - size * 0.3, y + size * 0.8),
                (x - size * 0.72, y + size * 0.2),
                (x - size * 0.62, y - size * 0.55),
            ],
            True,
        )
        sheet.shade(lemon, ("#d99a14", "#f6c71f", "#ffe250", "#ffd42e"), True)
        sheet.texture(lemon, "#c98a10", (14, 16), 0.22, 0.35)
        sheet.glow(x + size * 0.26, y - size * 0.25, size * 0.4, size * 0.55, "#fffbe0", 0.8)
    for index in range(34):
        twig = bough[index * (len(bough) - 1) // 33]
        turn = math.radians(
            sheet.rng.uniform(20, 165) if index % 3 else sheet.rng.uniform(-150, -30)
        )
        _leaf(sheet, twig, turn, sheet.rng.uniform(74, 118))


def _leaf(sheet: Sheet, at: Point, turn: float, size: float) -> None:
    dx, dy = math.cos(turn), math.sin(turn)

    def place(along: float, across: float) -> Point:
        return at[0] + (dx * along - dy * across) * size, at[1] + (dy * along + dx * across) * size

    tone = sheet.rng.choice(("#2b6b41", "#3f8546", "#1f5238", "#5d9c4a"))
    edge = [(0.0, 0.0), (0.3, 0.17), (0.65, 0.15), (1.0, 0.0)]
    one = curve([place(a, b) for a, b in edge], steps=6)
    other = curve([place(a, -b) for a, b in edge], steps=6)
    sheet.poly([*one, place(0, 0)], tone)
    sheet.poly([*other, place(0, 0)], mixed(tone, "#d9e68a", 0.28))
    sheet.line([place(0, 0), place(0.92, 0)], mixed(tone, "#e8f0b0", 0.55), 1.6)
