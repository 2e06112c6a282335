"""The sheet every scene is painted on, and the means shared by all of them.

Coordinates are those of the finished picture. The sheet itself is twice as large and is reduced
at the very end, which is what smooths the edges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from random import Random

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter, ImageOps

from .outlines import Outline, Point, bounds, ellipse

WIDTH, HEIGHT = 1600, 1067
SCALE = 2


def ramp(colours: Sequence[str], size: tuple[int, int], sideways: bool = False) -> Image.Image:
    """An even gradient through the colours, from top to bottom or from left to right."""
    count = len(colours)
    strip = Image.new("RGB", (count, 1) if sideways else (1, count))
    for index, colour in enumerate(colours):
        strip.putpixel((index, 0) if sideways else (0, index), ImageColor.getrgb(colour)[:3])
    inner = (0.5, 0, count - 0.5, 1) if sideways else (0, 0.5, 1, count - 0.5)
    return strip.resize(size, Image.Resampling.BILINEAR, box=inner)


def levels(values: Sequence[float], size: tuple[int, int], sideways: bool = False) -> Image.Image:
    """A mask running evenly through the given strengths, each from 0 to 1."""
    shades = [f"#{round(value * 255):02x}0000" for value in values]
    return ramp(shades, size, sideways).getchannel("R")


def noise(rng: Random, size: tuple[int, int], cells: tuple[int, int], octaves: int) -> Image.Image:
    """Smooth noise using the full range from black to white; finer octaves weigh less."""
    total = Image.new("L", size, 128)
    for octave in reversed(range(octaves)):
        across, down = cells[0] * 2**octave, cells[1] * 2**octave
        raw = Image.frombytes("L", (across, down), rng.randbytes(across * down))
        layer = raw.resize(size, Image.Resampling.BICUBIC)
        total = Image.blend(layer, total, 0.36)
    return ImageOps.autocontrast(total, cutoff=1)


class Sheet:
    """A picture in progress. Colours may carry an alpha (``#rrggbbaa``) in the drawing methods."""

    def __init__(self, seed: str) -> None:
        self.rng = Random(seed)
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    # -- hard-edged shapes ---------------------------------------------------------------------

    def poly(self, points: Iterable[Point], colour: str) -> None:
        self.pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def rect(self, x0: float, y0: float, x1: float, y1: float, colour: str) -> None:
        self.poly([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        box = [(x - rx) * SCALE, (y - ry) * SCALE, (x + rx) * SCALE, (y + ry) * SCALE]
        self.pen.ellipse(box, fill=colour)

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        self.pen.line(scaled, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def limb(self, a: Point, b: Point, wide_a: float, wide_b: float, colour: str) -> None:
        """A round-ended stroke that tapers from one width to another."""
        length = max(0.01, ((b[0] - a[0]) ** 2 + (b[1] - a[1]) ** 2) ** 0.5)
        nx, ny = (a[1] - b[1]) / length / 2, (b[0] - a[0]) / length / 2
        near = [(a[0] + nx * wide_a, a[1] + ny * wide_a), (a[0] - nx * wide_a, a[1] - ny * wide_a)]
        far = [(b[0] - nx * wide_b, b[1] - ny * wide_b), (b[0] + nx * wide_b, b[1] + ny * wide_b)]
        self.poly(near + far, colour)
        self.oval(*a, wide_a / 2, wide_a / 2, colour)
        self.oval(*b, wide_b / 2, wide_b / 2, colour)

    # -- gradients -----------------------------------------------------------------------------

    def sky(self, colours: Sequence[str], top: float = 0, bottom: float = HEIGHT) -> None:
        """A full-width gradient band."""
        size = (WIDTH * SCALE, round((bottom - top) * SCALE))
        self.image.paste(ramp(colours, size), (0, round(top * SCALE)))

    def shade(
        self,
        points: Outline,
        colours: Sequence[str],
        sideways: bool = False,
        strengths: Sequence[float] = (1,),
    ) -> None:
        """A polygon holding a gradient, and optionally fading along the same direction.

        The gradient spans the part of the polygon that lies inside the picture.
        """
        left, top, right, bottom = self._visible(points)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        mask = Image.new("L", size)
        moved = [(x * SCALE - left, y * SCALE - top) for x, y in points]
        ImageDraw.Draw(mask).polygon(moved, fill=255)
        if tuple(strengths) != (1,):
            mask = ImageChops.multiply(mask, levels([*strengths], size, sideways))
        self.image.paste(ramp([*colours], size, sideways), (left, top), mask)

    def _visible(self, points: Outline) -> tuple[int, int, int, int]:
        x0, y0, x1, y1 = bounds(points)
        left, top = max(0, int(x0 * SCALE)), max(0, int(y0 * SCALE))
        right, bottom = int(x1 * SCALE) + 1, int(y1 * SCALE) + 1
        return left, top, min(self.image.width, right), min(self.image.height, bottom)

    # -- soft shapes and light -----------------------------------------------------------------

    def soft(
        self, shapes: Iterable[Outline], colour: str, blur: float, strength: float = 1
    ) -> None:
        """Blurred polygons in one colour: shadows, shafts of light, haze.

        They are drawn at half the final size: nobody can tell, and it costs a sixteenth.
        """
        outlines = [[*shape] for shape in shapes]
        edges = bounds([point for shape in outlines for point in shape])
        reach = blur * 3 + 4
        left, top = max(0, int(edges[0] - reach)), max(0, int(edges[1] - reach))
        right, bottom = min(WIDTH, int(edges[2] + reach)), min(HEIGHT, int(edges[3] + reach))
        if right - left < 2 or bottom - top < 2:
            return
        mask = Image.new("L", ((right - left) // 2, (bottom - top) // 2))
        pen = ImageDraw.Draw(mask)
        for shape in outlines:
            pen.polygon([((x - left) / 2, (y - top) / 2) for x, y in shape], fill=255)
        mask = mask.filter(ImageFilter.GaussianBlur(blur / 2))
        mask = mask.point([round(value * strength) for value in range(256)])
        full = mask.resize(
            ((right - left) * SCALE, (bottom - top) * SCALE), Image.Resampling.BILINEAR
        )
        self.image.paste(ImageColor.getrgb(colour)[:3], (left * SCALE, top * SCALE), full)

    def glow(
        self, x: float, y: float, rx: float, ry: float, colour: str, strength: float = 1
    ) -> None:
        """Light that brightens what lies below it (a screen), fading out at the given radii."""
        left, top, right, bottom = self._visible(ellipse(x, y, rx, ry))
        if right <= left or bottom <= top:
            return
        fall = [round(255 * strength * max(0.0, 1 - d / 180) ** 2) for d in range(256)]
        ball = Image.radial_gradient("L").point(fall)
        seen = [
            (value / SCALE - start) / span * 256
            for value, start, span in (
                (left, x - rx, 2 * rx),
                (top, y - ry, 2 * ry),
                (right, x - rx, 2 * rx),
                (bottom, y - ry, 2 * ry),
            )
        ]
        a, b, c, d = (min(256.0, max(0.0, value)) for value in seen)
        size = (right - left, bottom - top)
        mask = ball.resize(size, Image.Resampling.BILINEAR, box=(a, b, c, d))
        light = Image.new("RGB", size)
        light.paste(ImageColor.getrgb(colour)[:3], (0, 0), mask)
        below = self.image.crop((left, top, right, bottom))
        self.image.paste(ImageChops.screen(below, light), (left, top))

    def clouds(
        self,
        span: tuple[float, float],
        colour: str,
        cells: tuple[int, int] = (4, 8),
        cover: float = 0.45,
        crisp: float = 3,
        strength: float = 1,
        fade: Sequence[float] = (0, 1, 0),
    ) -> None:
        """A band of cloud or mist; ``crisp`` goes from 1 (fog) to 12 (cut paper)."""
        top, bottom = (round(edge * SCALE) for edge in span)
        small = (WIDTH // 2, max(1, (bottom - top) // 4))
        limit = (1 - cover) * 255
        curve = [max(0, min(255, round((v - limit) * crisp * strength))) for v in range(256)]
        ceiling = round(255 * strength)
        mask = noise(self.rng, small, cells, 4).point([min(ceiling, v) for v in curve])
        mask = ImageChops.multiply(mask, levels(fade, small))
        full = mask.resize((self.image.width, bottom - top), Image.Resampling.BICUBIC)
        self.image.paste(ImageColor.getrgb(colour)[:3], (0, top), full)

    def texture(
        self,
        points: Outline,
        colour: str,
        cells: tuple[int, int],
        cover: float = 0.4,
        strength: float = 0.5,
        crisp: float = 6,
    ) -> None:
        """Dry-brush marks of one colour kept inside a polygon."""
        left, top, right, bottom = self._visible(points)
        if right <= left or bottom <= top:
            return
        size = (right - left, bottom - top)
        limit = (1 - cover) * 255
        curve = [round(max(0, min(255, (v - limit) * crisp)) * strength) for v in range(256)]
        small = (max(1, size[0] // 2), max(1, size[1] // 2))
        marks = noise(self.rng, small, cells, 3).point(curve).resize(size)
        mask = Image.new("L", size)
        moved = [(x * SCALE - left, y * SCALE - top) for x, y in points]
        ImageDraw.Draw(mask).polygon(moved, fill=255)
        self.image.paste(
            ImageColor.getrgb(colour)[:3], (left, top), ImageChops.multiply(mask, marks)
        )

    # -- the end -------------------------------------------------------------------------------

    def finish(self, grain: float = 5, vignette: float = 0.22) -> Image.Image:
        """Reduce to the final size, darken the corners a little and lay the print grain on."""
        picture = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        picture = ImageChops.multiply(picture, _vignette(vignette))
        raw = Image.frombytes("L", picture.size, self.rng.randbytes(WIDTH * HEIGHT))
        raw = raw.filter(ImageFilter.GaussianBlur(0.6))
        paper = noise(self.rng, picture.size, (100, 67), 2)
        tooth = Image.blend(raw, paper, 0.16)
        tooth = tooth.point([round(128 + (v - 128) / 128 * grain * 2.4) for v in range(256)])
        return ImageChops.overlay(picture, Image.merge("RGB", [tooth] * 3))


def _vignette(depth: float) -> Image.Image:
    fall = [round(255 * (1 - depth * (d / 255) ** 3)) for d in range(256)]
    ball = Image.radial_gradient("L").point(fall)
    inner = (24, 24, 232, 232)
    wide = ball.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR, box=inner)
    return Image.merge("RGB", [wide] * 3)
