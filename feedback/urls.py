"""The poll's addresses. They come before ``/<language>/<section>/``, which would swallow them."""

from django.urls import path

import articles.urls  # noqa: F401  (registers the converters)
from feedback import views

app_name = "feedback"

urlpatterns = [
    path("<language:language>/feedback/<id:article_id>/", views.poll, name="poll"),
    path("feedback/<id:article_id>/results.json", views.results, name="results"),
    path("feedback/picture/<slug:key>.png", views.picture, name="picture"),
]
