"""The converter of the addresses at which every site has a page of the house."""

from newsroom.house import FIXED


class FixedPageConverter:
    """A page that every site has."""

    regex = "|".join(FIXED)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
