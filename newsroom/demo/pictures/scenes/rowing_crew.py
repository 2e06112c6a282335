"""A coxed four in the morning mist."""

from __future__ import annotations

from PIL import Image

from ..figures import ROW, SIT, Look, figure
from ..nature import fir, foliage, glitter, gull, mixed, reflect, ripples, sun
from ..outlines import Point, box, curve, ellipse, ground, ridge
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("rowing-crew")
    sheet.sky(("#5f93ad", "#b9c6b4", "#fbd08a", "#ffdf9c"), 0, 640)
    sheet.clouds((20, 380), "#fff0cf", (2, 8), 0.42, 2.4, 0.7)
    sun(sheet, (1180, 330), 50, "#fffbe2", "#ffd98a", 720)
    _banks(sheet)
    sheet.soft([box(-60, 560, WIDTH + 60, 640)], "#ffeec4", 30, 0.85)
    _boat(sheet)
    reflect(sheet, 716, HEIGHT, "#2f6b7c", 0.26, 1.0, 8)
    ripples(sheet, (722, HEIGHT), "#3f616c66", 300)
    ripples(sheet, (722, HEIGHT), "#fff3cf77", 230)
    glitter(sheet, 1180, (722, HEIGHT), "#fffbe2cc", 170, 66)
    sheet.clouds((540, 740), "#fff3d3", (2, 3), 0.5, 1.6, 0.5)
    _oars(sheet)
    for x, y, span in ((350, 250, 24), (420, 216, 17), (290, 200, 14), (480, 270, 11)):
        gull(sheet, (x, y), span, "#5b6f78", 0.1)
    return sheet.finish()


def _banks(sheet: Sheet) -> None:
    for tone, y, swing in (("#c9bd9c", 470, 36), ("#b0ab8c", 520, 30)):
        sheet.shade(ground(ridge(sheet.rng, y, swing, 5, 5), 640), (tone, "#f3dfae"))
    for depth, tone in enumerate(("#9c9f82", "#74836f", "#4b655c")):
        for _ in range(26 - depth * 5):
            x = sheet.rng.uniform(-20, WIDTH + 20)
            if depth == 2 and 420 < x < 1330:
                continue
            size = 38 + depth * 30
            y = 596 + depth * 14
            if sheet.rng.random() < 0.25:
                fir(sheet, (x, y + 20), size * 2.6, tone)
                continue
            tones = (mixed(tone, "#2f4a4c", 0.25), tone, mixed(tone, "#ffd88f", 0.16))
            sheet.oval(x, y - size * 0.5, size * 0.8, size * 0.9, tones[1])
            lit = (*tones, mixed(tone, "#ffd88f", 0.32))
            foliage(sheet, (x, y - size * 0.6), (size, size * 1.1), lit, 130, 6 + depth * 2)
        sheet.soft([box(-40, 580 + depth * 14, WIDTH + 40, 640)], "#fff0c8", 20, 0.5)
    sheet.sky(("#f0dcab", "#d9c79c"), 628, 720)


SEATS = (520, 715, 910, 1105)


WATER = 716


def _boat(sheet: Sheet) -> None:
    """Moving to the right; the crew face backwards, towards their cox on the left."""
    for seat in SEATS[1::2]:
        _oar(sheet, seat, -1)
    rower = Look("#f6f0e2", "#23435c", "#96624c", "#2f2429", 0.03, "", "#fff6d6")
    cox = Look("#d9483b", "#23435c", "#a97055", "#33232c", 0, "#f6f0e2", "#fff6d6")
    figure(sheet, (318, WATER + 20), 300, SIT, cox, 1)
    skins = ("#96624c", "#c08a6a", "#6f4638", "#b57d60")
    for seat, skin in zip(SEATS, skins, strict=True):
        look = Look(rower.coat, rower.legs, skin, rower.hair, 0.03, "", rower.rim)
        figure(sheet, (seat, WATER + 2), 385, ROW, look, -1)
        hip = (seat + 22, WATER - 42)
        sheet.limb((hip[0] - 42, hip[1] - 82), (hip[0] - 24, hip[1] - 28), 9, 9, "#d9483b")
    hull = curve(
        [
            (150, WATER - 26),
            (420, WATER - 30),
            (1160, WATER - 32),
            (1480, WATER - 34),
            (1180, WATER - 4),
            (780, WATER + 5),
            (360, WATER),
        ],
        True,
        14,
    )
    sheet.shade(hull, ("#f6ead0", "#c9503f", "#7d2a30"))
    sheet.line(
        curve([(150, WATER - 26), (420, WATER - 31), (1160, WATER - 33), (1480, WATER - 35)]),
        "#fff8e2",
        3.4,
    )
    sheet.oval(1478, WATER - 35, 7, 7, "#fffbe6")


def _oar(sheet: Sheet, seat: float, side: int) -> Point:
    """An oar at the catch; ``side`` is 1 towards the viewer. Gives the place of its blade."""
    hand = (seat - 130, WATER - 106)
    blade = (seat + 122, WATER + 82) if side > 0 else (seat + 40, WATER - 44)
    sheet.line([hand, blade], "#7d4f34" if side > 0 else "#a88a6a", 7 if side > 0 else 4)
    if side > 0:
        sheet.line([(hand[0], hand[1] - 2), (blade[0], blade[1] - 2)], "#ffe0ae", 2)
    return blade


def _oars(sheet: Sheet) -> None:
    for seat in SEATS:
        sheet.line(
            [(seat - 74, WATER - 30), (seat - 20, WATER - 10), (seat - 24, WATER - 32)],
            "#5b6468",
            3,
        )
        x, y = _oar(sheet, seat, 1)
        paddle = [(x - 12, y - 17), (x + 44, y + 8), (x + 54, y + 32), (x - 2, y + 16)]
        sheet.shade(paddle, ("#f6f0e2", "#d9483b"), True)
        sheet.poly(
            [(x + 10, y + 14), (x + 70, y + 22), (x + 60, y + 44), (x - 6, y + 34)], "#9fb0a6cc"
        )
        for ring in range(3):
            half = 34 + ring * 24
            loop = ellipse(x + 30, y + 26, half, half * 0.2, 40)
            sheet.line([*loop, loop[0]], f"#fffbe6{150 - ring * 44:02x}", 2.4)
        for _ in range(26):
            lift = abs(sheet.rng.gauss(0, 20))
            sheet.oval(
                x + 34 + sheet.rng.gauss(0, 22),
                y + 22 - lift,
                sheet.rng.uniform(1, 3.6),
                sheet.rng.uniform(1, 3),
                "#fffbe6dd",
            )
