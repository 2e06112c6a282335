"""What others publish and an article may show: the allow-list of providers, and their addresses.

Nothing of theirs is fetched before a reader asks for it. ``player`` is the page that then opens in
a frame; its host is the only one of theirs that the content security policy lets in.
"""

import re
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote, urlsplit

LONGEST = 300


@dataclass(frozen=True)
class Provider:
    """``patterns`` are tried on an address without scheme and ``www.``; the group is the id.

    They are read by the editor too: only what Python's and JavaScript's expressions share.
    """

    key: str
    name: str
    kind: Literal["video", "audio", "chart"]
    id: str
    patterns: tuple[str, ...]
    player: str
    page: str
    quoted: bool = field(default=False)

    @property
    def origin(self) -> str:
        return f"https://{urlsplit(self.player).hostname}"


PROVIDERS = [
    Provider(
        "youtube",
        "YouTube",
        "video",
        "[A-Za-z0-9_-]{11}",
        (
            r"(?:m\.|music\.)?youtube\.com/watch\?(?:[^#]*&)?v=([A-Za-z0-9_-]{11})(?:[&#].*)?",
            r"(?:m\.)?youtube\.com/(?:shorts|live|embed)/([A-Za-z0-9_-]{11})(?:[/?#].*)?",
            r"youtube-nocookie\.com/embed/([A-Za-z0-9_-]{11})(?:[/?#].*)?",
            r"youtu\.be/([A-Za-z0-9_-]{11})(?:[/?#].*)?",
        ),
        "https://www.youtube-nocookie.com/embed/{id}?autoplay=1",
        "https://www.youtube.com/watch?v={id}",
    ),
    Provider(
        "vimeo",
        "Vimeo",
        "video",
        "[0-9]{1,12}",
        (
            r"vimeo\.com/(?:channels/[A-Za-z0-9_-]+/|video/)?([0-9]{1,12})(?:[?#].*)?",
            r"player\.vimeo\.com/video/([0-9]{1,12})(?:[?#].*)?",
        ),
        "https://player.vimeo.com/video/{id}?dnt=1&autoplay=1",
        "https://vimeo.com/{id}",
    ),
    Provider(
        "dailymotion",
        "Dailymotion",
        "video",
        "[a-z0-9]{5,12}",
        (
            r"dailymotion\.com/(?:embed/)?video/([a-z0-9]{5,12})(?:[_?#].*)?",
            r"dai\.ly/([a-z0-9]{5,12})(?:[?#].*)?",
        ),
        "https://geo.dailymotion.com/player.html?video={id}",
        "https://www.dailymotion.com/video/{id}",
    ),
    Provider(
        "ted",
        "TED",
        "video",
        "[a-z0-9_]{3,120}",
        (r"(?:embed\.)?ted\.com/talks/([a-z0-9_]{3,120})(?:[/?#].*)?",),
        "https://embed.ted.com/talks/{id}",
        "https://www.ted.com/talks/{id}",
    ),
    Provider(
        "archive",
        "Internet Archive",
        "video",
        r"[A-Za-z0-9][A-Za-z0-9._-]{2,99}",
        (r"archive\.org/(?:details|embed)/([A-Za-z0-9][A-Za-z0-9._-]{2,99})(?:[/?#].*)?",),
        "https://archive.org/embed/{id}",
        "https://archive.org/details/{id}",
    ),
    Provider(
        "soundcloud",
        "SoundCloud",
        "audio",
        r"[a-z0-9_-]{2,40}/(?:sets/)?[a-z0-9_-]{2,100}",
        (r"(?:m\.)?soundcloud\.com/([a-z0-9_-]{2,40}/(?:sets/)?[a-z0-9_-]{2,100})(?:[?#].*)?",),
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/{id}&auto_play=true",
        "https://soundcloud.com/{id}",
        quoted=True,
    ),
    Provider(
        "spotify",
        "Spotify",
        "audio",
        "(?:episode|show|track|album|playlist)/[A-Za-z0-9]{22}",
        (
            r"open\.spotify\.com/(?:intl-[a-z]{2}/|embed/)?"
            r"((?:episode|show|track|album|playlist)/[A-Za-z0-9]{22})(?:[?#].*)?",
        ),
        "https://open.spotify.com/embed/{id}",
        "https://open.spotify.com/{id}",
    ),
    Provider(
        "datawrapper",
        "Datawrapper",
        "chart",
        "[A-Za-z0-9]{5}",
        (r"datawrapper\.dwcdn\.net/([A-Za-z0-9]{5})(?:[/?#].*)?",),
        "https://datawrapper.dwcdn.net/{id}/",
        "https://datawrapper.dwcdn.net/{id}/",
    ),
]
BY_KEY = {provider.key: provider for provider in PROVIDERS}
BARE = re.compile(r"(?:https?:)?//(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True)
class Embed:
    provider: Provider
    id: str

    def __str__(self) -> str:
        """Return how a body names it."""
        return f"{self.provider.key}:{self.id}"

    @property
    def player(self) -> str:
        words = quote(self.id, safe="") if self.provider.quoted else self.id
        return self.provider.player.format(id=words)

    @property
    def page(self) -> str:
        return self.provider.page.format(id=self.id)


def find(text: str) -> Embed | None:
    """Return the embed of an address, or of the name that a body has for it; else ``None``."""
    text = text.strip()
    if len(text) > LONGEST:
        return None
    key, _colon, name = text.partition(":")
    if provider := BY_KEY.get(key):
        return Embed(provider, name) if re.fullmatch(provider.id, name) else None
    bare, begins = BARE.subn("", text, count=1)
    if not begins or not BARE.match(text):
        return None
    for provider in PROVIDERS:
        for pattern in provider.patterns:
            # Hosts may be written in capitals; what follows them may not be changed.
            if found := re.fullmatch(pattern, _small_host(bare)):
                return Embed(provider, found[1])
    return None


def _small_host(address: str) -> str:
    host, slash, rest = address.partition("/")
    return host.lower() + slash + rest
