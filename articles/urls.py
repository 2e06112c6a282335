"""The readers' addresses below ``/<language>/``, and what share links show."""

from django.urls import path, register_converter

from articles import correction_views, list_views, oembed_views, search_views, shared_views, views
from articles.addresses import (
    IdConverter,
    LanguageConverter,
    MonthConverter,
    WordsConverter,
    YearConverter,
)
from articles.feeds import AuthorFeed, SectionFeed, SiteFeed, TopicFeed
from articles.public import public_page

register_converter(LanguageConverter, "language")
register_converter(WordsConverter, "words")
register_converter(IdConverter, "id")
register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")

app_name = "articles"

urlpatterns = [
    path("shared/<str:signed>/", shared_views.shared, name="shared"),
    path("oembed/", oembed_views.oembed, name="oembed"),
    path("cards/<id:article_id>-<slug:digest>.png", oembed_views.card, name="card"),
    path("<language:language>/", views.front, name="front"),
    path("<language:language>/corrections/", correction_views.index, name="corrections"),
    path("<language:language>/feed/", public_page(SiteFeed()), name="feed"),
    path("<language:language>/search/", search_views.search, name="search"),
    path("<language:language>/archive/", list_views.archive, name="archive"),
    path("<language:language>/archive/<year:year>/<month:number>/", list_views.month, name="month"),
    path("<language:language>/topics/<words:slug>/", list_views.topic, name="topic"),
    path(
        "<language:language>/topics/<words:slug>/feed/",
        public_page(TopicFeed()),
        name="topic-feed",
    ),
    path("<language:language>/authors/<words:slug>/", list_views.author, name="author"),
    path(
        "<language:language>/authors/<words:slug>/feed/",
        public_page(AuthorFeed()),
        name="author-feed",
    ),
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
