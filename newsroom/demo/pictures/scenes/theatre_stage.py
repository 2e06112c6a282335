"""Two players in the light, seen over the heads of the stalls."""

from __future__ import annotations

import math
from itertools import pairwise

from PIL import Image

from ..figures import HOLD_UP, Look, crowd, figure
from ..nature import foliage, mixed, stars
from ..outlines import Point, box, curve, dome, ellipse, ground, ridge
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("theatre-stage")
    sheet.sky(("#0d1d47", "#1f4078", "#4f7fa8", "#c3a8a8"), 0, 740)
    stars(sheet, 560, 160, "#fff6e0")
    sheet.glow(1010, 330, 420, 420, "#ffeec0", 0.7)
    sheet.oval(1010, 330, 128, 128, "#fff3cf")
    for x, y, size in ((970, 300, 26), (1050, 350, 36), (1030, 270, 16), (960, 380, 18)):
        sheet.oval(x, y, size, size * 0.9, "#f3dfae")
    for tone, y, swing in (("#3d6a94", 600, 60), ("#26507a", 650, 44)):
        sheet.shade(
            ground(ridge(sheet.rng, y, swing, 4, 4), 760), (tone, mixed(tone, "#c3a8a8", 0.4))
        )
    _forest(sheet)
    sheet.sky(("#8d5a44", "#b9784f", "#6b3a30"), 726, 900)
    for plank in range(-9, 27):
        sheet.line([(800 + (plank - 8) * 62, 726), (800 + (plank - 8) * 106, 900)], "#3a1d1f55", 2)
    _spots(sheet)
    _actors(sheet)
    _curtains(sheet)
    _apron(sheet)
    for row, (y, size) in enumerate(((930, 36), (986, 46), (1052, 60))):
        tones = tuple(
            mixed(tone, "#0d0812", row * 0.3) for tone in ("#3a1a26", "#331723", "#421f2a")
        )
        lit = tuple(mixed(tone, "#f0a860", 0.42 - row * 0.1) for tone in tones)
        state = sheet.rng.getstate()
        crowd(sheet, (-30 + row * 24, WIDTH + 60), y - 2.5, size, lit)
        sheet.rng.setstate(state)
        crowd(sheet, (-30 + row * 24, WIDTH + 60), y + 1, size, tones)
    return sheet.finish(vignette=0.36)


def _forest(sheet: Sheet) -> None:
    """Painted flats: old trees to either side, leaning in over the clearing."""
    for x, side, wide, tone in (
        (575, 1, 26, "#26507a"),
        (1165, -1, 26, "#26507a"),
        (395, 1, 54, "#142a4a"),
        (1262, -1, 60, "#142a4a"),
    ):
        spine = curve([(x, 750), (x + side * 12, 560), (x + side * 4, 400), (x + side * 40, 150)])
        for (ax, ay), (bx, by) in pairwise(spine):
            sheet.limb(
                (ax, ay), (bx, by), wide * (0.35 + ay / 1150), wide * (0.35 + by / 1150), tone
            )
        sheet.poly([(x - wide * 1.1, 752), (x, 660), (x + wide * 1.1, 752)], tone)
        for start, reach in ((420, 150), (350, 110), (470, -90)):
            across = side * reach
            bough = curve([(x, start), (x + across * 0.4, start - 50), (x + across, start - 120)])
            sheet.line(bough, tone, wide * 0.3)
            foliage(sheet, bough[-1], (60, 40), ("#1a3a5c", "#2c5a78", "#4f8695"), 60, 9, (0, 0.4))
    crowns = (
        (330, 200, 200, 120),
        (520, 150, 190, 100),
        (1330, 200, 200, 120),
        (1150, 140, 160, 84),
    )
    for x, y, rx, ry in crowns:
        tones = ("#10233f", "#1a3a5c", "#2c5a78", "#4f8695")
        foliage(sheet, (x, y), (rx, ry), tones, 300, 12, (0, 0.5))
    for x in (470, 690, 1190):
        for _ in range(12):
            at = x + sheet.rng.gauss(0, 34), 742 + sheet.rng.uniform(-20, 4)
            sheet.oval(*at, 22, 17, "#16304f")


def _spots(sheet: Sheet) -> None:
    for x, to, wide in ((420, 700, 130), (1200, 900, 120), (800, 640, 110)):
        beam = [(x - 12, -10), (x + 12, -10), (to + wide, 830), (to - wide, 830)]
        sheet.soft([beam], "#fff0c0", 12, 0.17)
    for x, wide in ((690, 190), (905, 150)):
        sheet.glow(x, 836, wide * 1.5, 62, "#ffe6a8", 0.85)


def _actors(sheet: Sheet) -> None:
    skirt = curve(
        [(640, 616), (600, 720), (560, 846), (690, 858), (812, 840), (740, 716), (704, 616)], True
    )
    lady = Look("#fff3e0", "#fff3e0", "#a56b50", "#4a241f", 0.1, "", "#ffffff")
    sheet.soft([ellipse(700, 856, 150, 12)], "#2a1218", 8, 0.6)
    figure(sheet, (672, 850), 400, HOLD_UP, lady, 1)
    sheet.shade(skirt, ("#fff6e6", "#f6d9bd", "#d99a86"))
    for fold in (612, 650, 700, 742):
        sheet.line(
            curve([(668 + (fold - 668) * 0.3, 640), (668 + (fold - 668) * 0.8, 740), (fold, 846)]),
            "#c98a7a88",
            4,
        )
    sheet.soft([ellipse(920, 856, 110, 12)], "#2a1218", 8, 0.6)
    lord = Look("#7d2438", "#2a1a30", "#8d5a46", "#241a20", 0.14, "", "#ffe0a6")
    cape = curve([(910, 520), (980, 600), (1030, 850), (930, 846), (890, 640)], True)
    figure(sheet, (900, 850), 410, HOLD_UP, lord, -1)
    sheet.shade(cape, ("#b8323f", "#8a2438", "#5c1a2e"), True)


def _curtains(sheet: Sheet) -> None:
    for side in (-1, 1):
        _drape(sheet, side)
    valance: list[Point] = [(-20, -20), (WIDTH + 20, -20), (WIDTH + 20, 120)]
    for swag in range(8):
        x1 = WIDTH + 20 - swag * 205
        valance += curve([(x1, 116), (x1 - 102, 186), (x1 - 205, 116)], steps=10)
    sheet.soft([[(x, y + 14) for x, y in valance]], "#0d0812", 10, 0.5)
    sheet.shade(valance, ("#5c1220", "#a8222c", "#c9342f", "#8a1a28"))
    for swag in range(8):
        x1 = WIDTH + 20 - swag * 205
        for depth in (0.35, 0.62, 0.84):
            sheet.line(
                curve(
                    [
                        (x1, 20 + 96 * depth),
                        (x1 - 102, 20 + 160 * depth),
                        (x1 - 205, 20 + 96 * depth),
                    ]
                ),
                "#5c122077",
                6,
            )
        hem = curve([(x1, 116), (x1 - 102, 186), (x1 - 205, 116)], steps=10)
        sheet.line(hem, "#f0b84f", 7)
        for x, y in hem[::2]:
            sheet.line([(x, y), (x, y + 15)], "#d9983a", 3)
        sheet.limb((x1, 60), (x1, 150), 16, 9, "#e0a845")


def _drape(sheet: Sheet, side: int) -> None:
    """A curtain drawn aside and tied, in vertical folds."""
    edge = -20 if side < 0 else WIDTH + 20
    folds = 11
    for fold in reversed(range(folds)):
        near, far = fold / folds, (fold + 1) / folds
        strip: list[Point] = []
        for part, top in ((near, True), (far, False)):
            line = curve(
                [
                    (edge - side * 420 * part, -10),
                    (edge - side * 385 * part, 330),
                    (edge - side * 190 * part, 610),
                    (edge - side * 265 * part, 760),
                    (edge - side * 290 * part, 905),
                ],
                steps=8,
            )
            strip += line if top else reversed(line)
        light = 0.5 + 0.5 * math.sin(fold * 1.9)
        tone = mixed("#7a1422", "#d9402f", light)
        colours = (mixed(tone, "#3a0a18", 0.7), tone, mixed(tone, "#ff9a5c", 0.2 * far))
        sheet.shade(strip, colours if side < 0 else colours[::-1], True)
    tie = edge - side * 205
    sheet.limb((edge, 640), (tie, 606), 24, 18, "#e0a845")
    sheet.limb((tie + side * 12, 612), (tie + side * 16, 700), 16, 30, "#c98a34")
    sheet.soft([box(min(edge, tie), 860, max(edge, tie), 910)], "#0d0812", 18, 0.5)


def _apron(sheet: Sheet) -> None:
    sheet.shade(box(-20, 888, WIDTH + 20, 930), ("#f0b84f", "#8a5a2c", "#3a1d1f"))
    sheet.sky(("#2a1218", "#12080f"), 918, HEIGHT)
    for x in range(80, 1600, 120):
        sheet.poly(dome(x, 892, 26, 24), "#f6d080")
        sheet.glow(x, 874, 90, 70, "#ffd080", 0.5)
