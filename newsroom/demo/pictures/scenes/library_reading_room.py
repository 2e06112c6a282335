"""A reading room with its green lamps."""

from __future__ import annotations

from itertools import pairwise

from PIL import Image

from ..buildings import Camera
from ..figures import REACH_UP, WALK, Look, figure
from ..nature import mixed
from ..outlines import arch, box, curve, ellipse
from ..painting import HEIGHT, WIDTH, Sheet

BACK = 24.0


HALF = 8.0


TALL = 12.0


BOOKS = ("#8a3b32", "#a8622f", "#3d5a52", "#c29a55", "#55394a", "#2f4858", "#d9bd8a", "#6f4a2f")


def paint() -> Image.Image:
    sheet = Sheet("library-reading-room")
    view = Camera(860, 470, 1020, 2.5)
    sheet.rect(0, 0, WIDTH, HEIGHT, "#2b1a18")
    _vault(sheet, view)
    _end_wall(sheet, view)
    sheet.shade(view.floor(-HALF, HALF, 1.6, BACK), ("#d99a5c", "#8a4f33", "#4a2a24", "#2a1819"))
    for plank in range(-8, 9):
        sheet.line([view.at(plank, 0, BACK), view.at(plank, 0, 1.6)], "#2a181944", 2)
    sheet.shade(view.floor(-1.5, 1.5, 1.6, BACK), ("#b04a3a", "#8d3230", "#5c2226"))
    for edge in (-1.36, 1.28):
        sheet.shade(view.floor(edge, edge + 0.08, 1.6, BACK), ("#f0c982", "#b8803f"))
    for side in (-1, 1):
        _shelves(sheet, view, side)
    sheet.glow(860, 590, 330, 130, "#ffdf9c", 0.6)
    sheet.glow(860, 330, 620, 560, "#ffdc9a", 0.42)
    figure(
        sheet,
        view.at(-0.5, 0, 15),
        1.72 * view.scale(15),
        WALK,
        Look("#4a2c2a", "#241a20", "#8d5a46", "#2a2029", 0.2, "", "#ffe0a0"),
        1,
    )
    figure(
        sheet,
        view.at(6.2, 0, 10.6),
        1.72 * view.scale(10.6),
        REACH_UP,
        Look("#35606a", "#2a2430", "#b57d60", "#4a2f26", 0.16, "", "#ffe0a0"),
        1,
    )
    for z in (19.4, 15.6, 12.2, 9.2, 6.6, 4.3):
        for side in (-1, 1):
            _table(sheet, view, side, z)
    for x, far in ((430, 330), (690, 380), (960, 420)):
        sheet.soft(
            [[(x, 60), (x + 120, 60), (x + far + 200, 900), (x + far - 140, 900)]],
            "#ffe6b0",
            30,
            0.1,
        )
    for _ in range(150):
        size = sheet.rng.uniform(0.7, 1.8)
        sheet.oval(
            sheet.rng.uniform(480, 1350), sheet.rng.uniform(140, 800), size, size, "#fff0c877"
        )
    return sheet.finish(vignette=0.36)


def _vault(sheet: Sheet, view: Camera) -> None:
    """A coffered ceiling in bands that brighten towards the great window."""
    for band in range(12):
        near, far = BACK - band * 1.9, BACK - band * 1.9 - 1.9
        tone = mixed("#c98f5a", "#3a221d", min(1, band / 8))
        for column in range(6):
            x0 = -HALF + column * HALF / 3
            sheet.poly(
                view.floor(x0, x0 + HALF / 3, near, max(1.2, far), TALL),
                mixed(tone, "#20120f", 0.35),
            )
            inner = view.floor(
                x0 + 0.35, x0 + HALF / 3 - 0.35, near - 0.3, max(1.2, far + 0.3), TALL
            )
            sheet.poly(inner, tone)
        sheet.line([view.at(-HALF, TALL, near), view.at(HALF, TALL, near)], "#f0c9826a", 2)


def _end_wall(sheet: Sheet, view: Camera) -> None:
    sheet.shade(view.front(-HALF, HALF, 0, TALL, BACK), ("#8d5a3a", "#b87a48", "#7a4630"))
    for x, half, base, top in ((0, 2.5, 3.1, 11.2), (-5.3, 1.5, 3.4, 9.8), (5.3, 1.5, 3.4, 9.8)):
        left, low = view.at(x - half, base, BACK)
        right, high = view.at(x + half, top, BACK)
        sheet.poly(arch(left - 7, right + 7, high - 7, low + 5), "#f0d6a2")
        sheet.shade(arch(left, right, high, low), ("#cfe6ea", "#fff6d8", "#ffe3a0"))
        for part in (0.25, 0.5, 0.75):
            bar = left + (right - left) * part
            sheet.rect(bar - 1.6, high + (18 if part != 0.5 else 0), bar + 1.6, low, "#7a4f38")
        for part in (0.3, 0.52, 0.76):
            sheet.rect(
                left,
                high + (low - high) * part - 1.4,
                right,
                high + (low - high) * part + 1.4,
                "#7a4f38",
            )
        sheet.glow(
            (left + right) / 2,
            (high + low) / 2,
            (right - left) * 1.4,
            (low - high) * 0.95,
            "#ffe9b4",
            0.6,
        )
    left, low = view.at(-1.3, 0, BACK)
    right, high = view.at(1.3, 2.8, BACK)
    sheet.poly(arch(left - 5, right + 5, high - 5, low), "#d9ae70")
    sheet.poly(arch(left, right, high, low), "#4a2a24")
    for x0, x1 in ((-7.8, -1.9), (1.9, 7.8)):
        for shelf in range(5):
            y = 0.3 + shelf * 0.52
            x = x0
            while x < x1:
                wide = sheet.rng.uniform(0.1, 0.22)
                sheet.poly(
                    view.front(x, x + wide, y, y + sheet.rng.uniform(0.32, 0.44), BACK),
                    mixed(sheet.rng.choice(BOOKS), "#f0c07a", 0.3),
                )
                x += wide


def _shelves(sheet: Sheet, view: Camera, side: int) -> None:
    """A long wall: two storeys of books parted by a gallery, arched windows above."""
    wall = HALF * side
    edges = [BACK, 21, 18, 15, 12, 9.4, 7.2, 5.4, 3.9, 2.7]
    for far, near in pairwise(edges):
        light = max(0.0, min(0.42, (far - 5) / 34)) + (0.1 if side > 0 else 0)
        wood = mixed("#4f2e22", "#e0a766", light)
        sheet.poly(view.side(wall, 0, TALL, near, far), wood)
        for base, count in ((0.35, 8), (4.85, 6)):
            for shelf in range(count):
                _book_row(sheet, view, wall, base + shelf * 0.48, (near, far), light)
        sheet.poly(
            view.side(wall, 0, TALL, far - 0.16, far + 0.1), mixed("#7a4a30", "#ffd08a", light)
        )
        middle, quarter = (near + far) / 2, (far - near) * 0.3
        head = [
            (far - (far - near) * (0.2 + 0.6 * s / 16), 10.2 + 0.9 * (1 - (s / 8 - 1) ** 2) ** 0.5)
            for s in range(17)
        ]
        pane = [
            view.at(wall, 8.3, middle + quarter),
            *[view.at(wall, y, z) for z, y in head],
            view.at(wall, 8.3, middle - quarter),
        ]
        sheet.poly(pane, mixed("#ffeeb8", "#7a5a48", 0.0 if side < 0 else 0.45))
    sheet.poly(view.side(wall, 4.3, 4.7, 2.7, BACK), "#a86f42")
    ledge = wall - side * 1.1
    under = [
        view.at(wall, 4.4, BACK),
        view.at(ledge, 4.4, BACK),
        view.at(ledge, 4.4, 2.7),
        view.at(wall, 4.4, 2.7),
    ]
    sheet.poly(under, "#3a211b")
    sheet.shade(view.side(ledge, 4.35, 4.65, 2.7, BACK), ("#d99a5a", "#8a5636"), side > 0)
    for post in range(60):
        z = 2.7 * (BACK / 2.7) ** (post / 59)
        sheet.line(
            [view.at(ledge, 4.6, z), view.at(ledge, 5.5, z)],
            "#2f1b17",
            max(1, view.scale(z) * 0.03),
        )
    sheet.line([view.at(ledge, 5.55, BACK), view.at(ledge, 5.55, 2.7)], "#e8b46c", 4)


def _book_row(
    sheet: Sheet, view: Camera, wall: float, y: float, span: tuple[float, float], light: float
) -> None:
    near, far = span
    sheet.poly(view.side(wall, y - 0.04, y + 0.44, near + 0.1, far - 0.2), "#24140f")
    z, thick = near + 0.12, (far - near) / 15
    while z < far - 0.24:
        wide = thick * sheet.rng.uniform(0.6, 1.3)
        if sheet.rng.random() < 0.93:
            tone = mixed(sheet.rng.choice(BOOKS), "#f0b870", light * 0.7)
            sheet.poly(
                view.side(
                    wall, y, y + sheet.rng.uniform(0.3, 0.42), z, min(far - 0.2, z + wide * 0.9)
                ),
                tone,
            )
        z += wide


def _table(sheet: Sheet, view: Camera, side: int, z: float) -> None:
    inner, outer, top, deep = 2.0 * side, 6.4 * side, 0.78, 1.5
    unit = view.scale(z)
    coats = ("#7a3b3a", "#35606a", "#c29a55", "#4a4468", "#5f7350", "#a8573a")
    for seat in (2.7, 4.2, 5.6):
        if sheet.rng.random() < 0.72:
            x, y = view.at(seat * side, 0.98, z + deep)
            _reader(sheet, (x, y), view.scale(z + deep), sheet.rng.choice(coats))
    for leg in (inner * 1.04, outer * 0.98):
        sheet.poly(view.front(leg - 0.07, leg + 0.07, 0, top, z), "#2f1a17")
    sheet.shade(
        view.front(min(inner, outer), max(inner, outer), 0.52, top, z), ("#7a452c", "#3f231d")
    )
    sheet.shade(view.floor(inner, outer, z, z + deep, top), ("#e8ac68", "#b06f40", "#8f5534"))
    for seat in (2.75, 4.2, 5.65):
        x, y = view.at(seat * side, top, z + 0.4)
        page = [
            (x - unit * 0.26, y),
            (x, y - unit * 0.03),
            (x + unit * 0.26, y),
            (x + unit * 0.22, y - unit * 0.09),
            (x, y - unit * 0.12),
            (x - unit * 0.22, y - unit * 0.09),
        ]
        sheet.poly(page, "#fff3d8")
        sheet.line([(x, y - unit * 0.03), (x, y - unit * 0.12)], "#b08a62", max(1, unit * 0.012))
    for lamp in (3.45, 4.95):
        x, y = view.at(lamp * side, top, z + deep * 0.5)
        _lamp(sheet, x, y, unit * 0.9)


def _lamp(sheet: Sheet, x: float, y: float, unit: float) -> None:
    sheet.glow(x, y - unit * 0.1, unit * 1.3, unit * 0.6, "#ffd680", 0.7)
    sheet.oval(x, y, unit * 0.13, unit * 0.04, "#8a6230")
    sheet.rect(x - unit * 0.018, y - unit * 0.42, x + unit * 0.018, y, "#e0b45c")
    sheet.poly(box(x - unit * 0.22, y - unit * 0.38, x + unit * 0.22, y - unit * 0.34), "#fff6cf")
    shade = curve(
        [
            (x - unit * 0.27, y - unit * 0.37),
            (x - unit * 0.22, y - unit * 0.52),
            (x, y - unit * 0.58),
            (x + unit * 0.22, y - unit * 0.52),
            (x + unit * 0.27, y - unit * 0.37),
        ]
    )
    sheet.shade(shade, ("#5fc08a", "#2a8a5c", "#17603f"))
    sheet.glow(x, y - unit * 0.3, unit * 0.7, unit * 0.55, "#d9ffb0", 0.3)


def _reader(sheet: Sheet, at: tuple[float, float], unit: float, coat: str) -> None:
    """Head and shoulders of someone reading, facing the viewer with the head bent."""
    x, y = at
    skin = sheet.rng.choice(("#b57d60", "#8d5a46", "#d9a07d", "#6b4336"))
    hair = sheet.rng.choice(("#2a2029", "#4a2f26", "#8a5a34", "#d3c6b4"))
    body = curve(
        [
            (x - unit * 0.3, y + unit * 0.22),
            (x - unit * 0.25, y - unit * 0.18),
            (x - unit * 0.08, y - unit * 0.3),
            (x + unit * 0.08, y - unit * 0.3),
            (x + unit * 0.25, y - unit * 0.18),
            (x + unit * 0.3, y + unit * 0.22),
        ]
    )
    sheet.poly([(px + unit * 0.02, py - unit * 0.02) for px, py in body], "#ffdca0")
    sheet.shade(body, (mixed(coat, "#ffd08a", 0.2), coat, mixed(coat, "#1f1418", 0.4)))
    sheet.poly(ellipse(x + unit * 0.012, y - unit * 0.452, unit * 0.122, unit * 0.152), "#ffdca0")
    sheet.oval(x, y - unit * 0.44, unit * 0.12, unit * 0.15, skin)
    sheet.oval(x, y - unit * 0.51, unit * 0.13, unit * 0.105, hair)
