"""What a cleaned body refers to."""

import re
from collections.abc import Mapping

from articles.body.figures import FIGURE, of_match

LINK = re.compile(r'<a data-article="([0-9]{1,18})">(.*?)</a>', re.DOTALL)


def photo_ids(html: str) -> list[int]:
    """Return the ids of all photos in a cleaned body, in order, repeats included."""
    return [photo for found in FIGURE.finditer(html) for photo in of_match(found).photos]


def article_ids(html: str) -> list[int]:
    """Return the ids of the articles that a cleaned body links to, each once."""
    return list(dict.fromkeys(int(found[1]) for found in LINK.finditer(html)))


def player_origins(html: str) -> list[str]:
    """Return the origins of the players of all embeds in a cleaned body, each once."""
    found = (of_match(each).embed for each in FIGURE.finditer(html))
    return sorted({embed.provider.origin for embed in found if embed})


def with_articles(html: str, others: Mapping[int, int]) -> str:
    """Return a cleaned body whose links lead to other articles where ``others`` names them."""

    def link(found: re.Match[str]) -> str:
        number = int(found[1])
        return f'<a data-article="{others.get(number, number)}">{found[2]}</a>'

    return LINK.sub(link, html)
