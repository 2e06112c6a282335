"""A ferry on still water, the sun just clear of the islands."""

from __future__ import annotations

from PIL import Image

from ..nature import glitter, gull, mixed, reflect, ripples, sun
from ..outlines import Point, curve, ground
from ..painting import Sheet


def paint() -> Image.Image:
    sheet = Sheet("ferry-at-dawn")
    sheet.sky(("#27466b", "#5d7d9a", "#c99a96", "#f2b489", "#ffdca6"), 0, 660)
    sheet.clouds((40, 430), "#f7b795", (2, 9), 0.42, 2.2, 0.75)
    sheet.clouds((170, 560), "#6b7794", (2, 12), 0.38, 3, 0.55)
    sun(sheet, (470, 560), 44, "#fff3cf", "#ffb56b", 620)
    _islands(sheet)
    sheet.clouds((560, 668), "#ffd9ae", (2, 3), 0.6, 2, 0.8)
    _ferry(sheet, 945, 676, 1.0)
    reflect(sheet, 676, 1067, "#20405f", 0.34, 1.0, 9)
    sheet.soft([[(600, 676), (1300, 676), (1260, 700), (640, 700)]], "#16283f", 6, 0.55)
    ripples(sheet, (680, 1067), "#1d3a5888", 420)
    ripples(sheet, (680, 1067), "#ffd0a055", 260)
    glitter(sheet, 470, (678, 1060), "#ffe3a8dd", 330, 84)
    for x, y, span, bank in (
        (300, 330, 34, 0.1),
        (392, 286, 24, -0.08),
        (236, 420, 20, 0.05),
        (640, 400, 15, -0.1),
        (560, 452, 11, 0.08),
    ):
        gull(sheet, (x, y), span, "#2c3c57", bank)
    return sheet.finish()


def _islands(sheet: Sheet) -> None:
    """Four islands, the nearer the darker, each sinking into the haze at the water line."""
    chain = (
        ("#cf9d98", ((-20, 600), (150, 560), (330, 606), (470, 590), (640, 640), (760, 679))),
        ("#c4929a", ((900, 679), (1060, 618), (1180, 566), (1300, 596), (1460, 540), (1620, 560))),
        ("#9a7a90", ((1180, 679), (1330, 630), (1440, 612), (1540, 580), (1620, 590))),
        ("#7f6a88", ((-20, 618), (80, 606), (170, 632), (300, 679))),
    )
    for tone, heights in chain:
        line = [(x, y + sheet.rng.uniform(-3, 3)) for x, y in curve(heights, steps=16)]
        sheet.shade(ground(line, 676), (tone, mixed(tone, "#ffd3a0", 0.55)))


def _ferry(sheet: Sheet, x: float, water: float, size: float) -> None:
    def at(dx: float, dy: float) -> Point:
        return x + dx * size, water - dy * size

    def slab(points: tuple[tuple[float, float], ...], colours: tuple[str, ...]) -> None:
        sheet.shade([at(*point) for point in points], colours, sideways=True)

    for step in range(9):
        puff = at(95 + step * 42, 262 + step * 13 - step * step * 0.4)
        sheet.glow(*puff, 34 + step * 9, 22 + step * 5, "#7d7484", 0.5 - step * 0.04)
    slab(((68, 195), (128, 195), (138, 262), (84, 262)), ("#c7563f", "#7a2f35"))
    slab(((83, 243), (137, 243), (138, 262), (84, 262)), ("#26304a", "#1a2238"))
    cream = ("#ffe2bf", "#d9b8a8", "#8d88a0")
    slab(((-205, 100), (300, 100), (300, 142), (-186, 142)), cream)
    slab(((-176, 142), (262, 142), (262, 180), (-160, 180)), cream)
    slab(((-150, 180), (20, 180), (20, 214), (-132, 214)), cream)
    slab(((-165, 214), (32, 214), (32, 219), (-165, 219)), ("#fff0d8", "#8d88a0"))
    slab(((150, 180), (240, 180), (240, 196), (150, 196)), ("#d9b8a8", "#8d88a0"))
    sheet.line([at(-60, 214), at(-52, 282)], "#39415c", 4 * size)
    sheet.line([at(-84, 250), at(-28, 250)], "#39415c", 2.5 * size)
    sheet.line([at(-52, 280), at(84, 262), at(290, 142)], "#39415c88", 1.2 * size)
    sheet.line([at(-52, 280), at(-300, 118)], "#39415c88", 1.2 * size)
    for row, (left, right, step) in ((110, (-184, 284, 26)), (151, (-150, 250, 22))):
        for dx in range(left, right, step):
            _window(sheet, at(dx, row + 20), at(dx + step * 0.62, row), size)
    for dx in range(-140, 10, 21):
        _window(sheet, at(dx, 207), at(dx + 16, 190), size)
    hull = curve([(-345, 118), (-318, 60), (-300, 8), (-292, -4)], steps=6)
    hull = [at(*p) for p in (*hull, (318, -4), (336, 40), (334, 104), (-200, 104))]
    sheet.shade(hull, ("#2f6076", "#1f4560", "#142b47"), sideways=True)
    sheet.poly([at(-330, 88), at(335, 74), at(335, 80), at(-333, 95)], "#ffe2bfcc")
    sheet.poly([at(-300, 10), at(330, 10), at(320, -4), at(-292, -4)], "#a63f3a")
    for dx in range(-240, 300, 44):
        sheet.oval(*at(dx, 52), 5 * size, 5 * size, "#ffd98a")
    for dx in range(36, 150, 36):
        sheet.limb(at(dx + 96, 203), at(dx + 114, 203), 9 * size, 9 * size, "#e8743b")
    sheet.poly([at(-310, 16), at(-345, -2), at(-200, -6), at(-270, 4)], "#fff0d8cc")


def _window(sheet: Sheet, a: Point, b: Point, size: float) -> None:
    lit = sheet.rng.random() < 0.8
    sheet.rect(*a, *b, "#ffc862" if lit else "#3d4766")
    if lit:
        sheet.glow((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, 20 * size, 20 * size, "#ff9d3c", 0.35)
