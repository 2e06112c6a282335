"""The audit log: who did what, when, and from which revision to which.

It is Django's own admin log, ``LogEntry``, which every page of the admin writes to. What the log
says about an act stands as JSON in ``change_message``: Django's own description of changed fields,
``{"text": …}`` for a sentence, ``{"act": …, …}`` for an act of this module, and
``{"revisions": {"from": …, "to": …}}`` where an article's public or latest revision moved.
Nothing changes or deletes a line: the database refuses it (``newsroom/migrations``).
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    SIGNED_IN = "signed-in", _("Signed in.")
    SIGNED_OUT = "signed-out", _("Signed out.")
    FAILED = "sign-in-failed", _("Somebody failed to sign in (from %(source)s).")
    CODE_FAILED = "code-failed", _("Wrong code of the second factor (from %(source)s).")
    LOCKED = "locked-out", _("Locked out for a while after too many attempts (from %(source)s).")
    UNLOCKED = "unlocked", _("Unlocked.")
    FACTOR_ADDED = "factor-added", _("Second factor added: %(factor)s.")
    FACTOR_REMOVED = "factor-removed", _("Second factor removed: %(factor)s.")
    CODES_MADE = "codes-made", _("New recovery codes.")
    CODE_USED = "recovery-code-used", _("Signed in with a recovery code.")
    PASSWORD_CHANGED = "password-changed", _("Password changed.")
    LINK_MADE = "link-made", _("One-time link made, to set a password.")
    SESSION_ENDED = "session-ended", _("Session ended: %(browser)s.")
    SESSIONS_ENDED = "sessions-ended", _("Sessions ended: %(number)s.")


# What was done by whoever sat there, and perhaps not by the account that the line names.
BY_SOMEBODY = {Act.FAILED, Act.CODE_FAILED, Act.LOCKED}


@dataclass(frozen=True)
class Line:
    """What an entry of the log says, in the language that is active."""

    text: str
    before: int | None
    after: int | None
    by_somebody: bool


def record(by: User, act: Act, on: models.Model, **facts: str | int) -> None:
    LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(on),
        object_id=str(on.pk),
        object_repr=str(on)[:200],
        action_flag=CHANGE,
        change_message=json.dumps([{"act": act.value, **facts}]),
    )


def read(entry: LogEntry) -> Line:
    parts = _parts(entry.change_message)
    revisions: dict[str, Any] = next((p["revisions"] for p in parts if "revisions" in p), {})
    texts = [text for part in parts if (text := _sentence(part))]
    return Line(
        text=" ".join(texts) or _by_django(entry, parts),
        before=revisions.get("from"),
        after=revisions.get("to"),
        by_somebody=any(str(part.get("act")) in BY_SOMEBODY for part in parts),
    )


def _parts(message: str) -> list[dict[str, Any]]:
    try:
        parts = json.loads(message)
    except ValueError:
        return []
    return [part for part in parts if isinstance(part, dict)] if isinstance(parts, list) else []


def _sentence(part: dict[str, Any]) -> str:
    if "text" in part:
        return str(part["text"])
    if str(part.get("act")) in Act.values:
        return str(Act(part["act"]).label) % defaultdict(lambda: "–", part)
    return ""


def _by_django(entry: LogEntry, parts: list[dict[str, Any]]) -> str:
    """Return Django's own sentence; its parts know nothing of ours."""
    if entry.action_flag == DELETION:
        return gettext("Deleted.")
    if not parts:
        plain = "" if entry.change_message == "[]" else entry.change_message
        return plain or (
            gettext("Added.")
            if entry.action_flag == ADDITION
            else gettext("Saved, nothing changed.")
        )
    own = [part for part in parts if {"added", "changed", "deleted"} & part.keys()]
    if not own:
        return gettext("Added.") if entry.action_flag == ADDITION else gettext("Saved.")
    return LogEntry(change_message=json.dumps(own)).get_change_message()
