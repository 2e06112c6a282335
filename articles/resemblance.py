"""What a picture shows, in 64 bits: two that differ in few of them show the same.

This is the difference hash: the picture in 9 × 8 shades of grey, and a bit for each neighbour that
is darker. Another size, quality or format hardly changes it, so it finds the photo that an agency
sends once more. It is kept in quarters, for these can be looked up: of two looks that differ in
three bits at most, one quarter is the same.
"""

from PIL import Image as Pillow

Look = tuple[int, int, int, int]

SIDE = 8
ALIKE = 6  # bits in which two may differ
QUARTER = 16  # bits
PLAIN: Look = (2**QUARTER,) * 4  # of an even surface, which is like any other


def look_of(picture: Pillow.Image) -> Look:
    """Return the four quarters, from the top; ``PLAIN`` where there is nothing to tell apart."""
    grey = picture.convert("L").resize((SIDE + 1, SIDE), Pillow.Resampling.LANCZOS, reducing_gap=2)
    shades = grey.tobytes()
    if max(shades) - min(shades) < SIDE:
        return PLAIN
    rows = [shades[start : start + SIDE + 1] for start in range(0, len(shades), SIDE + 1)]
    bits = "".join("1" if row[x] > row[x + 1] else "0" for row in rows for x in range(SIDE))
    first, second, third, fourth = (
        int(bits[start : start + QUARTER], 2) for start in range(0, len(bits), QUARTER)
    )
    return first, second, third, fourth


def distance(look: Look, other: Look) -> int:
    """Return in how many bits two looks differ."""
    return sum((one ^ two).bit_count() for one, two in zip(look, other, strict=True))
