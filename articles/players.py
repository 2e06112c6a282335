"""Which pages let players of others in: those alone whose text has one, and its providers alone."""

from collections.abc import Sequence
from typing import Protocol

from django.http import HttpResponse


class Embedding(Protocol):
    """What embeds something: an article, a page of the house."""

    @property
    def players(self) -> Sequence[str]:
        """The origins of the players."""


def with_players(response: HttpResponse, text: Embedding) -> HttpResponse:
    """Let the content security policy of the response allow frames for what the text embeds."""
    if text.players:
        response._csp_update = {"frame-src": text.players}  # type: ignore[attr-defined]  # django-csp reads it
    return response
