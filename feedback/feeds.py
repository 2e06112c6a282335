"""The Atom feed of what readers liked."""

import datetime
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from articles.feeds import MOST, ArticleFeed, Channel
from feedback.liked import Window, ranking


class LikedFeed(ArticleFeed):
    """The site's window, best first."""

    def get_object(self, request: HttpRequest, language: str, *, at: datetime.datetime) -> Channel:
        window = Window(settings.LIKED_WINDOW)
        channel = self.channel(
            request,
            [each.row for each in ranking(language, window, at, MOST)],
            at,
            name=gettext("Readers liked"),
            about="",
            page=reverse("feedback:liked", args=[language]),
            address=reverse("feedback:liked-feed", args=[language]),
        )
        begins = datetime.datetime.combine(window.begins(at), datetime.time(), datetime.UTC)
        return replace(channel, dated=begins)
