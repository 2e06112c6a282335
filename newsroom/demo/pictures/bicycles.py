"""A town bicycle."""

from __future__ import annotations

import math

from .outlines import Point, curve, ellipse
from .painting import Sheet


def bicycle(sheet: Sheet, foot: Point, unit: float, paint: str, facing: int = 1) -> None:
    """A town bicycle; the foot is the ground below its cranks, the unit one metre."""

    def at(x: float, y: float) -> Point:
        return foot[0] + x * unit * facing, foot[1] - y * unit

    for hub in (at(-0.45, 0.34), at(0.6, 0.34)):
        for spoke in range(10):
            turn = spoke * math.pi / 10
            dx, dy = math.cos(turn) * unit * 0.33, math.sin(turn) * unit * 0.33
            sheet.line([(hub[0] - dx, hub[1] - dy), (hub[0] + dx, hub[1] + dy)], "#f2e6cf77", 1)
        ring = ellipse(*hub, unit * 0.335, unit * 0.335, 60)
        sheet.line([*ring, ring[0], ring[1]], "#1f1c26", unit * 0.036)
        sheet.oval(*hub, unit * 0.035, unit * 0.035, "#c9c3b4")
    tube = unit * 0.034
    for a, b in (
        ((0, 0.29), (-0.16, 0.92)),
        ((0, 0.29), (0.42, 0.78)),
        ((-0.1, 0.7), (0.4, 0.86)),
        ((-0.45, 0.34), (0, 0.29)),
        ((-0.45, 0.34), (-0.13, 0.8)),
        ((0.6, 0.34), (0.38, 1.0)),
    ):
        sheet.limb(at(*a), at(*b), tube, tube, paint)
    sheet.line(curve([at(0.38, 1.0), at(0.4, 1.12), at(0.34, 1.16)]), "#c9c3b4", unit * 0.026)
    sheet.limb(at(-0.26, 0.95), at(-0.04, 0.95), unit * 0.07, unit * 0.035, "#3a2630")
    sheet.shade(
        [at(0.44, 1.06), at(0.78, 1.06), at(0.73, 0.82), at(0.48, 0.82)], ("#c69560", "#8f6238")
    )
    for bloom in range(5):
        sheet.oval(
            *at(0.48 + bloom * 0.065, 1.08 + 0.03 * (bloom % 2)),
            unit * 0.045,
            unit * 0.045,
            ("#f29ab2", "#fff2d8", "#7da05a")[bloom % 3],
        )
    fender = [
        p for p in ellipse(*at(-0.45, 0.34), unit * 0.375, unit * 0.375, 60) if p[1] < at(0, 0.4)[1]
    ]
    sheet.line(sorted(fender), paint, unit * 0.026)
    sheet.oval(*at(0, 0.29), unit * 0.07, unit * 0.07, "#c9c3b4")
