"""A reader's own way through the poll: open the form, read the picture, vote."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from captcha.models import CaptchaStore
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from articles.models import Article
from tests.cast import Publish

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    for cache in caches.all(initialized_only=False):
        cache.clear()


@pytest.fixture
def article(publish: Publish) -> Article:
    return publish()


@dataclass
class Voter:
    """Somebody with a browser of their own in front of an article's poll."""

    article: Article
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    @property
    def address(self) -> str:
        return f"/{self.article.language}/feedback/{self.article.pk}/"

    def open(self, **query: str) -> dict[str, str]:
        """Open the form; return what it would send along with an answer."""
        return self.hidden(self.client.get(self.address, query))

    @staticmethod
    def hidden(response: HttpResponse) -> dict[str, str]:
        return {
            name: html.unescape(value) for name, value in HIDDEN.findall(response.content.decode())
        }

    def vote(self, choice: str, form: dict[str, str] | None = None, **data: str) -> HttpResponse:
        """Answer the form's picture rightly, unless ``data`` says otherwise."""
        form = form or self.open()
        if "captcha_1" not in data:
            data["captcha_1"] = answer(form)
        return self.client.post(self.address, {**form, "choice": choice, **data})


def answer(form: dict[str, str]) -> str:
    return CaptchaStore.objects.get(hashkey=form["captcha_0"]).response


@pytest.fixture
def make_voter(article: Article) -> Callable[..., Voter]:
    return lambda about=article: Voter(about)


@pytest.fixture
def voter(make_voter: Callable[..., Voter]) -> Voter:
    return make_voter()


@pytest.fixture
def figures(article: Article, client: Client) -> Callable[[], tuple[int, int]]:
    """Return what the site tells about the article: how many like it, and how many do not."""

    def read() -> tuple[int, int]:
        result = client.get(f"/feedback/{article.pk}/results.json").json()
        return result["liked"], result["disliked"]

    return read
