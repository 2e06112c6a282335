"""The Atom feed of what readers liked."""

import datetime
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext

from articles.feeds import OwnFeed, SteadyAtom
from articles.plain_text import in_line
from feedback.liked import Liked, Window, ranking

MOST = 20


class LikedFeed(OwnFeed):
    """The site's window, best first. An entry keeps its id for as long as its article exists."""

    feed_type = SteadyAtom

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        # The order changes with votes, which no entry's date tells: the entity tag decides.
        response.headers.pop("Last-Modified", None)
        return response

    def get_object(
        self, request: HttpRequest, language: str, *, at: datetime.datetime
    ) -> dict[str, Any]:
        window = Window(settings.LIKED_WINDOW)
        begins = datetime.datetime.combine(window.begins(at), datetime.time(), datetime.UTC)
        return {
            "language": language,
            "site": settings.SITE_URL or request.build_absolute_uri("/"),
            "dated": begins,
            "rows": ranking(language, window, at, MOST),
        }

    def title(self, obj: dict[str, Any]) -> str:
        return f"{gettext('Readers liked')} | {settings.SITE_NAME}"

    def link(self, obj: dict[str, Any]) -> str:
        return urljoin(obj["site"], reverse("feedback:liked", args=[obj["language"]]))

    def feed_url(self, obj: dict[str, Any]) -> str:
        return urljoin(obj["site"], reverse("feedback:liked-feed", args=[obj["language"]]))

    def feed_extra_kwargs(self, obj: dict[str, Any]) -> dict[str, Any]:
        return {"dated": obj["dated"]}

    def items(self, obj: dict[str, Any]) -> list[tuple[str, Liked]]:
        return [(obj["site"], each) for each in obj["rows"]]

    def item_title(self, item: tuple[str, Liked]) -> str:
        return in_line(item[1].row.headline)

    def item_description(self, item: tuple[str, Liked]) -> str:
        return in_line(item[1].row.standfirst)

    def item_link(self, item: tuple[str, Liked]) -> str:
        return urljoin(item[0], item[1].row.get_absolute_url())

    def item_guid(self, item: tuple[str, Liked]) -> str:
        """Return a tag URI (RFC 4151): neither a new headline nor a new section changes it."""
        site, each = item
        published = self.item_pubdate(item).astimezone(datetime.UTC).date()
        return f"tag:{urlsplit(site).hostname},{published}:article/{each.row.article_id}"

    def item_pubdate(self, item: tuple[str, Liked]) -> datetime.datetime:
        return cast(datetime.datetime, item[1].row.published_at)

    def item_updateddate(self, item: tuple[str, Liked]) -> datetime.datetime:
        return cast(datetime.datetime, item[1].row.live_from)
