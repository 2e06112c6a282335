"""A shot at goal under the floodlights."""

from __future__ import annotations

import math

from PIL import Image

from ..buildings import Camera
from ..figures import KICK, RUN, STAND, Look, Pose, figure
from ..nature import mixed
from ..outlines import Point, box, ellipse
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("football-floodlights")
    view = Camera(860, 560, 1100, 1.9)
    sheet.sky(("#070f26", "#12264d", "#2f4d80", "#6f7fa3"), 0, 560)
    sheet.clouds((20, 420), "#3d5a8f", (3, 7), 0.42, 2.4, 0.5)
    _stand(sheet)
    _pitch(sheet, view)
    for x, top, size in ((190, 142, 0.9), (1440, 142, 0.9), (650, 200, 0.5), (1050, 200, 0.5)):
        _floodlight(sheet, x, top, size)
    _goal(sheet, view)
    _players(sheet, view)
    sheet.clouds((300, 900), "#b9d3e8", (3, 4), 0.4, 1.2, 0.16)
    return sheet.finish(vignette=0.34)


def _stand(sheet: Sheet) -> None:
    sheet.shade(
        [(-20, 250), (420, 316), (1260, 316), (1620, 250), (1620, 560), (-20, 560)],
        ("#1b2747", "#33456e", "#24345a"),
    )
    colours = (
        "#d9483b",
        "#f2e6cf",
        "#8fa3c4",
        "#52689a",
        "#c9806a",
        "#e0b04a",
        "#3d5080",
        "#b53a3a",
    )
    for _ in range(5200):
        x, y = sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(330, 545)
        y = round(y / 9) * 9
        if 424 < y < 442:
            continue
        size = 2.6 + (y - 330) / 150
        tone = mixed(sheet.rng.choice(colours), "#1b2747", sheet.rng.uniform(0.2, 0.66))
        sheet.oval(x, y, size, size * 1.15, tone)
        sheet.oval(x, y - size * 1.4, size * 0.5, size * 0.56, mixed("#d9a080", "#1b2747", 0.4))
    sheet.shade(box(-20, 424, 1620, 442), ("#d3dcec", "#52689a"))
    for x in range(60, 1600, 240):
        sheet.rect(x, 300, x + 5, 424, "#1a2648")
    roof = [
        (-20, 190),
        (420, 280),
        (1260, 280),
        (1620, 190),
        (1620, 262),
        (1240, 330),
        (440, 330),
        (-20, 262),
    ]
    sheet.shade(roof, ("#0c1632", "#1a2a52"))
    sheet.line([(-20, 262), (440, 330), (1240, 330), (1620, 262)], "#aac4e8", 3)
    sheet.shade(box(-20, 528, 1620, 566), ("#16305e", "#0e2248"))
    for index, tone in enumerate(("#d9483b", "#f2e6cf", "#2f7fa8", "#e0b04a") * 3):
        sheet.rect(-20 + index * 140, 534, 112 + index * 140, 560, mixed(tone, "#0e2248", 0.42))


def _pitch(sheet: Sheet, view: Camera) -> None:
    sheet.sky(("#2f7f5c", "#2a8a54", "#1f6f45", "#14502f"), 562, HEIGHT)
    edges = [3.2, 4.2, 5.6, 7.6, 10.4, 14.2, 19.5, 27, 38, 54, 80, 130]
    for near, far in zip(edges[::2], edges[1::2], strict=True):
        sheet.poly(view.floor(-200, 200, near, far), "#8fd98a2e")
    for z, wide in ((60, 0.3), (24, 0.16)):
        sheet.poly(view.floor(-60, 60, z, z + wide * 2.4), "#e8f6e0cc")
    sheet.poly(view.floor(-14, -13.8, 24, 60), "#e8f6e0cc")
    sheet.poly(view.floor(14, 14.2, 24, 60), "#e8f6e0cc")
    arc = [
        view.at(10.5 * math.cos(t), 0, 24 - 5.4 * math.sin(t))
        for t in (s * math.pi / 40 for s in range(41))
    ]
    sheet.line(arc, "#e8f6e0cc", 3)
    sheet.glow(760, 800, 900, 300, "#d9ffd0", 0.3)
    for _ in range(900):
        y = 600 + 460 * sheet.rng.random() ** 0.6
        x, tall = sheet.rng.uniform(0, WIDTH), (y - 540) / 70
        sheet.line(
            [(x, y), (x + tall * 0.3, y - tall)], sheet.rng.choice(("#8fd98a44", "#0f402844")), 1
        )


def _floodlight(sheet: Sheet, x: float, top: float, size: float) -> None:
    foot = 300
    for side in (-1, 1):
        sheet.line(
            [(x + side * 9 * size, top + 40 * size), (x + side * 22 * size, foot)],
            "#0a1430",
            5 * size,
        )
    for rung in range(9):
        y = top + 50 * size + rung * (foot - top) / 10
        half = (10 + rung * 1.4) * size
        sheet.line([(x - half, y), (x + half, y + 20 * size)], "#0a1430", 2.4 * size)
    sheet.poly(box(x - 92 * size, top - 46 * size, x + 92 * size, top + 46 * size), "#0a1430")
    for row in range(3):
        for column in range(6):
            sheet.oval(
                x + (column - 2.5) * 29 * size,
                top + (row - 1) * 28 * size,
                11 * size,
                11 * size,
                "#fdfbea",
            )
    sheet.glow(x, top, 560 * size, 520 * size, "#cfe4ff", 0.8)
    sheet.glow(x, top, 190 * size, 160 * size, "#fffbe6", 0.95)
    lean = (800 - x) * 0.5
    beam = [
        (x - 60 * size, top),
        (x + 60 * size, top),
        (x + lean + 420, 800),
        (x + lean - 420, 800),
    ]
    sheet.shade(beam, ("#dcebff",), strengths=(0.24 * size, 0.07 * size, 0))


def _goal(sheet: Sheet, view: Camera) -> None:
    z, left, right, tall = 34, 1.4, 14.5, 4.4
    for part in range(27):
        x = left + (right - left) * part / 26
        sheet.line(
            [view.at(x, tall, z), view.at(x, tall * 0.9, z + 4), view.at(x, 0, z + 6)],
            "#e8f0ff55",
            1.2,
        )
    for part in range(11):
        y = tall * part / 10
        sheet.line(
            [
                view.at(left, y, z),
                view.at(left, y, z + 6 - y),
                view.at(right, y, z + 6 - y),
                view.at(right, y, z),
            ],
            "#e8f0ff55",
            1.2,
        )
    sheet.line(
        [
            view.at(left, 0, z),
            view.at(left, tall, z),
            view.at(right, tall, z),
            view.at(right, 0, z),
        ],
        "#ffffff",
        6,
    )


def _players(sheet: Sheet, view: Camera) -> None:
    red = Look("#e0402f", "#f6efe0", "#9c6450", "#2a2029", 0.05, "", "#f3fbff")
    blue = Look("#2f6fc0", "#14284f", "#7a4c3c", "#1c1a22", 0.05, "", "#f3fbff")
    keeper = Look("#f3c13a", "#2a2f3f", "#b57d60", "#5a3a2a", 0.05, "", "#f3fbff")
    spread = Pose(
        (0.0, 0.86),
        (0.0, 0.76),
        (0, 0.46),
        ((-0.16, 0.74), (-0.3, 0.84)),
        ((0.16, 0.74), (0.3, 0.84)),
        ((0.13, 0.26), (0.15, 0.02)),
        ((-0.13, 0.26), (-0.18, 0.02)),
    )
    cast = (
        (8.2, 32.0, spread, keeper, -1),
        (-15.5, 26.0, RUN, blue, 1),
        (-3.4, 19.0, RUN, red, 1),
        (10.6, 20.0, STAND, red, -1),
        (2.55, 6.4, RUN, blue, -1),
        (-1.75, 4.9, KICK, red, 1),
    )
    for x, z, pose, look, facing in cast:
        foot, tall = view.at(x, 0, z), 2.0 * view.scale(z)
        for lean in (-0.95, 0.85):
            shade = [
                (foot[0] - tall * 0.09, foot[1]),
                (foot[0] + tall * 0.11, foot[1]),
                (foot[0] + tall * (lean + 0.12), foot[1] + tall * 0.2),
                (foot[0] + tall * (lean - 0.08), foot[1] + tall * 0.2),
            ]
            sheet.soft([shade], "#06251c", max(2, tall * 0.02), 0.5)
        figure(sheet, foot, tall, pose, look, facing)
        _kit(sheet, foot, tall, pose, look, facing)
    _ball(sheet, (700, 900), 25)


def _kit(sheet: Sheet, foot: Point, tall: float, pose: Pose, look: Look, facing: int) -> None:
    """Bare knees between shorts and socks, and boots."""
    for knee, ankle in (pose.far_leg, pose.near_leg):

        def at(part: float, a: Point = knee, b: Point = ankle) -> Point:
            return foot[0] + facing * tall * (a[0] + (b[0] - a[0]) * part), foot[1] - tall * (
                a[1] + (b[1] - a[1]) * part
            )

        sheet.limb(at(-0.28), at(0.2), tall * 0.075, tall * 0.068, look.skin)
        sheet.limb(at(0.3), at(0.95), tall * 0.072, tall * 0.046, look.coat)
        sheet.limb(
            at(1.0),
            (at(1.0)[0] + facing * tall * 0.07, at(1.0)[1]),
            tall * 0.05,
            tall * 0.036,
            "#12141f",
        )


def _ball(sheet: Sheet, at: Point, size: float) -> None:
    x, y = at
    sheet.soft([ellipse(x + 6, 992, size * 1.3, size * 0.3)], "#06251c", 5, 0.6)
    sheet.oval(x, y, size, size, "#b9c6d3")
    sheet.oval(x + size * 0.08, y - size * 0.1, size * 0.88, size * 0.86, "#ffffff")
    for turn in range(5):
        angle = turn * 2 * math.pi / 5 + 0.4
        sheet.oval(
            x + math.cos(angle) * size * 0.72,
            y + math.sin(angle) * size * 0.72,
            size * 0.2,
            size * 0.2,
            "#1d2433",
        )
    sheet.oval(x, y, size * 0.28, size * 0.28, "#1d2433")
