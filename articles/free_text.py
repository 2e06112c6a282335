"""A text that is no article's, such as a page about the house: written and shown as a body is."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from articles import body
from articles.around import addresses_in
from articles.story import drawn, photos_now


@dataclass(frozen=True)
class FreeText:
    """A text as readers get it. ``players`` are the origins of the players of what it embeds."""

    html: SafeString
    players: Sequence[str]


def of_body(html: str, at: datetime.datetime) -> FreeText:
    """Return a cleaned body with its photos as they are in the library now.

    Links lead to those of its articles that are public at that instant.
    """
    photos = photos_now(numbers) if (numbers := body.photo_ids(html)) else {}
    shown = body.render(html, lambda figure: drawn(figure, photos), addresses_in(html, at).get)
    return FreeText(shown, body.player_origins(html))
