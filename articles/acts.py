"""How an act upon an article is told in the log: in words, and from which revision to which."""

from typing import Any


def told(text: str, before: int | None, after: int | None) -> str | list[dict[str, Any]]:
    """Return what ``log_change`` takes. The numbers are of revisions; none: there was, is, none."""
    if before is None and after is None:
        return text
    return [{"text": text}, moved(before, after)]


def moved(before: int | None, after: int | None) -> dict[str, Any]:
    return {"revisions": {"from": before, "to": after}}
