"""Text as the index holds it: folded, and parted into words, the same way for texts and queries."""

import html
import re
import unicodedata

LONGEST = 64  # characters of a word that count
WORD = re.compile(r"[^\W_]+")
# What writers of one language type in several ways, and what only carries a line.
ALIKE = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        "ک": "ك",
        **dict.fromkeys("یىئ", "ي"),
        "ؤ": "و",
        **dict.fromkeys("ةۀہە", "ه"),
        "ـ": None,
        "\u200d": None,
        "\u00ad": None,
        "\u200c": " ",
        **dict.fromkeys("'’ʼ", None),
    }
)


class Bare(dict[int, int | str | None]):
    """For ``str.translate``: drops marks, and turns digits of any script into 0 to 9."""

    def __missing__(self, code: int) -> int | str | None:
        letter = chr(code)
        if unicodedata.combining(letter):
            self[code] = None
        elif letter.isdecimal():
            self[code] = str(unicodedata.digit(letter))
        else:
            self[code] = ALIKE.get(code, code)
        return self[code]


BARE = Bare()
# Tags that part no word; whatever else a tag does, what stands before it ends there.
INLINE = re.compile(r"</?(?:a|em|strong|sub|sup)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")


def text_of(body: str) -> str:
    """Return the text of a cleaned body, as good as it is for parting it into words."""
    return html.unescape(TAG.sub(" ", INLINE.sub("", body)))


def fold(text: str) -> str:
    """Return ``text`` without case, accents and Arabic vowel marks, one spelling for letters that
    are written in several ways, and digits as 0 to 9.

    Letters are replaced before they are taken apart: Unicode makes a letter and a mark of “أ”.
    What they are taken apart into has case, too: a mathematical “𝐀” hides an “A”.
    """
    if text.isascii():
        return text.lower().replace("'", "")
    apart = unicodedata.normalize("NFKD", text.translate(ALIKE).casefold())
    return unicodedata.normalize("NFKD", apart.casefold()).translate(BARE)


def words(text: str) -> list[str]:
    """Return the words of a text in order, folded."""
    return [word[:LONGEST] for word in WORD.findall(fold(text))]
