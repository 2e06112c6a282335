"""A baker's lit window before the day has begun."""

from __future__ import annotations

from PIL import Image

from ..bicycles import bicycle
from ..buildings import Panes, awning, lamp_post, windows
from ..figures import OFFER, STAND, Look, figure
from ..nature import mixed
from ..outlines import Point, box, curve, ellipse
from ..painting import HEIGHT, WIDTH, Sheet


def paint() -> Image.Image:
    sheet = Sheet("bakery-window")
    sheet.sky(("#2b4458", "#33566a", "#284a5c"), 0, HEIGHT)
    sheet.texture(box(0, 0, WIDTH, 880), "#1d3547", (30, 44), 0.4, 0.4)
    for row in range(22):
        for brick in range(17):
            x, y = brick * 100 - 50 * (row % 2), row * 40
            if sheet.rng.random() < 0.35:
                sheet.rect(
                    x + 2, y + 2, x + 96, y + 36, sheet.rng.choice(("#3d6072aa", "#223c4eaa"))
                )
    windows(
        sheet,
        (60, -110, 1540, 150),
        (4, 1),
        Panes("#16283a", ("#5b5a55",), 0.25, "#d8d2c0"),
        (0.42, 0.8),
    )
    sheet.shade(box(150, 206, 1450, 900), ("#174a4e", "#0f3a41", "#0c2d35"))
    _shop_inside(sheet, (250, 300, 1010, 780))
    _shop_door(sheet)
    awning(sheet, (170, 1430, 196), 110, 34, ("#c9483c", "#f5e6c8"), 17)
    sheet.soft([box(170, 330, 1430, 350)], "#06161f", 10, 0.55)
    _cobbles(sheet)
    lamp_post(sheet, (90, 960), 620, "#101c28", "#ffd993")
    bicycle(sheet, (1496, 985), 190, "#8d2f30", -1)
    mother = Look("#8a3440", "#1c2436", "#a56b50", "#33232c", 0.26, "#d9b878", "#ffcf86")
    child = Look("#e0ad3e", "#22304a", "#a56b50", "#4a2f26", 0.12, "#b8433c", "#ffe0a0")
    figure(sheet, (520, 1000), 470, STAND, mother, 1)
    figure(sheet, (640, 1004), 290, OFFER, child, 1)
    sheet.glow(640, 560, 760, 560, "#ff9f45", 0.22)
    return sheet.finish(vignette=0.36)


def _shop_inside(sheet: Sheet, area: tuple[float, float, float, float]) -> None:
    x0, y0, x1, y1 = area
    sheet.rect(x0 - 16, y0 - 16, x1 + 16, y1 + 16, "#0b2a31")
    sheet.shade(box(*area), ("#ffd98a", "#ffc163", "#e8913f"))
    for shelf in range(3):
        y = y0 + 118 + shelf * 88
        sheet.rect(x0 + 20, y, x1 - 20, y + 8, "#9c5a2c")
        x = x0 + 44.0
        while x < x1 - 50:
            x += _loaf(sheet, (x, y), sheet.rng.choice((0, 0, 1, 2)), 1.0)
    baker = Look("#fff6e4", "#f3e2c4", "#8d5a46", "#2a2029", 0.16, "#ffffff", "#ffe9bd")
    sheet.soft([ellipse(800, 640, 70, 120)], "#b5662a", 22, 0.4)
    figure(sheet, (800, 770), 390, OFFER, baker, -1)
    for x in (370, 630, 890):
        sheet.line([(x, y0), (x, y0 + 34)], "#3d2a26", 3)
        sheet.poly(
            [(x - 34, y0 + 62), (x - 12, y0 + 32), (x + 12, y0 + 32), (x + 34, y0 + 62)], "#2b5a5c"
        )
        sheet.oval(x, y0 + 64, 15, 10, "#fffbe6")
        sheet.glow(x, y0 + 70, 190, 190, "#fff0b8", 0.75)
    sheet.shade(box(x0, y1 - 128, x1, y1), ("#c9823f", "#8f4f2b"))
    sheet.rect(x0, y1 - 132, x1, y1 - 122, "#fff0cf")
    x = x0 + 26.0
    while x < x1 - 60:
        x += _loaf(sheet, (x, y1 - 132), sheet.rng.choice((1, 2, 3)), 1.1)
    x = x0 + 22.0
    while x < x1 - 76:
        x += _loaf(sheet, (x, y1 - 22), sheet.rng.choice((0, 1, 2, 3, 3)), 1.35)
    for bar in (x0 + (x1 - x0) / 3, x0 + (x1 - x0) * 2 / 3):
        sheet.rect(bar - 5, y0, bar + 5, y1, "#0f3a41")
    for left in (x0 + 60, x0 + 330):
        sheet.shade(
            [(left, y0), (left + 70, y0), (left - 90, y1), (left - 190, y1)],
            ("#ffffff",),
            strengths=(0.16, 0.03),
        )
    sheet.glow((x0 + x1) / 2, (y0 + y1) / 2, 700, 480, "#ffb55a", 0.3)


def _loaf(sheet: Sheet, at: Point, kind: int, size: float) -> float:
    """One piece of bread standing on a shelf; gives the room it took."""
    x, y = at
    crust, light, dark = sheet.rng.choice(
        (("#b5652b", "#e0a055", "#7a3d1e"), ("#c97a34", "#f0bd6c", "#8a4a22"))
    )
    if kind == 0:
        sheet.limb((x + 8, y - 4), (x + 26, y - 74 * size), 15 * size, 12 * size, dark)
        sheet.limb((x + 6, y - 5), (x + 24, y - 75 * size), 12 * size, 10 * size, crust)
        for cut in range(4):
            mark = (x + 10 + cut * 4, y - (16 + cut * 16) * size)
            sheet.limb(mark, (mark[0] + 7, mark[1] - 6), 3, 2, light)
        return 30 * size
    wide, tall = ((34.0, 22.0), (27.0, 26.0), (44.0, 17.0))[kind - 1]
    wide, tall = wide * size, tall * size
    shape = [p for p in ellipse(x + wide, y - tall * 0.5, wide, tall, 36) if p[1] <= y]
    sheet.shade(shape, (light, crust, dark))
    for slash in (-0.45, 0, 0.45):
        sheet.limb(
            (x + wide + wide * slash - 4, y - tall * 0.7),
            (x + wide + wide * slash + 6, y - tall * 1.15),
            3.4 * size,
            2.4 * size,
            "#ffe3a8cc",
        )
    return wide * 2 + 8


def _shop_door(sheet: Sheet) -> None:
    sheet.shade(box(1090, 300, 1350, 900), ("#0f353b", "#0a262d"))
    sheet.shade(box(1116, 330, 1324, 892), ("#a8433a", "#7d2c31"))
    sheet.shade(box(1142, 360, 1298, 690), ("#ffdc94", "#f2a54e"))
    sheet.shade(
        [(1180, 360), (1230, 360), (1160, 690), (1142, 690), (1142, 600)],
        ("#ffffff",),
        strengths=(0.2, 0.04),
    )
    sheet.shade(box(1142, 720, 1298, 868), ("#8d3535", "#6b262d"))
    sheet.oval(1306, 700, 8, 8, "#f5d48a")
    sheet.poly(
        curve([(1190, 430), (1220, 404), (1250, 430), (1258, 470), (1220, 486), (1182, 470)], True),
        "#b5652b",
    )
    sheet.oval(1220, 450, 15, 13, "#ffdc94")
    sheet.glow(1220, 540, 240, 330, "#ffb55a", 0.35)
    sheet.shade(box(250, 800, 1010, 880), ("#1c555a", "#10383f"))
    for panel in range(4):
        left = 270 + panel * 186
        sheet.shade(box(left, 814, left + 164, 868), ("#0d3239", "#144a50"))


def _cobbles(sheet: Sheet) -> None:
    sheet.sky(("#3a4a58", "#27323f", "#161f2b"), 892, HEIGHT)
    sheet.shade(box(0, 886, WIDTH, 908), ("#6d7a80", "#3f4d58"))
    for row in range(9):
        y, size = 918 + row * row * 1.6 + row * 6, 13 + row * 2.6
        for stone in range(int(WIDTH / (size * 2.3)) + 2):
            x = stone * size * 2.3 + (row % 2) * size
            warm = max(0.0, 1 - abs(x - 660) / 520) * 0.62 + max(0.0, 1 - abs(x - 1220) / 200) * 0.4
            tone = mixed(
                sheet.rng.choice(("#2d3a48", "#364554", "#25313d")),
                "#f2a04c",
                warm * sheet.rng.uniform(0.5, 1),
            )
            sheet.oval(x, y, size, size * 0.42, tone)
            sheet.oval(x + 1, y - size * 0.1, size * 0.7, size * 0.2, mixed(tone, "#ffe3b0", 0.16))
    for x, wide in ((520, 60), (640, 44)):
        sheet.soft(
            [[(x - wide, 1002), (x + wide, 1002), (x + wide * 1.4, 1067), (x - wide * 1.8, 1067)]],
            "#0a121c",
            9,
            0.7,
        )
