"""How many rows a file of the site map holds, and which."""

# A file may hold 50,000 addresses and 50 MB. An Arabic address is long when it is written in
# percent signs, and stands there once for each language that the story has.
ROWS = 10_000


def count(highest: int | None) -> int:
    """Return how many files hold the rows up to that number; without rows, none do."""
    return -(-highest // ROWS) if highest else 0


def numbers(part: int) -> tuple[int, int]:
    """Return the first and the last number of a row in a file; the files begin with 1."""
    return (part - 1) * ROWS + 1, part * ROWS
