"""What makes a site look and sound like itself, as its pages show it: read from the settings."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

from articles.languages import said
from newsroom import colours, logo

# Pages of the time machine, too, fetch these from where they are for everybody.
FOLDER = "identity/"
# What people call the networks; of any other the host is named.
NETWORKS = {
    "bsky.app": "Bluesky",
    "facebook.com": "Facebook",
    "github.com": "GitHub",
    "instagram.com": "Instagram",
    "linkedin.com": "LinkedIn",
    "mastodon.social": "Mastodon",
    "t.me": "Telegram",
    "threads.net": "Threads",
    "tiktok.com": "TikTok",
    "twitter.com": "X",
    "whatsapp.com": "WhatsApp",
    "x.com": "X",
    "youtube.com": "YouTube",
}


@dataclass(frozen=True)
class Account:
    """Of the site on a network of others."""

    name: str
    url: str


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int


class Identity:
    """Read by templates; nothing of it asks the database."""

    @property
    def tagline(self) -> str:
        return said(settings.SITE_TAGLINE, settings.SITE_TAGLINES)

    @property
    def licence(self) -> str:
        return said(settings.SITE_LICENCE, settings.SITE_LICENCES)

    @property
    def licence_url(self) -> str:
        return settings.SITE_LICENCE_URL

    @property
    def accounts(self) -> list[Account]:
        return [account(entry) for entry in settings.SITE_SOCIAL]

    @property
    def logo(self) -> Picture | None:
        return _picture(settings.SITE_LOGO)

    @property
    def logo_dark(self) -> Picture | None:
        return _picture(settings.SITE_LOGO_DARK)

    @property
    def stylesheet(self) -> str:
        """The address of the site's own colours; empty where it has none."""
        rules = own_colours()
        return f"/{FOLDER}colours.{digest(rules)}.css" if rules else ""


def account(entry: str) -> Account:
    """Read ``https://bsky.app/…`` or ``Name https://…``. Raises ``ValueError``."""
    name, _space, url = entry.rpartition(" ")
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme != "https" or not host:
        raise ValueError(entry)
    return Account(name.strip() or NETWORKS.get(host, host), url)


def own_colours() -> str:
    return colours.stylesheet(settings.SITE_ACCENT, settings.SITE_ACCENT_DARK)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _picture(path: str) -> Picture | None:
    """Return how a page shows a logo; a file that went away after the start: not at all."""
    try:
        found = logo.read(path) if path else None
    except logo.LogoError:
        return None
    if found is None:
        return None
    return Picture(f"/{FOLDER}logo.{found.name}", found.width, found.height)
