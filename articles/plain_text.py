"""Text that strangers send, made safe to show and to search: the rule for what may stand in it."""

import re
import unicodedata

# What lets a text reorder what stands beside it. The joiners that Arabic and emoji need stay.
DIRECTIONS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
UNSEEN = frozenset("\ufeff\u2028\u2029\u00ad")
UNPRINTABLE = frozenset(["Cc", "Cs", "Co", "Cn"])  # controls, halves of pairs, private, unassigned


def clean(text: str) -> str:
    """Return the text without control characters, NUL included, and without signs of direction.

    Line ends become ``\\n``, tabs spaces, more than one empty line one; the ends are trimmed.
    """
    lines = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    kept = "".join(each for each in lines if each == "\n" or _is_printable(each))
    return re.sub(r"[ \u00a0]*\n(?:[ \u00a0]*\n){2,}", "\n\n", kept).strip()


def in_line(text: str) -> str:
    """Return the text cleaned and in one line, for a cell of a table or a title of a feed."""
    return " ".join(clean(text).split())


def _is_printable(sign: str) -> bool:
    return (
        sign not in DIRECTIONS
        and sign not in UNSEEN
        and unicodedata.category(sign) not in UNPRINTABLE
    )
