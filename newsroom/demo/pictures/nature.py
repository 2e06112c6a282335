"""Water, trees, stars and birds."""

from __future__ import annotations

import math

from PIL import Image, ImageChops, ImageColor

from .outlines import Outline, Point, curve
from .painting import HEIGHT, SCALE, WIDTH, Sheet


def reflect(
    sheet: Sheet,
    shore: float,
    bottom: float = HEIGHT,
    tint: str = "#000000",
    strength: float = 0.3,
    squash: float = 1.0,
    wobble: float = 8,
) -> None:
    """Mirror what stands above the shore line into the water, more broken towards the viewer."""
    width = sheet.image.width
    top, depth = round(shore * SCALE), round((bottom - shore) * SCALE)
    taken = min(top, round(depth / squash))
    mirror = sheet.image.crop((0, top - taken, width, top))
    mirror = mirror.transpose(Image.Transpose.FLIP_TOP_BOTTOM).resize((width, depth))
    mirror = Image.blend(mirror, Image.new("RGB", mirror.size, tint), strength)
    y = 0
    while y < depth:
        near = y / depth
        tall = round(2 + 9 * near)
        sway = math.sin(y / (7 + 26 * near)) * 0.6 + sheet.rng.uniform(-0.6, 0.6)
        strip = mirror.crop((0, y, width, y + tall))
        shift = round(sway * wobble * SCALE * (0.15 + near))
        sheet.image.paste(ImageChops.offset(strip, shift, 0), (0, top + y))
        y += tall


def ripples(
    sheet: Sheet,
    span: tuple[float, float],
    colour: str,
    count: int,
    across: tuple[float, float] = (0, WIDTH),
    size: float = 1,
) -> None:
    """Flat lens-shaped glints, longer and thicker the nearer they are."""
    top, bottom = span
    for _ in range(count):
        near = sheet.rng.random() ** 1.4
        y = top + (bottom - top) * near
        x = sheet.rng.uniform(*across)
        half = (4 + 46 * near) * sheet.rng.uniform(0.4, 1.2) * size
        thick = (0.6 + 2.6 * near) * sheet.rng.uniform(0.6, 1.2) * size
        sag = thick * sheet.rng.uniform(-1, 1)
        sheet.poly(
            [(x - half, y), (x, y - thick + sag), (x + half, y), (x, y + thick + sag)], colour
        )


def glitter(
    sheet: Sheet, x: float, span: tuple[float, float], colour: str, count: int, spread: float
) -> None:
    """The path of light a sun, moon or lamp throws over water."""
    top, bottom = span
    for _ in range(count):
        near = sheet.rng.random()
        y = top + (bottom - top) * near
        away = sheet.rng.gauss(0, 1) * spread * (0.25 + near * 0.75)
        half = (3 + 26 * near) * sheet.rng.uniform(0.4, 1.2)
        thick = 0.7 + 2.2 * near
        middle = x + away
        sheet.poly(
            [(middle - half, y), (middle, y - thick), (middle + half, y), (middle, y + thick)],
            colour,
        )


def fir(sheet: Sheet, foot: Point, tall: float, colour: str, snow: str = "") -> None:
    """A conifer in ragged tiers, with snow on its right-hand sides if asked."""
    x, y = foot
    tiers = 7
    sheet.rect(x - tall * 0.015, y - tall * 0.12, x + tall * 0.015, y, colour)
    for tier in range(tiers):
        low = y - tall * (0.06 + 0.8 * tier / tiers)
        high = low - tall * (0.3 - 0.012 * tier)
        half = tall * 0.23 * (1 - tier / (tiers + 0.8)) * sheet.rng.uniform(0.88, 1.1)
        skirt = [
            (x - half, low),
            (x - half * 0.45, low - tall * 0.02),
            (x, low + tall * 0.012),
            (x + half * 0.5, low - tall * 0.02),
            (x + half, low),
        ]
        sheet.poly([(x, high), *skirt], colour)
        if snow:
            sheet.poly(
                [
                    (x, high),
                    (x + half, low),
                    (x + half * 0.62, low - tall * 0.012),
                    (x + half * 0.3, low - tall * 0.07),
                ],
                snow,
            )


def foliage(
    sheet: Sheet,
    centre: Point,
    radius: tuple[float, float],
    colours: tuple[str, ...],
    leaves: int,
    leaf: float,
    light: Point = (0.5, -0.7),
) -> None:
    """A crown of leaf dabs going from the first (dark) colour to the last, on the lit side."""
    layers = len(colours)
    for layer, colour in enumerate(colours):
        part = layer / max(1, layers - 1)
        reach = 1 - 0.45 * part
        for _ in range(round(leaves / layers * (1.5 - part))):
            turn, far = sheet.rng.uniform(0, 2 * math.pi), sheet.rng.random() ** 0.5
            x = centre[0] + radius[0] * (math.cos(turn) * far * reach + light[0] * 0.5 * part)
            y = centre[1] + radius[1] * (math.sin(turn) * far * reach + light[1] * 0.5 * part)
            size = leaf * sheet.rng.uniform(0.6, 1.3) * (1.25 - 0.5 * part)
            sheet.oval(x, y, size, size * 0.75, colour)


def trunk(sheet: Sheet, foot: Point, top: Point, wide: float, colour: str) -> None:
    """A trunk with a flared foot and two boughs."""
    x, y = foot
    sheet.poly(
        [
            (x - wide * 0.9, y),
            (x - wide * 0.4, y - wide),
            (top[0] - wide * 0.25, top[1]),
            (top[0] + wide * 0.25, top[1]),
            (x + wide * 0.4, y - wide),
            (x + wide * 0.9, y),
        ],
        colour,
    )
    fork = x + (top[0] - x) * 0.6, y + (top[1] - y) * 0.6
    reach = (y - top[1]) * 0.55
    for side in (-1, 1):
        tip = fork[0] + side * reach * 0.75, fork[1] - reach
        sheet.limb(fork, tip, wide * 0.5, wide * 0.15, colour)


def gull(sheet: Sheet, at: Point, span: float, colour: str, bank: float = 0) -> None:
    """A gliding seabird; ``bank`` lifts one wing over the other."""
    x, y = at
    left, right = y - span * (0.16 + bank), y - span * (0.16 - bank)
    over = curve(
        [
            (x - span, left),
            (x - span * 0.5, left - span * 0.12),
            (x, y),
            (x + span * 0.5, right - span * 0.12),
            (x + span, right),
        ],
        steps=6,
    )
    under = [(x + (px - x) * 0.9, py + span * 0.1 * (1 - abs(px - x) / span)) for px, py in over]
    sheet.poly([*over, *reversed(under)], colour)
    sheet.oval(x, y + span * 0.04, span * 0.1, span * 0.09, colour)


def stars(sheet: Sheet, bottom: float, count: int, colour: str) -> None:
    """Stars of very unequal size, thinning out towards the horizon."""
    for _ in range(count):
        x, y = sheet.rng.uniform(0, WIDTH), bottom * sheet.rng.random() ** 1.25
        size = 0.5 + 1.3 * sheet.rng.random() ** 6
        alpha = round(sheet.rng.uniform(0.35, 1) * 255 * (1 - 0.6 * y / bottom))
        sheet.oval(x, y, size, size, f"{colour}{alpha:02x}")


def sun(sheet: Sheet, at: Point, radius: float, disc: str, halo: str, reach: float) -> None:
    """A disc with a wide halo."""
    sheet.glow(*at, reach, reach, halo, 0.75)
    sheet.oval(*at, radius, radius, disc)
    sheet.glow(*at, radius * 2.6, radius * 2.6, disc, 0.6)


def grass(sheet: Sheet, line: Outline, tall: float, colours: tuple[str, ...], count: int) -> None:
    """Blades growing from random places on a line."""
    for _ in range(count):
        x, y = sheet.rng.choice(line)
        x += sheet.rng.uniform(-5, 5)
        height, lean = tall * sheet.rng.uniform(0.4, 1.2), tall * sheet.rng.uniform(-0.4, 0.5)
        wide = max(0.8, tall * 0.035)
        middle = x + lean * 0.3
        sheet.poly(
            [
                (x - wide, y + 4),
                (middle - wide * 0.7, y - height * 0.55),
                (x + lean, y - height),
                (middle + wide * 0.7, y - height * 0.5),
                (x + wide, y + 4),
            ],
            sheet.rng.choice(colours),
        )


def mixed(one: str, other: str, part: float) -> str:
    """The colour lying the given part of the way from one to the other."""
    pair = zip(ImageColor.getrgb(one)[:3], ImageColor.getrgb(other)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pair)
