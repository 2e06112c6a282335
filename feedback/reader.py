"""How the poll knows a reader again: by a random token in a signed cookie, one for each article."""

import hashlib
import secrets
from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "poll_reader"
YEAR = 365 * 24 * 60 * 60  # seconds


@dataclass(frozen=True)
class Reader:
    """Somebody in front of one article's poll. The token itself is stored in the cookie only."""

    article_id: int
    token: str

    @classmethod
    def new(cls, article_id: int) -> Self:
        return cls(article_id, secrets.token_urlsafe(24))

    @classmethod
    def of(cls, request: HttpRequest, article_id: int) -> Self | None:
        """Return who sent the request; ``None`` without a cookie signed for this very article."""
        token = request.get_signed_cookie(
            COOKIE, default=None, salt=_salt(article_id), max_age=YEAR
        )
        return cls(article_id, token) if token else None

    @property
    def pseudonym(self) -> str:
        return hashlib.sha256(self.token.encode()).hexdigest()

    @property
    def holder(self) -> str:
        """Whom a captcha is made for: this reader before this article's poll."""
        return f"{self.article_id}:{self.pseudonym}"

    def remember(self, response: HttpResponse, path: str) -> None:
        """Set the cookie, for ``path`` alone."""
        response.set_signed_cookie(
            COOKIE,
            self.token,
            salt=_salt(self.article_id),
            max_age=YEAR,
            path=path,
            secure=settings.BEHIND_TLS,
            httponly=True,
            samesite="Lax",
        )


def _salt(article_id: int) -> str:
    return f"feedback.reader.{article_id}"
