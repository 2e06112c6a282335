"""People as simple, well-proportioned shapes, posed by their joints.

A pose gives its joints in body heights: x forward from the feet, y up from the ground.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .outlines import Point, dome, ellipse
from .painting import Sheet

Bend = tuple[Point, Point]
Place = Callable[[Point], Point]


@dataclass(frozen=True)
class Pose:
    """Elbow and hand of each arm, knee and foot of each leg; the far limbs are drawn first."""

    head: Point
    neck: Point
    hip: Point
    near_arm: Bend
    far_arm: Bend
    near_leg: Bend
    far_leg: Bend


@dataclass(frozen=True)
class Look:
    """Colours of a figure. ``hem`` is how far a coat or skirt reaches below the hip."""

    coat: str
    legs: str
    skin: str
    hair: str
    hem: float = 0.0
    hat: str = ""
    rim: str = ""


STAND = Pose(
    (0.01, 0.925), (0, 0.82), (0, 0.5),
    ((-0.02, 0.65), (0.03, 0.5)), ((0.03, 0.65), (0.06, 0.5)),
    ((0.02, 0.27), (0, 0.02)), ((-0.02, 0.27), (-0.05, 0.02)),
)  # fmt: skip
WALK = Pose(
    (0.05, 0.92), (0.02, 0.82), (0, 0.5),
    ((-0.07, 0.65), (-0.06, 0.5)), ((0.1, 0.66), (0.16, 0.54)),
    ((0.1, 0.28), (0.13, 0.02)), ((-0.03, 0.27), (-0.17, 0.05)),
)  # fmt: skip
HOLD_UP = Pose(
    (0.03, 0.92), (0.01, 0.82), (0, 0.5),
    ((0.08, 0.68), (0.13, 0.8)), ((-0.06, 0.65), (-0.03, 0.5)),
    ((0.08, 0.28), (0.08, 0.02)), ((-0.04, 0.27), (-0.12, 0.04)),
)  # fmt: skip
REACH_UP = Pose(
    (-0.01, 0.92), (0, 0.82), (0, 0.5),
    ((0.11, 0.9), (0.2, 1.02)), ((0.1, 0.84), (0.17, 0.96)),
    ((0.03, 0.27), (0.01, 0.02)), ((-0.02, 0.27), (-0.06, 0.02)),
)  # fmt: skip
OFFER = Pose(
    (0.03, 0.92), (0.01, 0.82), (0, 0.5),
    ((0.05, 0.66), (0.19, 0.64)), ((0.08, 0.67), (0.21, 0.6)),
    ((0.02, 0.27), (0.01, 0.02)), ((-0.02, 0.27), (-0.05, 0.02)),
)  # fmt: skip
BEND_DOWN = Pose(
    (0.3, 0.66), (0.22, 0.63), (-0.05, 0.46),
    ((0.27, 0.45), (0.32, 0.28)), ((0.22, 0.44), (0.25, 0.27)),
    ((0.06, 0.25), (-0.01, 0.02)), ((0.02, 0.25), (-0.07, 0.02)),
)  # fmt: skip
CROUCH = Pose(
    (0.16, 0.56), (0.09, 0.48), (-0.06, 0.19),
    ((0.18, 0.33), (0.27, 0.2)), ((0.15, 0.34), (0.25, 0.26)),
    ((0.17, 0.25), (0.03, 0.02)), ((0.14, 0.27), (-0.02, 0.02)),
)  # fmt: skip
SIT = Pose(
    (0.05, 0.7), (0.0, 0.6), (-0.03, 0.28),
    ((0.06, 0.42), (0.19, 0.42)), ((0.08, 0.43), (0.22, 0.43)),
    ((0.2, 0.28), (0.19, 0.02)), ((0.18, 0.27), (0.14, 0.02)),
)  # fmt: skip
ROW = Pose(
    (0.16, 0.5), (0.1, 0.4), (-0.06, 0.1),
    ((0.2, 0.32), (0.34, 0.28)), ((0.18, 0.33), (0.34, 0.3)),
    ((0.14, 0.24), (0.26, 0.06)), ((0.12, 0.25), (0.26, 0.07)),
)  # fmt: skip
CYCLE = Pose(
    (0.17, 0.98), (0.1, 0.88), (-0.06, 0.56),
    ((0.15, 0.73), (0.27, 0.67)), ((0.17, 0.74), (0.27, 0.69)),
    ((0.13, 0.46), (0.04, 0.24)), ((0.12, 0.36), (0.02, 0.12)),
)  # fmt: skip
RUN = Pose(
    (0.13, 0.9), (0.08, 0.8), (0, 0.5),
    ((-0.06, 0.68), (-0.03, 0.55)), ((0.14, 0.65), (0.25, 0.72)),
    ((0.16, 0.36), (0.1, 0.14)), ((-0.06, 0.27), (-0.25, 0.2)),
)  # fmt: skip
KICK = Pose(
    (-0.06, 0.9), (-0.05, 0.8), (0, 0.5),
    ((-0.16, 0.7), (-0.25, 0.62)), ((0.06, 0.68), (0.18, 0.74)),
    ((0.15, 0.36), (0.32, 0.2)), ((-0.03, 0.26), (-0.06, 0.02)),
)  # fmt: skip


def figure(sheet: Sheet, foot: Point, tall: float, pose: Pose, look: Look, facing: int = 1) -> None:
    """Draw one person; ``facing`` is 1 to the right, -1 to the left.

    A rim colour is the same body drawn first, shifted a little towards the light on the right.
    """
    if look.rim:
        shift = max(1.0, tall * 0.014)
        lit = Look(look.rim, look.rim, look.rim, look.rim, look.hem, look.rim if look.hat else "")
        _body(sheet, (foot[0] + shift, foot[1] - shift * 0.5), tall, pose, lit, facing)
    _body(sheet, foot, tall, pose, look, facing)


def _body(sheet: Sheet, foot: Point, tall: float, pose: Pose, look: Look, facing: int) -> None:
    def at(joint: Point) -> Point:
        return foot[0] + joint[0] * tall * facing, foot[1] - joint[1] * tall

    _leg(sheet, at, pose.hip, pose.far_leg, tall, look.legs, facing)
    _arm(sheet, at, pose.neck, pose.far_arm, tall, look)
    _leg(sheet, at, pose.hip, pose.near_leg, tall, look.legs, facing)
    neck, hip = at(pose.neck), at(pose.hip)
    sheet.limb(neck, at(pose.head), tall * 0.05, tall * 0.05, look.skin)
    chest = neck[0] + (hip[0] - neck[0]) * 0.15, neck[1] + (hip[1] - neck[1]) * 0.15
    sheet.limb(chest, hip, tall * 0.165, tall * 0.125, look.coat)
    if look.hem:
        drop = look.hem * tall
        wide = tall * (0.062 + look.hem * 0.2)
        low = hip[1] + drop
        skirt = [(hip[0] - tall * 0.063, hip[1]), (hip[0] + tall * 0.063, hip[1])]
        sheet.poly([*skirt, (hip[0] + wide, low), (hip[0] - wide, low)], look.coat)
    _head(sheet, at(pose.head), tall, look, facing)
    _arm(sheet, at, pose.neck, pose.near_arm, tall, look)


def _leg(
    sheet: Sheet, at: Place, hip: Point, leg: Bend, tall: float, colour: str, facing: int
) -> None:
    knee, foot = at(leg[0]), at(leg[1])
    sheet.limb(at(hip), knee, tall * 0.105, tall * 0.072, colour)
    sheet.limb(knee, foot, tall * 0.072, tall * 0.042, colour)
    sheet.limb(foot, (foot[0] + facing * tall * 0.07, foot[1]), tall * 0.044, tall * 0.032, colour)


def _arm(sheet: Sheet, at: Place, neck: Point, arm: Bend, tall: float, look: Look) -> None:
    shoulder, elbow, hand = at((neck[0], neck[1] - 0.03)), at(arm[0]), at(arm[1])
    sheet.limb(shoulder, elbow, tall * 0.072, tall * 0.054, look.coat)
    sheet.limb(elbow, hand, tall * 0.052, tall * 0.036, look.coat)
    sheet.oval(*hand, tall * 0.022, tall * 0.022, look.skin)


def _head(sheet: Sheet, head: Point, tall: float, look: Look, facing: int) -> None:
    x, y = head
    sheet.oval(x - facing * tall * 0.01, y - tall * 0.008, tall * 0.055, tall * 0.066, look.hair)
    sheet.oval(x + facing * tall * 0.014, y + tall * 0.01, tall * 0.043, tall * 0.055, look.skin)
    if look.hat:
        sheet.oval(x, y - tall * 0.045, tall * 0.05, tall * 0.04, look.hat)
        sheet.oval(x + facing * tall * 0.02, y - tall * 0.03, tall * 0.075, tall * 0.012, look.hat)


def umbrella(sheet: Sheet, hand: Point, size: float, colour: str, light: str) -> None:
    """An open umbrella held above a hand."""
    x, y = hand[0], hand[1] - size * 0.95
    sheet.line([hand, (x, y - size * 0.1)], "#1b1b24", max(1.2, size * 0.03))
    cover = dome(x, y, size, size * 0.62)
    scallops = [
        (x + size * (step / 12 - 1), y - size * 0.1 * abs((step % 6) - 3) / 3 + size * 0.1)
        for step in range(25)
    ]
    sheet.poly([*cover, *reversed(scallops)], colour)
    lit = [(x + (px - x) * 0.34 + size * 0.22, py) for px, py in cover]
    sheet.poly([*lit, (x + size * 0.56, y), (x - size * 0.12, y)], light)


def crowd(
    sheet: Sheet, span: tuple[float, float], y: float, size: float, colours: tuple[str, ...]
) -> None:
    """A row of heads and shoulders seen from behind, as an audience."""
    x = span[0]
    while x < span[1]:
        lift, scale = sheet.rng.uniform(-0.16, 0.16) * size, size * sheet.rng.uniform(0.9, 1.1)
        colour = sheet.rng.choice(colours)
        top = y + lift
        sheet.poly(ellipse(x, top + scale * 1.6, scale * 0.98, scale * 0.85), colour)
        sheet.rect(x - scale * 0.19, top, x + scale * 0.19, top + scale * 0.9, colour)
        sheet.oval(x, top, scale * 0.42, scale * 0.53, colour)
        x += size * sheet.rng.uniform(2.0, 2.5)
