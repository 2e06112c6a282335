"""Guillemots on their ledges, gannets in the air, two puffins on the turf."""

from __future__ import annotations

import math

from PIL import Image

from ..nature import glitter, grass, gull, mixed, ripples
from ..outlines import Outline, Point, curve, ellipse, ground
from ..painting import Sheet


def paint() -> Image.Image:
    sheet = Sheet("seabird-cliffs")
    sheet.sky(("#5fa8c4", "#a5d0d3", "#e6ead3", "#fbe7c0"), 0, 640)
    sheet.clouds((20, 460), "#ffffff", (3, 6), 0.44, 3, 0.85)
    sheet.glow(1250, 520, 700, 420, "#fff3c4", 0.6)
    sheet.sky(("#b9dcd4", "#4b9fae", "#1f6f8b", "#124d6d"), 630, 1067)
    glitter(sheet, 1250, (634, 960), "#fffbe3cc", 260, 110)
    ripples(sheet, (640, 1067), "#ffffff66", 260)
    sheet.shade(
        ground([(1150, 640), (1240, 590), (1420, 572), (1620, 560)], 640), ("#8fb8bb", "#c3dcd0")
    )
    walls = (
        ([(-20, 250), (420, 262), (690, 300), (850, 352), (872, 420), (905, 660)], "#a7b5b0", 662),
        ([(-20, 196), (300, 190), (520, 236), (664, 300), (676, 420), (730, 740)], "#b79f8b", 742),
        ([(-20, 84), (200, 76), (380, 120), (470, 180), (476, 420), (560, 880)], "#a17c66", 884),
    )
    for index, (edge, tone, foot) in enumerate(walls):
        _cliff(sheet, edge, tone, foot, 5 + index * 2)
    for _ in range(60):
        x, y = sheet.rng.gauss(820, 260), sheet.rng.gauss(380, 150)
        span = sheet.rng.choice((7, 9, 12, 17))
        gull(sheet, (x, y), span, sheet.rng.choice(("#ffffff", "#fdf6e3", "#3b5766")), 0.1)
    for at, span, bank in (((960, 236), 78, 0.14), ((1240, 330), 46, -0.1), ((760, 150), 40, 0.1)):
        _gannet(sheet, at, span, bank)
    _turf(sheet)
    _puffin(sheet, (995, 906), 300, 1)
    _puffin(sheet, (1214, 900), 282, -1)
    return sheet.finish()


def _cliff(sheet: Sheet, edge: Outline, tone: str, foot: float, bird: float) -> None:
    """A wall of rock falling from its grassy top (the first points) to the foam at its foot."""
    rim = [
        (x + sheet.rng.uniform(-5, 5), y + sheet.rng.uniform(-4, 4))
        for x, y in curve(edge, steps=10)
    ]
    wall = [*rim, (-20, foot)]
    sheet.shade(wall, (mixed(tone, "#fff0d0", 0.35), tone, mixed(tone, "#2f4b63", 0.55)))
    sheet.texture(wall, mixed(tone, "#1f2f49", 0.75), (9, 3), 0.36, 0.6)
    sheet.texture(wall, "#fff3dc", (4, 44), 0.3, 0.5, 4)
    sheet.texture(wall, mixed(tone, "#1f2f49", 0.8), (3, 40), 0.24, 0.6, 4)
    right = max(x for x, _ in rim)
    face = [(x, y) for x, y in rim if x > right - 330]
    sheet.shade([*face, (right - 90, foot)], ("#fff2cf",), True, (0, 0.45))
    _ledges(sheet, rim, edge[0][1], foot, bird)
    top = [(x, y) for x, y in rim[: len(rim) * 3 // 5]]
    sheet.poly([*top, *[(x, y + 12 + 9 * math.sin(x / 33)) for x, y in reversed(top)]], "#6f9a56")
    sheet.poly([*top, *[(x, y + 5) for x, y in reversed(top)]], "#a9c46c")
    foam = [
        ellipse(sheet.rng.uniform(-20, right + 40), foot + sheet.rng.uniform(-4, 8), 46, 7)
        for _ in range(26)
    ]
    sheet.soft(foam, "#ffffff", 4, 0.9)


def _ledges(sheet: Sheet, rim: list[Point], top: float, foot: float, bird: float) -> None:
    """Rows of guillemots, shoulder to shoulder on the ledges of a wall."""
    right = max(x for x, _ in rim)
    level = top + 90
    while level < foot - 90:
        level += sheet.rng.uniform(24, 46)
        limit = min((x for x, y in rim if y > level), default=right)
        for _ in range(3):
            x = limit - 30 - abs(sheet.rng.gauss(0, 170))
            count = sheet.rng.randint(3, 11)
            end = min(limit - 8, x + count * bird * 1.3)
            sheet.line(
                [(x - 14, level + bird * 0.7), (end + 10, level + bird * 0.7)], "#fff3dc99", 2
            )
            sheet.line([(x - 10, level + bird), (end + 6, level + bird)], "#2b304466", 3)
            while x < end:
                sheet.oval(x, level, bird * 0.42, bird * 0.72, "#2b3340")
                sheet.oval(x + bird * 0.14, level + bird * 0.16, bird * 0.28, bird * 0.5, "#ffffff")
                x += bird * sheet.rng.uniform(1.0, 1.7)


def _gannet(sheet: Sheet, at: Point, span: float, bank: float) -> None:
    x, y = at
    for side, lift in ((-1, 0.3 + bank), (1, 0.3 - bank)):
        tip = (x + side * span, y - span * lift)
        wing = [
            (x - 0.1 * span, y),
            (x + side * span * 0.5, y - span * (lift * 0.7 + 0.1)),
            tip,
            (x + side * span * 0.45, y - span * (lift * 0.5 - 0.04)),
            (x, y + span * 0.1),
        ]
        sheet.poly(wing, "#ffffff" if side > 0 else "#dfe6e3")
        sheet.poly(
            [
                tip,
                (x + side * span * 0.72, y - span * (lift * 0.86 + 0.05)),
                (x + side * span * 0.7, y - span * (lift * 0.7)),
            ],
            "#26313f",
        )
    body = curve(
        [
            (x - span * 0.42, y + span * 0.1),
            (x, y - span * 0.06),
            (x + span * 0.34, y),
            (x + span * 0.4, y + span * 0.05),
            (x, y + span * 0.13),
        ],
        True,
    )
    sheet.shade(body, ("#ffffff", "#c8d2d2"))
    sheet.oval(x + span * 0.36, y + span * 0.02, span * 0.08, span * 0.055, "#f3cf7c")
    sheet.poly(
        [
            (x + span * 0.42, y),
            (x + span * 0.6, y + span * 0.06),
            (x + span * 0.42, y + span * 0.05),
        ],
        "#8fa3ad",
    )


def _turf(sheet: Sheet) -> None:
    line = curve(
        [(700, 1090), (820, 980), (960, 910), (1130, 884), (1330, 892), (1480, 860), (1620, 826)],
        steps=24,
    )
    land = ground(line)
    sheet.shade(land, ("#7fa750", "#4d7c45", "#2c5540"))
    sheet.texture(land, "#b7cf6c", (18, 10), 0.3, 0.6)
    sheet.texture(land, "#254a3d", (14, 8), 0.32, 0.6)
    grass(sheet, line, 34, ("#6c9a48", "#8fb556", "#4d7c45", "#b7cf6c"), 420)
    for _ in range(70):
        x, y = sheet.rng.choice(line)
        x, y = x + sheet.rng.uniform(-20, 20), y + sheet.rng.uniform(-6, 130)
        size = sheet.rng.uniform(4, 8)
        sheet.line([(x, y), (x + 2, y + 20)], "#3d6b42", 1.6)
        for dx, dy in ((0, 0), (size, 2), (-size, 3), (0, -size * 0.7)):
            sheet.oval(
                x + dx,
                y + dy,
                size * 0.62,
                size * 0.55,
                sheet.rng.choice(("#f29ab2", "#f7bccb", "#e57f9f")),
            )


def _puffin(sheet: Sheet, foot: Point, tall: float, facing: int) -> None:
    def at(dx: float, dy: float) -> Point:
        return foot[0] + dx * tall * facing, foot[1] - dy * tall

    def blob(*points: Point) -> list[Point]:
        return curve([at(*point) for point in points], True, 8)

    sheet.soft(
        [ellipse(foot[0] - tall * 0.16, foot[1] + 6, tall * 0.34, tall * 0.05)], "#1d3b34", 7, 0.6
    )
    for dx in (-0.06, 0.08):
        sheet.limb(at(dx, 0.14), at(dx + 0.01, 0.02), tall * 0.035, tall * 0.03, "#f0712c")
        sheet.poly([at(dx - 0.03, 0), at(dx + 0.01, 0.04), at(dx + 0.12, 0)], "#f0712c")
    sheet.poly([at(-0.2, 0.24), at(-0.36, 0.1), at(-0.26, 0.09), at(-0.12, 0.16)], "#1b222e")
    back = blob(
        (-0.24, 0.2),
        (-0.26, 0.42),
        (-0.2, 0.62),
        (-0.16, 0.82),
        (-0.04, 0.97),
        (0.1, 0.95),
        (0.16, 0.84),
        (0.15, 0.66),
        (0.22, 0.45),
        (0.17, 0.2),
        (0.0, 0.1),
    )
    sheet.shade(back, ("#2c3543", "#161c28"))
    sheet.shade(
        blob(
            (0.02, 0.62),
            (0.14, 0.6),
            (0.235, 0.42),
            (0.18, 0.2),
            (0.02, 0.1),
            (-0.12, 0.16),
            (-0.06, 0.36),
        ),
        ("#ffffff", "#f4ead8", "#b9c3c4"),
    )
    sheet.shade(
        blob((-0.1, 0.62), (0.02, 0.54), (0.02, 0.34), (-0.16, 0.13), (-0.29, 0.08), (-0.22, 0.4)),
        ("#39445a", "#1b2230", "#121722"),
    )
    sheet.shade(
        blob((-0.06, 0.82), (0.02, 0.9), (0.12, 0.88), (0.17, 0.79), (0.1, 0.7), (-0.02, 0.71)),
        ("#ffffff", "#d5dbd9"),
    )
    bill = curve(
        [at(0.14, 0.885), at(0.26, 0.85), at(0.33, 0.765), at(0.25, 0.735), at(0.14, 0.72)], steps=6
    )
    sheet.shade(bill, ("#ff9a3c", "#ec5526"))
    sheet.poly([at(0.14, 0.885), at(0.185, 0.876), at(0.18, 0.722), at(0.14, 0.72)], "#5b6f88")
    sheet.line([at(0.2, 0.87), at(0.205, 0.725)], "#ffe08a", tall * 0.014)
    sheet.line([at(0.14, 0.795), at(0.32, 0.77)], "#8f2c20", tall * 0.008)
    sheet.oval(*at(0.075, 0.83), tall * 0.026, tall * 0.026, "#e2542b")
    sheet.oval(*at(0.075, 0.83), tall * 0.017, tall * 0.017, "#11151d")
    sheet.oval(*at(0.08, 0.838), tall * 0.006, tall * 0.006, "#ffffff")
    sheet.line([at(0.05, 0.835), at(-0.05, 0.8)], "#8c959c", tall * 0.007)
    rim = curve([at(0.02, 0.96), at(-0.1, 0.93), at(-0.175, 0.78), at(-0.21, 0.6)], steps=8)
    sheet.line(rim, "#8fb3c466", tall * 0.012)
