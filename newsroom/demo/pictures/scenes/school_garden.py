"""Beds, a greenhouse and sunflowers behind a school."""

from __future__ import annotations

import math

from PIL import Image

from ..figures import BEND_DOWN, OFFER, STAND, Look, figure
from ..nature import foliage, trunk
from ..outlines import Point, arch, box, curve, ground, ridge
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("school-garden")
    sheet.sky(("#66b2d3", "#b9e0de", "#fff3d0"), 0, 520)
    sheet.clouds((10, 360), "#ffffff", (3, 4), 0.45, 5, 0.9)
    sheet.glow(1400, 90, 900, 700, "#fff2c0", 0.6)
    sheet.shade(ground(ridge(sheet.rng, 430, 36, 5, 4), 620), ("#7fae86", "#a9c99a"))
    _school(sheet)
    for x in (40, 930, 1560):
        trunk(sheet, (x, 640), (x, 450), 20, "#5b4436")
        for dx, dy in ((-50, 400), (50, 390), (0, 330)):
            foliage(
                sheet, (x + dx, dy), (86, 66), ("#2f6b40", "#4a8a48", "#74ad52", "#a9cf66"), 260, 8
            )
    sheet.sky(("#b6d27a", "#86b858", "#5c9447"), 618, HEIGHT)
    sheet.texture(box(0, 620, WIDTH, HEIGHT), "#d3e08a", (26, 22), 0.3, 0.4)
    _greenhouse(sheet)
    sheet.shade([(640, 640), (800, 640), (980, 1080), (420, 1080)], ("#f0dcb0", "#d9b98a"))
    for x, y, half, kind in ((300, 724, 190, 0), (1000, 720, 170, 1)):
        _bed(sheet, x, y, half, kind)
    _gardeners(sheet)
    for x, y, half, kind in ((250, 930, 330, 2), (1270, 950, 340, 3)):
        _bed(sheet, x, y, half, kind)
    for index, x in enumerate((1330, 1420, 1510, 1590)):
        _sunflower(sheet, (x, 930), 470 - index * 44 + (index % 2) * 90, 66 - index * 4)
    return sheet.finish(vignette=0.14)


def _school(sheet: Sheet) -> None:
    sheet.shade(box(170, 330, 860, 626), ("#a9543f", "#c96f50", "#e0906a"), True)
    sheet.texture(box(170, 330, 860, 626), "#8a4336", (40, 30), 0.35, 0.3)
    sheet.shade([(140, 336), (210, 236), (820, 236), (890, 336)], ("#5d5f78", "#7d7f94"))
    sheet.shade([(420, 336), (516, 190), (612, 336)], ("#c96f50", "#e0906a"), True)
    sheet.line([(410, 340), (516, 182), (622, 340)], "#fff3da", 8)
    sheet.oval(516, 284, 31, 31, "#fff3da")
    sheet.oval(516, 284, 26, 26, "#fffbee")
    sheet.line([(516, 284), (516, 264)], "#33303f", 4)
    sheet.line([(516, 284), (530, 290)], "#33303f", 4)
    sheet.shade(box(494, 118, 538, 206), ("#e9d9b8", "#fff6e2"), True)
    sheet.poly([(486, 120), (516, 76), (546, 120)], "#5d5f78")
    sheet.poly(arch(506, 526, 134, 176), "#6f8790")
    for row in (368, 492):
        for x in (204, 294, 650, 740, 410, 590):
            if row == 492 and x in (410, 590):
                continue
            sheet.rect(x - 5, row - 5, x + 71 - 20 * (x in (410, 590)), row + 91, "#fff3da")
            sheet.shade(
                box(x, row, x + 66 - 20 * (x in (410, 590)), row + 84), ("#bfe0e6", "#6f9cab")
            )
            sheet.rect(
                x + 31 - 10 * (x in (410, 590)),
                row,
                x + 34 - 10 * (x in (410, 590)),
                row + 84,
                "#fff3da",
            )
            sheet.rect(x, row + 30, x + 66 - 20 * (x in (410, 590)), row + 33, "#fff3da")
    sheet.poly(arch(470, 562, 480, 626), "#fff3da")
    sheet.poly(arch(478, 554, 488, 626), "#2f6f7a")
    sheet.rect(514, 500, 518, 626, "#fff3da")


def _greenhouse(sheet: Sheet) -> None:
    x0, x1, y = 1110, 1480, 690
    sheet.shade(
        [
            (x0, y),
            (x0, y - 130),
            (x0 + 60, y - 220),
            (x1 - 20, y - 220),
            (x1 + 30, y - 130),
            (x1 + 30, y),
        ],
        ("#e6f6f2", "#b9dcd0", "#8fc0a8"),
    )
    for index in range(9):
        foliage(
            sheet,
            (x0 + 30 + index * 44, y - 44),
            (28, 42),
            ("#3f8a52", "#6bb060", "#a3d080"),
            44,
            6,
        )
    for index in range(12):
        sheet.oval(x0 + 30 + index * 32, y - 40 - sheet.rng.uniform(0, 36), 5, 5, "#e8543f")
    for index in range(8):
        x = x0 + index * (x1 + 30 - x0) / 7
        sheet.line(
            [(x, y), (x, y - 130), (x0 + 60 + index * (x1 - 80 - x0) / 7, y - 220)], "#ffffff", 4
        )
    sheet.line([(x0, y - 130), (x1 + 30, y - 130)], "#ffffff", 5)
    sheet.line([(x0 + 60, y - 220), (x1 - 20, y - 220)], "#ffffff", 6)
    sheet.rect(x0, y - 10, x1 + 30, y, "#c9a27c")
    sheet.shade(
        [(x0 + 90, y - 214), (x0 + 170, y - 214), (x0 + 110, y), (x0 + 20, y)],
        ("#ffffff",),
        strengths=(0.5, 0.1),
    )


def _bed(sheet: Sheet, x: float, y: float, half: float, kind: int) -> None:
    """A raised bed: cabbages, lettuces, tomatoes on canes or a mix of flowers."""
    deep = half * 0.3
    sheet.soft(
        [
            [
                (x - half - 40, y + 10),
                (x + half - 20, y + 10),
                (x + half - 30, y + half * 0.34),
                (x - half - 60, y + half * 0.34),
            ]
        ],
        "#2b5238",
        8,
        0.5,
    )
    sheet.shade(
        [(x - half, y), (x - half * 0.86, y - deep), (x + half * 0.86, y - deep), (x + half, y)],
        ("#6b4a3c", "#4a332e"),
    )
    unit = half / 5
    for row in range(3):
        level = y - deep * (0.86 - row * 0.36)
        reach = half * (0.84 + row * 0.05)
        for index in range(7):
            _plant(
                sheet,
                (x - reach + (index + 0.5) * reach * 2 / 7, level),
                unit * (0.8 + row * 0.16),
                kind,
            )
    sheet.shade(box(x - half, y, x + half, y + half * 0.2), ("#d9a872", "#a8744a"))
    sheet.rect(x - half, y + half * 0.1, x + half, y + half * 0.108, "#7d5236")


def _plant(sheet: Sheet, at: Point, size: float, kind: int) -> None:
    x, y = at
    if kind in (0, 2):
        tones = (
            ("#2f6f4f", "#5da06a", "#9ccf8a", "#d3ecb0")
            if kind == 0
            else ("#3f7f3a", "#74b04a", "#b3d85f", "#e3f09a")
        )
        for ring, tone in enumerate(tones):
            far = size * (0.62 - ring * 0.14)
            for leaf in range(7 - ring):
                turn = leaf * 2 * math.pi / (7 - ring) + ring
                sheet.oval(
                    x + math.cos(turn) * far * 0.6,
                    y - size * 0.24 + math.sin(turn) * far * 0.34,
                    far * 0.55,
                    far * 0.42,
                    tone,
                )
        return
    sheet.line([(x, y), (x + size * 0.05, y - size * 1.7)], "#c99a62", max(2, size * 0.05))
    foliage(
        sheet,
        (x, y - size * 0.75),
        (size * 0.4, size * 0.8),
        ("#2f6b40", "#4f9448", "#86bd58"),
        40,
        size * 0.1,
    )
    for _ in range(5):
        colour = (
            "#e8472f"
            if kind == 1
            else sheet.rng.choice(("#f2698d", "#ffb52e", "#fff3f0", "#8f5fb5"))
        )
        sheet.oval(
            x + sheet.rng.gauss(0, 0.2) * size,
            y - sheet.rng.uniform(0.3, 1.4) * size,
            size * 0.11,
            size * 0.11,
            colour,
        )


def _gardeners(sheet: Sheet) -> None:
    people = (
        (
            640,
            880,
            268,
            BEND_DOWN,
            -1,
            Look("#f2b53c", "#3c5d8c", "#8d5a46", "#2a2029", 0, "", "#fff6d8"),
        ),
        (
            810,
            872,
            350,
            STAND,
            1,
            Look("#3d8a86", "#33415c", "#b57d60", "#6b3f2a", 0.2, "#f0d48a", "#fff6d8"),
        ),
        (
            930,
            880,
            258,
            OFFER,
            1,
            Look("#e0523f", "#2f4a73", "#6b4336", "#1f1a22", 0.1, "", "#fff6d8"),
        ),
        (
            1040,
            770,
            150,
            OFFER,
            -1,
            Look("#7a5aa8", "#33415c", "#c78f70", "#8a5a34", 0.12, "", "#fff6d8"),
        ),
    )
    for x, y, tall, pose, facing, look in people:
        sheet.soft(
            [
                [
                    (x - 20, y - 4),
                    (x + 26, y - 4),
                    (x - tall * 0.4, y + 30),
                    (x - tall * 0.7, y + 30),
                ]
            ],
            "#5c4a3c",
            7,
            0.5,
        )
        figure(sheet, (x, y), tall, pose, look, facing)
    x, y = 1000, 726
    sheet.shade(box(x - 26, y - 20, x + 26, y + 30), ("#4fb0c0", "#2b7f96"), True)
    sheet.limb((x + 22, y + 18), (x + 64, y - 16), 9, 7, "#3a94a8")
    sheet.oval(x + 66, y - 18, 11, 9, "#2b7f96")
    sheet.line(curve([(x - 24, y - 16), (x, y - 46), (x + 24, y - 16)]), "#2b7f96", 5)
    for _ in range(26):
        fall = sheet.rng.random()
        drop = (x + 74 + fall * 30 + sheet.rng.uniform(-8, 16), y - 12 + fall * 120)
        sheet.line([drop, (drop[0] + 3, drop[1] + 11)], "#eafaffcc", 2)


def _sunflower(sheet: Sheet, foot: Point, tall: float, size: float) -> None:
    x, y = foot
    head = (x - tall * 0.05, y - tall)
    sheet.line(curve([foot, (x + 12, y - tall * 0.5), head]), "#4f8a3c", 11)
    for part, side in ((0.25, 1), (0.42, -1), (0.6, 1)):
        at = (x + 6, y - tall * part)
        leaf = curve(
            [
                at,
                (at[0] + side * 40, at[1] - 40),
                (at[0] + side * 96, at[1] - 16),
                (at[0] + side * 50, at[1] + 14),
            ],
            True,
        )
        sheet.shade(leaf, ("#8cc455", "#3f7f3a"))
    for ring, colour in ((1.0, "#e8961e"), (0.9, "#ffc62e")):
        for petal in range(17):
            turn = petal * 2 * math.pi / 17 + ring
            tip = (head[0] + math.cos(turn) * size * ring, head[1] + math.sin(turn) * size * ring)
            middle = ((head[0] + tip[0]) / 2, (head[1] + tip[1]) / 2)
            sheet.limb(middle, tip, size * 0.27, size * 0.07, colour)
    sheet.oval(*head, size * 0.5, size * 0.5, "#5b3324")
    sheet.oval(head[0] + 3, head[1] - 3, size * 0.37, size * 0.37, "#7d4a2a")
    sheet.oval(*head, size * 0.2, size * 0.2, "#43241d")
