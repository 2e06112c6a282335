"""The desk: what an editor sees first. Each app brings its lists; this is their order.

A list is a function that takes a ``Desk`` and returns a ``Panel``, or nothing where it is not for
this person. It reads a bounded number of rows in a constant number of queries.
"""

from typing import Any

from django.utils import timezone

from articles import desk as articles_desk
from articles.models import Preferences
from articles.panels import Desk, MakePanel, Panel
from feedback import desk as feedback_desk

PANELS: list[MakePanel] = [*articles_desk.PANELS, *feedback_desk.PANELS]


def desk_of(user: Any) -> Desk:
    return Desk(user, timezone.now(), Preferences.of(user).zone)


def panels(desk: Desk) -> list[Panel]:
    return [panel for make in PANELS if (panel := make(desk)) is not None]
