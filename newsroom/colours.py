"""A site's own accent colours: read, weighed against the paper, and made a stylesheet."""

import re
from functools import cache

# The grounds that coloured words stand on, of site.css: the page's and that of boxes.
PAPERS = {"light": ("#fdfcfa", "#f3f1ec"), "dark": ("#141518", "#1f2125")}
# Words on a ground of the accent itself. Who differs enough from the paper does so from these.
INKS = {"light": "#fff", "dark": "#141518"}
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3: text of any size
HEX = re.compile("#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def is_colour(text: str) -> bool:
    return HEX.fullmatch(text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def least_contrast(colour: str, scheme: str) -> float:
    """Return the contrast of a colour to that ground of a scheme which it differs least from."""
    return min(contrast(colour, paper) for paper in PAPERS[scheme])


@cache
def stylesheet(light: str, dark: str) -> str:
    """Return the rules that set the accents; without any, nothing. Print stays black on white."""
    rules = [_rule("light", light)] if light else []
    if light and not dark:
        # The dark scheme keeps its own: a colour that is read on white is not read on black.
        rules = [f"@media (prefers-color-scheme: light) {{ {rules[0]} }}"]
    if dark:
        rules.append(f"@media (prefers-color-scheme: dark) {{ {_rule('dark', dark)} }}")
    return f"@media screen {{ {' '.join(rules)} }}\n" if rules else ""


def _rule(scheme: str, colour: str) -> str:
    return f":root {{ --accent: {colour.lower()}; --accent-ink: {INKS[scheme]}; }}"


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2.2)."""
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
