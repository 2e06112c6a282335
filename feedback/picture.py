"""The captcha's picture: outlined letters, tilted and touching, one stroke across, a soft wave.

It is drawn from a seed, so that a challenge has one picture however often and wherever it is drawn:
many different pictures of the same letters would be easier for machines to read than one.
"""

import io
import math
import random
from functools import cache, lru_cache
from pathlib import Path

import captcha
from PIL import Image, ImageDraw, ImageFont

SIZE = 240, 84  # pixels
FINE = 1.5  # drawn that many times larger, and reduced at the end: smooth edges
WIDTH, HEIGHT = round(SIZE[0] * FINE), round(SIZE[1] * FINE)
LETTERS = (47, 50, 54)  # sizes of the type
CELL = round(76 * FINE)  # what one tilted letter fits into
# Letters that touch are told apart by people more easily than by machines.
OVERLAP = round(4 * FINE)
TILT = 20  # degrees to either side
STRIP = 12  # pixels that are bent as one
GLYPHS = 256  # letters that are remembered as they come from the font: all of them, 3 KB each
INK, PAPER = (33, 45, 62), (246, 243, 236)
# A ramp from paper to ink: the picture is drawn in greys and gets its colours at the end.
PALETTE = [
    round(paper + (ink - paper) * grey / 255)
    for grey in range(256)
    for ink, paper in zip(INK, PAPER, strict=True)
]
VERA = Path(captcha.__file__).parent / "fonts" / "Vera.ttf"


@cache
def fonts() -> list[ImageFont.FreeTypeFont | ImageFont.ImageFont]:
    """Vera comes with django-simple-captcha, Aileron with Pillow; each in all sizes."""
    vera = [ImageFont.truetype(VERA, size * FINE) for size in LETTERS]
    return [*vera, *(ImageFont.load_default(size * FINE) for size in LETTERS)]


def draw(letters: str, seed: bytes) -> bytes:
    """Return a PNG of the letters; the same one for the same seed."""
    chance = random.Random(seed)  # noqa: S311  (the seed is what nobody can guess)
    canvas = Image.new("L", (WIDTH, HEIGHT), 0)
    _write(canvas, [_letter(letter, chance) for letter in letters], chance)
    _strike(canvas, chance)
    picture = _wave(canvas, chance)
    picture.putpalette(PALETTE)
    file = io.BytesIO()
    picture.save(file, "PNG", compress_level=1)  # half the time, and hardly larger
    return file.getvalue()


@lru_cache(maxsize=GLYPHS)
def _glyph(letter: str, font: int, stroke: float) -> Image.Image:
    """Return an upright letter in outline, no larger than its ink, in the middle of a cell."""
    cell = Image.new("L", (CELL, CELL), 0)
    ImageDraw.Draw(cell).text(
        (CELL / 2, CELL / 2),
        letter,
        fill=0,
        font=fonts()[font],
        anchor="mm",
        stroke_width=stroke * FINE,
        stroke_fill=255,
    )
    left, top, right, bottom = cell.getbbox() or (0, 0, CELL, CELL)
    # Its middle stays the cell's: that is what it is turned around.
    across, down = min(left, CELL - right), min(top, CELL - bottom)
    return cell.crop((across, down, CELL - across, CELL - down))


def _letter(letter: str, chance: random.Random) -> Image.Image:
    """Return a letter in outline, tilted, leaning, drawn out or narrowed."""
    glyph = _glyph(letter, chance.randrange(len(fonts())), chance.choice((1.4, 1.7)))
    turn, lean = math.radians(chance.uniform(-TILT, TILT)), chance.uniform(-0.18, 0.18)
    wide = chance.uniform(0.9, 1.12)
    cos, sin = math.cos(turn), math.sin(turn)
    # Where each point of the result comes from, seen from the middle of both.
    a, b, d, e = cos / wide + lean * sin, sin / wide - lean * cos, -sin, cos
    area = a * e - b * d
    reach_x = (abs(e) * glyph.width + abs(b) * glyph.height) / abs(area)
    reach_y = (abs(d) * glyph.width + abs(a) * glyph.height) / abs(area)
    size = min(CELL, math.ceil(reach_x) + 2), min(CELL, math.ceil(reach_y) + 2)
    x, y = size[0] / 2, size[1] / 2
    matrix = (a, b, glyph.width / 2 - a * x - b * y, d, e, glyph.height / 2 - d * x - e * y)
    return glyph.transform(size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)


def _write(canvas: Image.Image, letters: list[Image.Image], chance: random.Random) -> None:
    """Set the letters in the middle, one into the next; none hides its neighbour."""
    # Where the ink of each begins, and where it ends.
    inks = [(box[0], box[2]) for box in (each.getbbox() or (0, 0, *each.size) for each in letters)]
    length = sum(end - begin - OVERLAP for begin, end in inks) + OVERLAP
    x = (WIDTH - length) / 2 + chance.uniform(-4, 4) * FINE
    for letter, (begin, end) in zip(letters, inks, strict=True):
        y = (HEIGHT - letter.height) / 2 + chance.uniform(-7, 7) * FINE
        canvas.paste(255, (round(x) - begin, round(y)), letter)
        x += end - begin - OVERLAP


def _strike(canvas: Image.Image, chance: random.Random) -> None:
    """Draw one line from side to side through the letters, as dark as they are."""
    left, right = (chance.uniform(0.3, 0.7) * HEIGHT for _ in range(2))
    ImageDraw.Draw(canvas).line((0, left, WIDTH, right), fill=255, width=round(2.5 * FINE))


def _wave(canvas: Image.Image, chance: random.Random) -> Image.Image:
    """Bend the whole picture softly up and down, and bring it to its size."""
    height, length = chance.uniform(4, 6) * FINE, chance.uniform(80, 120) * FINE
    phase = chance.uniform(0, math.tau)

    def lift(x: float) -> float:
        return height * math.sin(math.tau * x / length + phase)

    mesh = []
    for left in range(0, SIZE[0], STRIP):
        right = left + STRIP
        begin, end = left * FINE, right * FINE
        one, two = lift(begin), lift(end)
        quad = (begin, one, begin, HEIGHT + one, end, HEIGHT + two, end, two)
        mesh.append(((left, 0, right, SIZE[1]), quad))
    return canvas.transform(SIZE, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
