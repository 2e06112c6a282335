"""Addresses of what others publish: which are known, and what becomes of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import embeds


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.youtube.com/watch?v=abcdEFGH-_1", "youtube:abcdEFGH-_1"),
        ("https://www.youtube.com/watch?list=PLx&v=abcdEFGH-_1&t=20s", "youtube:abcdEFGH-_1"),
        ("http://YouTube.com/watch?v=abcdEFGH-_1#t=3", "youtube:abcdEFGH-_1"),
        ("https://m.youtube.com/shorts/abcdEFGH-_1?feature=share", "youtube:abcdEFGH-_1"),
        ("https://www.youtube.com/live/abcdEFGH-_1", "youtube:abcdEFGH-_1"),
        ("  https://youtu.be/abcdEFGH-_1?si=x ", "youtube:abcdEFGH-_1"),
        ("//www.youtube-nocookie.com/embed/abcdEFGH-_1", "youtube:abcdEFGH-_1"),
        ("https://vimeo.com/76979871", "vimeo:76979871"),
        ("https://player.vimeo.com/video/76979871?h=1", "vimeo:76979871"),
        ("https://vimeo.com/channels/staffpicks/76979871", "vimeo:76979871"),
        ("https://www.dailymotion.com/video/x8abcde", "dailymotion:x8abcde"),
        ("https://dai.ly/x8abcde", "dailymotion:x8abcde"),
        ("https://www.ted.com/talks/a_talk_on_tides", "ted:a_talk_on_tides"),
        ("https://archive.org/details/tide-tables-1911", "archive:tide-tables-1911"),
        ("https://soundcloud.com/a-harbour/sets/horns", "soundcloud:a-harbour/sets/horns"),
        (
            "https://open.spotify.com/intl-de/episode/4rOoJ6Egrf8K2IrywzwOMk?si=1",
            "spotify:episode/4rOoJ6Egrf8K2IrywzwOMk",
        ),
        ("https://datawrapper.dwcdn.net/aB3dE/4/", "datawrapper:aB3dE"),
    ],
)
def test_known_addresses(address: str, name: str) -> None:
    embed = embeds.find(address)
    assert embed is not None
    assert str(embed) == name
    assert embeds.find(name) == embed
    assert embeds.find(embed.page) == embed
    assert embed.player.startswith(f"{embed.provider.origin}/")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "youtube",
        "youtube:short",
        "youtube:abcdEFGH-_1/../x",
        "https://example.org/watch?v=abcdEFGH-_1",
        "https://example.org/?x=https://youtu.be/abcdEFGH-_1",
        "https://youtube.com.example.org/watch?v=abcdEFGH-_1",
        "https://user@youtu.be/abcdEFGH-_1",
        "https://youtu.be:444/abcdEFGH-_1",
        "javascript://youtu.be/abcdEFGH-_1",
        "youtu.be/abcdEFGH-_1",
        "https://www.youtube.com/@harbour",
        "https://vimeo.com/about",
        "vimeo:٣٣٣",
        "soundcloud:a/b?x=1",
        "https://youtu.be/abcdEFGH-_1" + "x" * 300,
    ],
)
def test_nothing_else_is_embedded(address: str) -> None:
    assert embeds.find(address) is None


@given(st.sampled_from(embeds.PROVIDERS), st.data())
def test_no_name_escapes_the_players_page(provider: embeds.Provider, data: st.DataObject) -> None:
    name = data.draw(st.from_regex(f"(?:{provider.id})", fullmatch=True))
    embed = embeds.find(f"{provider.key}:{name}")
    assert embed is not None
    assert re.fullmatch(r"https://[a-z.-]+/[A-Za-z0-9/._%?=&-]*", embed.player)
    assert "/../" not in embed.player
