"""A tram in a wet street at dusk."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageFilter

from ..buildings import Camera, lamp_post
from ..figures import STAND, WALK, Look, figure, umbrella
from ..nature import mixed
from ..outlines import Point, curve, ellipse
from ..painting import SCALE, WIDTH, Sheet, levels


def paint() -> Image.Image:
    """The houses are drawn twice: once to be mirrored in the wet street, once to stand on it."""
    sheet = Sheet("tram-in-rain")
    view = Camera(760, 540, 1100, 1.7)
    sheet.sky(("#3c5267", "#6f8590", "#b9aea0", "#e6c39a"), 0, 560)
    sheet.clouds((0, 460), "#2c4055", (3, 6), 0.5, 2, 0.7)
    sheet.glow(760, 520, 460, 330, "#ffd79a", 0.8)
    _terraces(sheet, view)
    sheet.shade(view.floor(-60, 60, 1.5, 400), ("#8b7f7b", "#4c5560", "#262f3d", "#1b2330"))
    _wet(sheet, (0, 0, WIDTH, 548), 548, 430, (0.8, 0.5, 0), 16)
    _terraces(sheet, view)
    sheet.glow(760, 620, 330, 300, "#ffd79a", 0.5)
    for rail in (0.55, 1.99, -2.6, -1.15):
        track = [view.at(rail, 0, z) for z in (2, 400)]
        sheet.poly(
            [(track[0][0] - 7, track[0][1]), (track[0][0] + 7, track[0][1]), track[1]], "#cfc3b4aa"
        )
    for z in (30, 20, 14):
        for side in (-5.2, 5.0):
            x, y = view.at(side, 0, z)
            lamp_post(sheet, (x, y), 5.2 * view.scale(z), "#1a222e", "#ffe0a0")
            sheet.glow(x, y + 90, 14, 150, "#ffd79a", 0.6)
    sheet.clouds((380, 640), "#c9bba8", (2, 3), 0.6, 1.6, 0.45)
    _tram(sheet, view, 8.6)
    _walkers(sheet, view)
    _rain(sheet)
    return sheet.finish(vignette=0.34)


def _terraces(sheet: Sheet, view: Camera) -> None:
    for side in (-1, 1):
        _terrace(sheet, view, side)
        kerb = view.floor(side * 5.6, side * 7.4, 2.4, 150)
        sheet.shade(kerb, ("#a3938a", "#5b626d", "#343d4b"), strengths=(0.9, 0.6, 0.35))


def _terrace(sheet: Sheet, view: Camera, side: int) -> None:
    """One side of the street, drawn from its far end."""
    edge = 7.4 * side
    tones = ("#56616c", "#67585a", "#4a5766", "#6d6460", "#3f4a58")
    ends = [150, 84, 52, 34, 23, 15.5, 9.6, 5.2, 2.6]
    for index in range(len(ends) - 1):
        far, near = ends[index], ends[index + 1]
        haze = max(0.0, min(0.72, (far - 12) / 90))
        tone = mixed(tones[(index + side) % 5], "#c9b59c", haze)
        tall = sheet.rng.uniform(13, 17)
        wall = view.side(edge, 0, tall, near, far)
        sheet.shade(wall, (mixed(tone, "#1a2230", 0.35), tone, mixed(tone, "#ffcf94", 0.12)))
        roof = [
            view.at(edge, tall, near),
            view.at(edge + side * 3, tall + 3, near),
            view.at(edge + side * 3, tall + 3, far),
            view.at(edge, tall, far),
        ]
        sheet.poly(roof, mixed("#232b38", "#c9b59c", haze))
        _terrace_windows(sheet, view, edge, (near, far, tall), haze)


def _terrace_windows(
    sheet: Sheet, view: Camera, edge: float, span: tuple[float, float, float], haze: float
) -> None:
    near, far, tall = span
    bays = 4
    deep = (far - near) / bays
    for bay in range(bays):
        z0, z1 = near + deep * (bay + 0.25), near + deep * (bay + 0.75)
        for floor in range(1, 5):
            base = floor * tall / 5 + 0.7
            lit = sheet.rng.random() < 0.34
            colour = sheet.rng.choice(("#ffd488", "#ffbf6a", "#fbe3b0")) if lit else "#26303e"
            sheet.poly(
                view.side(edge, base, base + tall * 0.12, z0, z1),
                mixed(colour, "#c9b59c", haze * 0.7),
            )
        shop = sheet.rng.choice(("#ffcf7d", "#ffb867", "#ffe2ab", "#f59a5c"))
        z0, z1 = near + deep * (bay + 0.1), near + deep * (bay + 0.9)
        sheet.poly(view.side(edge, 0.5, 2.7, z0, z1), mixed(shop, "#c9b59c", haze * 0.5))
        x, y = view.at(edge, 1.6, (z0 + z1) / 2)
        size = 3.2 * view.scale(z1)
        sheet.glow(x, y, size, size, shop, 0.3)
    sign = sheet.rng.choice(("#a83b32", "#2d6b66", "#b07b2e", "#34477a"))
    sheet.poly(view.side(edge, 2.75, 3.3, near, far), mixed(sign, "#c9b59c", haze * 0.7))


def _wet(
    sheet: Sheet,
    area: tuple[float, float, float, float],
    top: float,
    depth: float,
    strengths: tuple[float, ...],
    blur: float,
) -> None:
    """Mirror a part of the picture into the wet ground below ``top``, smeared and fading."""
    left, upper, right, lower = (round(edge) for edge in area)
    taken = sheet.image.crop((left * SCALE, upper * SCALE, right * SCALE, lower * SCALE))
    taken = taken.reduce(SCALE * 2).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    taken = taken.filter(ImageFilter.BoxBlur((1, blur / 2)))
    size = ((right - left) * SCALE, round(depth) * SCALE)
    mask = levels(strengths, size)
    streaks = Image.frombytes("L", (160, 60), sheet.rng.randbytes(9600))
    streaks = streaks.point([90 + v * 165 // 255 for v in range(256)]).resize(size)
    mask = ImageChops.multiply(mask, streaks)
    sheet.image.paste(taken.resize(size), (left * SCALE, round(top) * SCALE), mask)


def _tram(sheet: Sheet, view: Camera, z: float) -> None:
    mid, half = 1.27, 1.22
    unit = view.scale(z)

    def at(x: float, y: float) -> Point:
        return view.at(mid + x, y, z)

    flank = [
        at(-half, 0.35),
        at(-half, 3.05),
        view.at(mid - half, 3.05, 26),
        view.at(mid - half, 0.35, 26),
    ]
    sheet.shade(flank, ("#6a2a2c", "#a83430"), True)
    for step in range(7):
        near, far = z + 0.6 + step * 2.2, z + 2.4 + step * 2.2
        sheet.poly(view.side(mid - half, 1.45, 2.65, near, far), "#ffe0a2")
    sheet.soft(
        [[at(-half, 0.2), at(half, 0.2), at(half + 0.2, -0.15), at(-half - 0.2, -0.15)]],
        "#0d1420",
        10,
        0.9,
    )
    body = curve(
        [
            at(-half, 0.3),
            at(-half - 0.02, 1.4),
            at(-half + 0.08, 2.9),
            at(-half + 0.3, 3.3),
            at(0, 3.42),
            at(half - 0.3, 3.3),
            at(half - 0.08, 2.9),
            at(half + 0.02, 1.4),
            at(half, 0.3),
        ],
        steps=8,
    )
    sheet.shade(body, ("#8e2b2e", "#d8423a", "#e2503f", "#a83232"), True)
    sheet.poly([at(-half, 1.28), at(half, 1.28), at(half, 0.98), at(-half, 0.98)], "#f6e3c0")
    glass = curve(
        [
            at(-1.02, 1.5),
            at(-1.0, 2.6),
            at(-0.85, 2.74),
            at(0.85, 2.74),
            at(1.0, 2.6),
            at(1.02, 1.5),
        ],
        steps=4,
    )
    sheet.shade(glass, ("#3b4d5e", "#6d6a62", "#e0b46e"))
    for pillar in (-0.36, 0.36):
        sheet.rect(
            at(pillar, 2.74)[0] - 4,
            at(0, 2.74)[1],
            at(pillar, 2.74)[0] + 4,
            at(0, 1.5)[1],
            "#7c2529",
        )
    driver = Look("#1d2a3c", "#1d2a3c", "#7a5040", "#1b1a22", 0, "#1d2a3c")
    figure(sheet, at(0.02, 0.62), 1.72 * unit, STAND, driver)
    sheet.shade(
        [at(-1.04, 1.5), at(1.04, 1.5), at(1.12, 0.3), at(-1.12, 0.3)],
        ("#c23a36", "#dc4a3e", "#c23a36"),
        True,
    )
    sheet.poly([at(-half, 1.36), at(half, 1.36), at(half, 1.12), at(-half, 1.12)], "#f6e3c0")
    sheet.poly([at(-0.7, 2.86), at(0.7, 2.86), at(0.62, 3.14), at(-0.62, 3.14)], "#1c2430")
    for dot in range(-5, 6):
        sheet.oval(*at(dot * 0.1, 3.0), unit * 0.032, unit * 0.07, "#ffc65c")
    sheet.poly(
        [at(-half, 0.3), at(half, 0.3), at(half - 0.1, 0.12), at(-half + 0.1, 0.12)], "#1c2430"
    )
    sheet.rect(*at(-0.5, 0.52), *at(0.5, 0.3), "#5d2226")
    for lamp in (-0.78, 0.78):
        x, y = at(lamp, 0.82)
        sheet.oval(x, y, unit * 0.15, unit * 0.15, "#5d2226")
        sheet.oval(x, y, unit * 0.125, unit * 0.125, "#fffbe6")
        sheet.glow(x, y, 210, 210, "#ffe9b0", 0.9)
    x, y = at(0, 3.4)
    sheet.line([(x - 50, y - 4), (x + 10, y - 62), (x - 26, y - 116)], "#1c2430", 3.5)
    sheet.line([(x - 80, y - 117), (x + 30, y - 117)], "#1c2430", 3)
    sheet.line([(x - 22, y - 117), view.at(0.2, 6, 60)], "#1c243099", 2)
    sheet.line([(x - 22, y - 117), (x + 60, -10)], "#1c243099", 2)
    foot = at(0, 0.06)[1]
    _wet(
        sheet,
        (at(-half, 0)[0], at(0, 3.3)[1], at(half, 0)[0], foot),
        foot,
        300,
        (0.62, 0.35, 0),
        12,
    )
    for lamp in (-0.78, 0.78):
        sheet.glow(at(lamp, 0)[0], foot + 110, 34, 190, "#fff0c0", 0.85)


def _walkers(sheet: Sheet, view: Camera) -> None:
    people = (
        (-2.35, 5.6, 1, "#20303f", "#d9a23a", "#f2c766"),
        (-5.6, 9.5, -1, "#3a2c3c", "#3d6f78", "#6fa0a4"),
        (-2.6, 15, -1, "#2a3443", "#8d3a44", "#b8606a"),
        (4.4, 11, -1, "#26303e", "#4a5d7c", "#7a8fae"),
    )
    for x, z, facing, coat, cover, light in people:
        foot, tall = view.at(x, 0, z), 1.72 * view.scale(z)
        look = Look(coat, "#151c28", "#8a6250", "#1c1a22", 0.24, "", mixed(coat, "#ffd79a", 0.55))
        top, unit = foot[1] - tall, tall
        figure(sheet, foot, tall, WALK, look, facing)
        hand = (foot[0] + facing * unit * 0.14, foot[1] - unit * 0.6)
        umbrella(sheet, hand, unit * 0.4, cover, light)
        area = (foot[0] - unit * 0.45, top - unit * 0.1, foot[0] + unit * 0.45, foot[1])
        _wet(sheet, area, foot[1], unit * 0.8, (0.5, 0.2, 0), 8)


def _rain(sheet: Sheet) -> None:
    for _ in range(620):
        x, y = sheet.rng.uniform(-40, WIDTH), sheet.rng.uniform(-40, 1060)
        long = sheet.rng.uniform(12, 46)
        sheet.line(
            [(x, y), (x - long * 0.16, y + long)], "#f3ead82e", sheet.rng.choice((0.5, 1, 1.5))
        )
    for _ in range(150):
        x, y = sheet.rng.uniform(0, WIDTH), sheet.rng.uniform(690, 1060)
        size = (y - 600) / 60
        sheet.line(ellipse(x, y, size * 1.6, size * 0.5, 14)[7:], "#f3ead855", 1)
