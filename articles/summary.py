"""A body in few words: its plain text, and its first sentence."""

import re

from articles import body

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
# The sign that ends it, what may follow the sign, and a space: "3.5" goes on.
END = re.compile(r"[.!?…؟۔。](?:[\"'”’»)\]]*)(?=\s)")


def plain_text(html: str) -> str:
    """Return the words of a cleaned body in one line."""
    return " ".join(body.plain_text(html).split())


def first_sentence(html: str, limit: int) -> str:
    """Return the first sentence of the first paragraph that has words, cut at a word if longer."""
    words = next(filter(None, map(plain_text, PARAGRAPH.findall(html))), "")
    end = END.search(words)
    return shortened(words[: end.end()] if end else words, limit)


def shortened(text: str, limit: int) -> str:
    """Return the text in at most ``limit`` characters, an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    kept = text[:limit]
    return (kept.rpartition(" ")[0] or kept[:-1]) + "…"
