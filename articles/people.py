from typing import Any


def name_of(person: Any) -> str:
    """Return how colleagues know a member of staff."""
    return person.get_full_name() or person.get_username()
