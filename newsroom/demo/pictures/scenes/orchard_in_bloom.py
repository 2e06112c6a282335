"""Two rows of trees in blossom."""

from __future__ import annotations

from PIL import Image

from ..figures import REACH_UP, WALK, Look, figure
from ..nature import foliage, grass, mixed, trunk
from ..outlines import Point, box, ellipse, ground, ridge
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("orchard-in-bloom")
    sheet.sky(("#6fb3cf", "#b3dadb", "#f4efd6"), 0, 560)
    sheet.clouds((10, 420), "#ffffff", (3, 5), 0.45, 4, 0.9)
    sheet.glow(1350, 120, 900, 700, "#fff0c4", 0.6)
    for tone, y, swing in (("#9cc0c0", 470, 50), ("#7fae9c", 520, 36), ("#6b9f74", 560, 24)):
        sheet.shade(
            ground(ridge(sheet.rng, y, swing, 3, 4), 640), (tone, mixed(tone, "#f4efd6", 0.45))
        )
    _farm(sheet)
    sheet.sky(("#b9cf7d", "#86b457", "#4c8445", "#2f6240"), 590, HEIGHT)
    sheet.texture(box(0, 600, WIDTH, HEIGHT), "#d3dd8a", (20, 26), 0.3, 0.4)
    path = [(748, 596), (772, 596), (930, 780), (1180, 1080), (520, 1080), (690, 780)]
    sheet.shade(path, ("#dfe0a0", "#b6cf78", "#90b85c"))
    for index in range(7):
        part = index / 6
        near = part**1.8
        y = 606 + near * 330
        tall = 46 + near * 640
        for side in (-1, 1):
            x = 760 + side * (34 + near * 620) + sheet.rng.uniform(-6, 6)
            _blossom_tree(sheet, (x, y), tall, 1 - part)
        sheet.soft([box(0, y - tall * 0.2, WIDTH, y)], "#fff3dc", 22, 0.2 * (1 - part))
    _picker(sheet)
    daisies = [(sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(800, 1064)) for _ in range(230)]
    grass(
        sheet, [(x, 1070) for x in range(0, WIDTH, 6)], 60, ("#3a7446", "#5d9a4c", "#86b457"), 360
    )
    for at, level in daisies:
        size = 1.6 + (level - 800) / 70
        sheet.oval(
            at,
            level,
            size,
            size * 0.7,
            sheet.rng.choice(("#fff7fa", "#ffd3df", "#fff7fa", "#ffe37a")),
        )
    for _ in range(70):
        sheet.oval(sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(300, 900), 4.4, 2.6, "#fff0f4dd")
    return sheet.finish(vignette=0.16)


def _farm(sheet: Sheet) -> None:
    x, y = 1030, 596
    for dx, wide, tall in ((0, 110, 44), (120, 60, 36)):
        sheet.shade(box(x + dx, y - tall, x + dx + wide, y), ("#c9b89c", "#fff3da"), True)
        sheet.poly(
            [
                (x + dx - 8, y - tall),
                (x + dx + 16, y - tall * 2),
                (x + dx + wide - 16, y - tall * 2),
                (x + dx + wide + 8, y - tall),
            ],
            "#b8584a",
        )
        for window in range(int(wide / 30)):
            sheet.rect(
                x + dx + 12 + window * 28,
                y - tall * 0.7,
                x + dx + 24 + window * 28,
                y - tall * 0.3,
                "#56707a",
            )


def _blossom_tree(sheet: Sheet, foot: Point, tall: float, haze: float) -> None:
    x, y = foot
    sheet.soft(
        [ellipse(x - tall * 0.18, y + tall * 0.02, tall * 0.42, tall * 0.06)],
        "#1f5240",
        tall * 0.02 + 2,
        0.5,
    )
    trunk(
        sheet,
        foot,
        (x + tall * 0.02, y - tall * 0.62),
        tall * 0.085,
        mixed("#5b3d3f", "#c9b3ae", haze * 0.6),
    )
    tones = ("#b5708c", "#d98fa8", "#f2b3c4", "#fbd6de", "#fff5f4")
    colours = tuple(mixed(tone, "#f6e9e4", haze * 0.5) for tone in tones)
    count = max(60, int(190 * min(1.0, tall / 300)))
    for dx, dy, rx, ry in (
        (-0.25, 0.62, 0.2, 0.15),
        (0.25, 0.64, 0.2, 0.15),
        (0, 0.6, 0.24, 0.14),
        (-0.12, 0.78, 0.22, 0.16),
        (0.13, 0.8, 0.22, 0.16),
        (0, 0.92, 0.16, 0.1),
    ):
        centre = (x + dx * tall, y - dy * tall)
        sheet.oval(*centre, rx * tall * 0.75, ry * tall * 0.75, colours[1])
        foliage(sheet, centre, (rx * tall, ry * tall), colours, count, max(1.8, tall * 0.0145))


def _picker(sheet: Sheet) -> None:
    sheet.soft([ellipse(680, 905, 130, 14)], "#1f5240", 8, 0.5)
    figure(
        sheet,
        (880, 900),
        250,
        WALK,
        Look("#3d6f8f", "#f2e3c4", "#a56b50", "#4a2f26", 0.22, "#e8c878", "#fff6e0"),
        -1,
    )
    figure(
        sheet,
        (800, 896),
        152,
        REACH_UP,
        Look("#e0523f", "#2f4a63", "#b57d60", "#33232c", 0.12, "", "#fff6e0"),
        -1,
    )
    sheet.shade([(894, 770), (948, 770), (938, 812), (904, 812)], ("#d9a766", "#9c6c40"))
    for x in (906, 922, 936):
        foliage(sheet, (x, 764), (13, 9), ("#d98fa8", "#fbd6de", "#fff5f4"), 18, 3)
