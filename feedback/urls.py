"""The poll's addresses. They come before ``/<language>/<section>/``, which would swallow them."""

from django.urls import path

import articles.urls  # noqa: F401  (registers the converters)
from articles.public import public_page
from feedback import challenge_views, public_views, views
from feedback.feeds import LikedFeed

app_name = "feedback"

urlpatterns = [
    path("<language:language>/feedback/<id:article_id>/", views.poll, name="poll"),
    path("<language:language>/feedback/<id:article_id>/shown/", public_views.shown, name="shown"),
    # Below the poll's own address, for which alone the reader's cookie is sent.
    path(
        "<language:language>/feedback/<id:article_id>/<slug:key>.wav",
        challenge_views.clip,
        name="clip",
    ),
    path("<language:language>/liked/", public_views.liked, name="liked"),
    path("<language:language>/liked/feed/", public_page(LikedFeed()), name="liked-feed"),
    path("feedback/<id:article_id>/results.json", public_views.results, name="results"),
    path("feedback/picture/<slug:key>.png", challenge_views.picture, name="picture"),
]
