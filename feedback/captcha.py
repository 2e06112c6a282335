"""The captcha's challenges."""

import secrets

LETTERS = "ACEHJKMNPRTUVWXY34679"
LENGTH = 5


def challenge() -> tuple[str, str]:
    """Return a new challenge and its answer, drawn from the system's own randomness."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return letters, letters.lower()
