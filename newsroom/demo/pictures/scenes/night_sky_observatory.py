"""An observatory under the Milky Way."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageColor, ImageFilter

from ..figures import HOLD_UP, STAND, Look, figure
from ..nature import fir, mixed, stars
from ..outlines import Point, box, curve, dome, ground, ridge
from ..painting import HEIGHT, WIDTH, Sheet, noise


def paint() -> Image.Image:
    sheet = Sheet("night-sky-observatory")
    sheet.sky(("#081026", "#10234a", "#1f4a73", "#3f8390", "#c9a583"), 0, 840)
    _milky_way(sheet)
    stars(sheet, 800, 900, "#fff6e0")
    for x, y in ((250, 180), (1330, 130), (700, 92), (1480, 420), (140, 470)):
        sheet.glow(x, y, 26, 26, "#d7ecff", 0.9)
        sheet.oval(x, y, 2.6, 2.6, "#ffffff")
    sheet.shade([(1010, 96), (1016, 92), (1250, 196)], ("#ffffff",), True, (0, 0.2, 0.95))
    for tone, y, swing, octaves in (
        ("#3d6f82", 770, 46, 4),
        ("#28506a", 822, 44, 4),
        ("#173650", 872, 36, 5),
    ):
        line = ridge(sheet.rng, y, swing, 4, octaves)
        sheet.shade(ground(line, y + 140), (tone, mixed(tone, "#c9a583", 0.28)))
    hill = curve(
        [
            (-20, 1010),
            (180, 930),
            (380, 838),
            (540, 792),
            (760, 790),
            (900, 836),
            (1150, 930),
            (1620, 1000),
        ],
        steps=20,
    )
    _observatory(sheet, (620, 800), 190)
    sheet.shade(ground(hill), ("#1f4358", "#12283f", "#0a1526"))
    sheet.texture(ground(hill), "#35687a", (24, 8), 0.22, 0.3)
    sheet.soft([[(690, 796), (790, 800), (1010, 950), (800, 960)]], "#ff9a52", 24, 0.3)
    _watchers(sheet)
    for x, tall in (
        (1262, 260),
        (1330, 214),
        (1410, 330),
        (1490, 280),
        (1570, 360),
        (60, 240),
        (130, 180),
        (-4, 300),
        (196, 130),
    ):
        fir(sheet, (x, 1000 + sheet.rng.uniform(-10, 30)), tall, "#07101d")
    sheet.shade(ground(ridge(sheet.rng, 1026, 14, 5, 4)), ("#0a1524", "#050a14"))
    return sheet.finish(vignette=0.3)


def _milky_way(sheet: Sheet) -> None:
    """A band of clouded light rising from the lower left to the upper right."""
    size = (WIDTH, HEIGHT)
    band = Image.new("L", size)
    pen = Sheet("band-of-light")
    pen.poly([(420, 900), (640, 900), (1400, -40), (960, -40)], "#ffffff")
    band = pen.image.getchannel("R").reduce(8).filter(ImageFilter.GaussianBlur(11)).resize(size)
    dust = noise(sheet.rng, size, (9, 7), 5)
    glow = ImageChops.multiply(band, dust.point([min(255, round(v * 0.95)) for v in range(256)]))
    core = ImageChops.multiply(glow, noise(sheet.rng, size, (6, 6), 4))
    for mask, colour, strength in (
        (glow, "#5d7fc0", 0.75),
        (core, "#f2c9d2", 0.9),
        (core, "#ffe9c8", 0.35),
    ):
        light = Image.new("RGB", size)
        light.paste(
            ImageColor.getrgb(colour), (0, 0), mask.point([round(v * strength) for v in range(256)])
        )
        sheet.image.paste(ImageChops.screen(sheet.image, light.resize(sheet.image.size)))
    for _ in range(1500):
        part = sheet.rng.random()
        x = 540 + part * 640 + sheet.rng.gauss(0, 90)
        sheet.oval(x, 900 - part * 940, 0.8, 0.8, "#fff6e099")


def _observatory(sheet: Sheet, foot: Point, radius: float) -> None:
    x, y = foot
    drum = box(x - radius, y - radius * 0.78, x + radius, y + 40)
    sheet.shade(drum, ("#3b5a72", "#8fa9ae", "#d9cdb8", "#6b8794", "#2a4660"), True)
    for seam in (-0.8, -0.45, 0, 0.45, 0.8):
        sheet.rect(x + radius * seam, y - radius * 0.78, x + radius * seam + 2, y + 20, "#23405a66")
    sheet.shade(
        box(x - radius * 1.06, y - radius * 0.86, x + radius * 1.06, y - radius * 0.74),
        ("#33506a", "#e6dcc6", "#7d98a3", "#223d56"),
        True,
    )
    base = y - radius * 0.86
    cap = dome(x, base, radius, radius * 1.02)
    sheet.shade(cap, ("#2f4d68", "#9db6ba", "#f0e4cc", "#86a0aa", "#23405a"), True)
    for rib in (-0.78, -0.48, 0.62, 0.86):
        arc = [
            (x + radius * rib * math.cos(t), base - radius * 1.02 * math.sin(t))
            for t in (step * math.pi / 40 for step in range(21))
        ]
        sheet.line(arc, "#2f4d6877", 2)
    left = [
        (x + radius * 0.02, base),
        (x + radius * 0.05, base - radius * 0.6),
        (x + radius * 0.16, base - radius * 1.06),
    ]
    right = [
        (x + radius * 0.36, base - radius * 0.98),
        (x + radius * 0.4, base - radius * 0.6),
        (x + radius * 0.42, base),
    ]
    slit = [*curve(left), *curve(right)]
    sheet.shade(slit, ("#2a1a26", "#7d3a2c", "#ffad57"))
    tube = (x + radius * 0.2, base - radius * 0.1), (x + radius * 0.3, base - radius * 0.94)
    sheet.limb(*tube, radius * 0.2, radius * 0.17, "#1a2436")
    sheet.limb(
        (tube[0][0] + 8, tube[0][1]),
        (tube[1][0] + 8, tube[1][1]),
        radius * 0.03,
        radius * 0.03,
        "#e8b27c",
    )
    sheet.glow(x + radius * 0.22, base - radius * 0.2, radius * 1.1, radius * 1.1, "#ff8f3f", 0.6)
    sheet.shade(
        box(x + radius * 0.38, y - radius * 0.44, x + radius * 0.62, y + 20), ("#ffcf86", "#ff9d4a")
    )
    sheet.glow(x + radius * 0.5, y - radius * 0.14, radius * 0.7, radius * 0.6, "#ff9a45", 0.65)
    for window in (-0.66, -0.32):
        sheet.rect(
            x + radius * window,
            y - radius * 0.42,
            x + radius * (window + 0.15),
            y - radius * 0.22,
            "#ffc676",
        )


def _watchers(sheet: Sheet) -> None:
    look = Look("#0b1828", "#0b1828", "#22303f", "#0b1828", 0.14, "", "#b9d3c4")
    sheet.line([(1016, 890), (1040, 802), (1066, 900)], "#0b1828", 5)
    sheet.line([(1040, 804), (1042, 896)], "#0b1828", 5)
    sheet.limb((1006, 830), (1090, 744), 16, 27, "#0b1828")
    sheet.line([(1008, 820), (1080, 743)], "#b9d3c4", 2.2)
    figure(sheet, (968, 872), 148, STAND, look, 1)
    figure(sheet, (1132, 932), 156, HOLD_UP, look, 1)
    figure(sheet, (1188, 948), 104, HOLD_UP, look, 1)
