"""A QR code as the path of an SVG drawing, which needs no style and no data address."""

from dataclasses import dataclass

import qrcode

QUIET_ZONE = 4  # modules, as ISO/IEC 18004 asks for


@dataclass(frozen=True)
class Drawing:
    size: int  # modules
    path: str


def draw(text: str) -> Drawing:
    code = qrcode.QRCode(border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    rows = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, on in enumerate(row) if on)
    return Drawing(len(rows), "".join(dark))
