"""What makes a site look and sound like itself: shown where set, refused where wrong."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from django.test import Client
from django.utils import translation
from PIL import Image
from pytest_django import Settings

from articles.models import Article, Author, Section
from newsroom import colours, logo
from newsroom.identity import Account, account
from newsroom.identity_checks import identity
from tests.cast import Publish
from tests.site.conftest import GUNICORN, MANAGE, Command

CSS = Path(__file__).resolve().parents[2] / "newsroom/static/newsroom/site.css"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60">{}</svg>'
DRAWN = SVG.format('<defs><path id="a" d="M0 0h9"/></defs><use href="#a"/><g fill="url(#a)"/>')
Save = Callable[..., str]


@pytest.fixture
def save(settings: Settings, tmp_path: Path) -> Save:
    """Put a file into ``DATA_DIR``: ``save("logo.svg", "<svg…")`` returns its name."""
    settings.DATA_DIR = tmp_path
    logo.read.cache_clear()

    def write(name: str, content: str | bytes = DRAWN) -> str:
        data = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(data)
        return name

    return write


def found(settings: Settings, **values: object) -> list[CheckMessage]:
    for name, value in values.items():
        setattr(settings, name, value)
    return identity(None)


def page(client: Client, path: str = "/en/") -> str:
    return client.get(path).content.decode()


# Colours


def test_the_papers_are_those_of_the_stylesheet() -> None:
    light, _dark, dark = CSS.read_text().partition("prefers-color-scheme: dark")
    for scheme, rules in (("light", light), ("dark", dark)):
        said = {name: re.findall(rf"--{name}: (#\w+);", rules)[0] for name in ("paper", "surface")}
        assert colours.PAPERS[scheme] == (said["paper"], said["surface"])
        accent = re.findall(r"--accent: (#\w+);", rules)[0]
        assert colours.least_contrast(accent, scheme) >= colours.LEAST_CONTRAST


def test_contrast_is_that_of_the_guidelines() -> None:
    assert colours.contrast("#000", "#ffffff") == pytest.approx(21)
    assert colours.contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)
    assert colours.contrast("#0b5170", "#0b5170") == 1


@pytest.mark.parametrize(
    ("light", "dark", "rules"),
    [
        ("", "", ""),
        (
            "#7A1F3D",
            "",
            "@media screen { @media (prefers-color-scheme: light) "
            "{ :root { --accent: #7a1f3d; --accent-ink: #fff; } } }\n",
        ),
        (
            "#7a1f3d",
            "#f0a3bd",
            "@media screen { :root { --accent: #7a1f3d; --accent-ink: #fff; } "
            "@media (prefers-color-scheme: dark) "
            "{ :root { --accent: #f0a3bd; --accent-ink: #141518; } } }\n",
        ),
    ],
)
def test_colours_are_a_stylesheet_of_their_own(
    client: Client, db: None, settings: Settings, light: str, dark: str, rules: str
) -> None:
    settings.SITE_ACCENT, settings.SITE_ACCENT_DARK = light, dark

    links = re.findall(r'<link rel="stylesheet" href="(/identity/[^"]*)">', page(client))

    assert len(links) == bool(rules)
    for link in links:
        response = client.get(link)
        assert response.content.decode() == rules
        assert response.headers["Content-Type"].startswith("text/css")
        assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert not response.cookies
        settings.SITE_ACCENT = "#333"
        assert client.get(link).status_code == 404


# The logo


def test_the_logo_stands_for_the_name(
    client: Client, db: None, settings: Settings, save: Save, tmp_path: Path
) -> None:
    Image.new("RGBA", (640, 128)).save(tmp_path / "dark.png")
    settings.SITE_LOGO, settings.SITE_LOGO_DARK = save("logo.svg"), "dark.png"

    html = page(client)

    [shown] = re.findall(
        '<img class="logo" src="([^"]*)" alt="Newsroom" width="1000" height="200">', html
    )
    [dark] = re.findall(
        r'<source media="\(prefers-color-scheme: dark\)" srcset="([^"]*)" '
        'width="640" height="128">',
        html,
    )
    for link, kind in ((shown, "image/svg+xml"), (dark, "image/png")):
        response = client.get(link)
        assert response.status_code == 200
        assert response.headers["Content-Type"] == kind
        assert "immutable" in response.headers["Cache-Control"]
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert client.get("/identity/logo.0123.svg").status_code == 404


def test_a_logo_that_went_away_leaves_the_name(
    client: Client, db: None, settings: Settings, save: Save
) -> None:
    settings.SITE_LOGO = "gone.svg"
    assert '<a href="/en/">Newsroom</a>' in page(client)
    assert client.get("/identity/logo.0123.svg").status_code == 404


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "neither"),
        ("<html/>", "neither"),
        ("<svg/>", "neither"),
        ('<!DOCTYPE x [<!ENTITY a "b">]>' + DRAWN, "neither"),
        (b"\x89PNG and no more", "broken PNG"),
        (SVG.format("<script>x()</script>"), "holds <script>"),
        (SVG.format("<foreignObject/>"), "holds <foreignObject>"),
        (SVG.format('<g onclick="x()"/>'), "attribute onclick"),
        (SVG.format('<use href="https://elsewhere.example/x.svg#a"/>'), "attribute href"),
        (SVG.format('<g style="fill: url( https://elsewhere.example/)"/>'), "load something"),
        (SVG.format("<style>@import 'x.css'</style>"), "load something"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "viewBox"),
        ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 9"/>', "viewBox"),
        (SVG.format(" " * 200_000), "more than 200000 bytes"),
    ],
)
def test_what_is_no_logo_is_refused(
    settings: Settings, save: Save, content: str | bytes, why: str
) -> None:
    [message] = found(settings, SITE_LOGO=save("logo.svg", content))
    assert message.id == "newsroom.E009"
    assert why in message.msg


# Words


@pytest.fixture
def worded(settings: Settings) -> None:
    settings.SITE_NAME, settings.SITE_NAMES = "The Post", {"ar": "البريد"}
    settings.SITE_TAGLINE, settings.SITE_TAGLINES = "From the <coast>", {"ar": "من الساحل"}
    settings.SITE_LICENCE, settings.SITE_LICENCES = "CC BY", {"ar": "نَسب المُصنَّف"}
    settings.SITE_LICENCE_URL = "https://licence.example.org/by/"
    settings.SITE_BYLINE, settings.SITE_BYLINES = "Coast Agency", {"ar": "وكالة الساحل"}


@pytest.mark.parametrize(
    ("language", "name", "tagline", "licence"),
    [
        ("en", "The Post", "From the &lt;coast&gt;", "CC BY"),
        ("ar", "البريد", "من الساحل", "نَسب المُصنَّف"),
    ],
)
def test_a_site_speaks_of_itself_in_each_language(
    client: Client, db: None, worded: None, language: str, name: str, tagline: str, licence: str
) -> None:
    front, other = page(client, f"/{language}/"), page(client, f"/{language}/about/")

    assert f'<p class="nameplate"><a href="/{language}/">{name}</a></p>' in front
    assert f'<p class="tagline">{tagline}</p>' in front
    assert f'<meta name="description" content="{tagline}">' in front
    assert tagline not in other
    assert f"| {name}</title>" in other
    link = f'<a href="https://licence.example.org/by/" rel="license noopener">{licence}</a>'
    assert link in front
    assert link in other
    assert f"<title>{name}</title>" in page(client, f"/{language}/feed/")


def test_an_article_without_a_name_bears_the_site_s(
    client: Client, worded: None, publish: Publish, author: Author, arabic_section: Section
) -> None:
    def byline(article: Article) -> list[str]:
        return re.findall('rel="author">([^<]*)</a>', page(client, article.get_absolute_url()))

    assert byline(publish()) == ["Coast Agency"]
    assert byline(publish("خبر", section=arabic_section, slug="خبر")) == ["وكالة الساحل"]
    assert byline(publish("Signed", slug="signed", authors=[author])) == ["Mara Lindqvist"]


def test_nothing_is_shown_of_what_is_not_set(client: Client, db: None) -> None:
    html = page(client)
    for words in ('class="tagline"', 'class="licence"', 'rel="me', "/identity/", 'class="logo"'):
        assert words not in html


def test_accounts_elsewhere_confirm_the_site(client: Client, db: None, settings: Settings) -> None:
    settings.SITE_SOCIAL = [
        "Mastodon https://social.example.org/@post",
        "https://bsky.app/profile/p",
    ]
    html = page(client)
    for name, url in (
        ("Mastodon", "https://social.example.org/@post"),
        ("Bluesky", "https://bsky.app/profile/p"),
    ):
        assert f'<a href="{url}" rel="me noopener">{name}</a>' in html


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("https://www.youtube.com/@post", "YouTube"),
        ("https://social.example.org/@post", "social.example.org"),
        ("Our  channel https://x.com/post", "Our  channel"),
    ],
)
def test_an_account_has_the_name_that_people_know(entry: str, name: str) -> None:
    assert account(entry) == Account(name, entry.rpartition(" ")[2])


# What is refused


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"SITE_ACCENT": "teal"}, "newsroom.E007"),
        ({"SITE_ACCENT": "#12"}, "newsroom.E007"),
        ({"SITE_ACCENT_DARK": "#0b5170; }"}, "newsroom.E007"),
        ({"SITE_ACCENT": "#7fb2ff"}, "newsroom.E008"),
        ({"SITE_ACCENT_DARK": "#0b5170"}, "newsroom.E008"),
        ({"SITE_ACCENT": "#757575"}, "newsroom.E008"),  # enough on white, not on a box
        ({"SITE_LOGO": "nothing-there.svg"}, "newsroom.E009"),
        ({"SITE_SOCIAL": ["Mastodon"]}, "newsroom.E011"),
        ({"SITE_SOCIAL": ["javascript:alert(1)"]}, "newsroom.E011"),
        ({"SITE_SOCIAL": ["http://x.com/post"]}, "newsroom.E011"),
        ({"SITE_LICENCE": "CC", "SITE_LICENCE_URL": "javascript:x"}, "newsroom.E012"),
        ({"SITE_LICENCE_URL": "https://licence.example.org/"}, "newsroom.E013"),
    ],
)
def test_what_readers_could_not_use_is_refused_with_a_hint(
    settings: Settings, save: Save, values: dict[str, object], expected: str
) -> None:
    [message] = found(settings, **values)
    assert message.id == expected
    assert message.hint


def test_a_logo_for_the_dark_alone_is_refused(settings: Settings, save: Save) -> None:
    [message] = found(settings, SITE_LOGO_DARK=save("logo.svg"))
    assert message.id == "newsroom.E010"


def test_a_whole_identity_passes(settings: Settings, save: Save) -> None:
    whole = {
        "SITE_ACCENT": "#7a1f3d",
        "SITE_ACCENT_DARK": "#f0a3bd",
        "SITE_LOGO": save("logo.svg"),
        "SITE_SOCIAL": ["Mastodon https://social.example.org/@post"],
        "SITE_LICENCE": "CC BY",
        "SITE_LICENCE_URL": "https://licence.example.org/by/",
    }
    assert found(settings, **whole) == []


def test_the_environment_makes_it_and_a_wrong_one_does_not_start(command: Command) -> None:
    ended = command(*MANAGE, "check", SITE_ACCENT="#7fb2ff", SITE_SOCIAL="nowhere")
    assert ended.returncode == 1
    assert "newsroom.E008" in ended.stderr
    assert "newsroom.E011" in ended.stderr
    assert "newsroom.E008" in command(*GUNICORN, SITE_ACCENT="#7fb2ff").stderr
    asked = "from django.conf import settings; print(settings.SITE_NAMES, settings.SITE_SOCIAL)"
    ended = command(
        *MANAGE,
        "shell",
        "--no-imports",
        "-c",
        asked,
        SITE_NAME_AR="البريد",
        SITE_SOCIAL="https://x.com/p",
    )
    assert ended.stdout == "{'ar': 'البريد'} ['https://x.com/p']\n"


def test_the_time_machine_shows_the_site_s_own_colours(
    staff_client: Client, settings: Settings, publish: Publish
) -> None:
    settings.SITE_ACCENT = "#7a1f3d"
    with translation.override("en"):
        html = page(staff_client, "/admin/time-machine/2030-01-01T06:00:00Z/en/about/")
    [link] = re.findall('href="([^"]*colours[^"]*)"', html)
    assert staff_client.get(link).status_code == 200
