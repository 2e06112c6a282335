"""The captcha's picture: outlined letters, tilted and touching, one stroke across, a soft wave.

It is drawn from a seed, so that a challenge has one picture however often and wherever it is drawn:
many different pictures of the same letters would be easier for machines to read than one.
"""

import io
import math
import random
from functools import cache
from pathlib import Path

import captcha
from PIL import Image, ImageDraw, ImageFont

SIZE = 240, 84  # pixels
FINE = 2  # drawn that many times larger, and reduced at the end: smooth edges
WIDTH, HEIGHT = SIZE[0] * FINE, SIZE[1] * FINE
LETTERS = (47, 50, 54)  # sizes of the type
CELL = 76 * FINE  # what one tilted letter fits into
OVERLAP = 4 * FINE  # letters that touch are told apart by people more easily than by machines
TILT = 20  # degrees to either side
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
    picture = _wave(canvas, chance).reduce(FINE)
    picture.putpalette(PALETTE)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def _letter(letter: str, chance: random.Random) -> Image.Image:
    """Return a letter in outline, tilted, leaning, drawn out or narrowed; as wide as its ink."""
    cell = Image.new("L", (CELL, CELL), 0)
    ImageDraw.Draw(cell).text(
        (CELL / 2, CELL / 2),
        letter,
        fill=0,
        font=chance.choice(fonts()),
        anchor="mm",
        stroke_width=chance.choice((1.4, 1.7)) * FINE,
        stroke_fill=255,
    )
    turn, lean = math.radians(chance.uniform(-TILT, TILT)), chance.uniform(-0.18, 0.18)
    wide, half = chance.uniform(0.9, 1.12), CELL / 2
    cos, sin = math.cos(turn), math.sin(turn)
    a, b, d, e = cos / wide + lean * sin, sin / wide - lean * cos, -sin, cos
    matrix = (a, b, half - a * half - b * half, d, e, half - d * half - e * half)
    turned = cell.transform(cell.size, Image.Transform.AFFINE, matrix, Image.Resampling.BILINEAR)
    left, _top, right, _bottom = turned.getbbox() or (0, 0, CELL, CELL)
    return turned.crop((left, 0, right, CELL))


def _write(canvas: Image.Image, letters: list[Image.Image], chance: random.Random) -> None:
    """Set the letters in the middle, one into the next; none hides its neighbour."""
    length = sum(letter.width - OVERLAP for letter in letters) + OVERLAP
    x = (WIDTH - length) / 2 + chance.uniform(-4, 4) * FINE
    for letter in letters:
        y = (HEIGHT - CELL) / 2 + chance.uniform(-7, 7) * FINE
        canvas.paste(255, (round(x), round(y)), letter)
        x += letter.width - OVERLAP


def _strike(canvas: Image.Image, chance: random.Random) -> None:
    """Draw one line from side to side through the letters, as dark as they are."""
    left, right = (chance.uniform(0.3, 0.7) * HEIGHT for _ in range(2))
    ImageDraw.Draw(canvas).line((0, left, WIDTH, right), fill=255, width=round(2.5 * FINE))


def _wave(canvas: Image.Image, chance: random.Random) -> Image.Image:
    """Bend the whole picture softly up and down."""
    height, length = chance.uniform(4, 6) * FINE, chance.uniform(80, 120) * FINE
    phase, strip = chance.uniform(0, math.tau), 12 * FINE

    def lift(x: float) -> float:
        return height * math.sin(math.tau * x / length + phase)

    mesh = []
    for left in range(0, WIDTH, strip):
        right = left + strip
        one, two = lift(left), lift(right)
        quad = (left, one, left, HEIGHT + one, right, HEIGHT + two, right, two)
        mesh.append(((left, 0, right, HEIGHT), quad))
    return canvas.transform(canvas.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
