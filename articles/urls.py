"""The readers' addresses below ``/<language>/``, and what share links show."""

from django.urls import path, register_converter

from articles import correction_views, shared_views, views
from articles.addresses import IdConverter, LanguageConverter, WordsConverter
from articles.feeds import SectionFeed, SiteFeed
from articles.public import public_page

register_converter(LanguageConverter, "language")
register_converter(WordsConverter, "words")
register_converter(IdConverter, "id")

app_name = "articles"

urlpatterns = [
    path("shared/<str:signed>/", shared_views.shared, name="shared"),
    path("<language:language>/", views.front, name="front"),
    path("<language:language>/corrections/", correction_views.index, name="corrections"),
    path("<language:language>/feed/", public_page(SiteFeed()), name="feed"),
    path("<language:language>/<words:slug>/feed/", public_page(SectionFeed()), name="section-feed"),
    path("<language:language>/<words:slug>/", views.section, name="section"),
    path(
        "<language:language>/<words:section>/<id:article_id>/",
        views.article,
        name="article-by-id",
    ),
    path(
        "<language:language>/<words:section>/<id:article_id>/<words:slug>/",
        views.article,
        name="article",
    ),
]
