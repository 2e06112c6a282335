"""The readers' addresses below ``/<language>/``."""

from django.urls import path, register_converter

from articles import views
from articles.addresses import IdConverter, LanguageConverter, WordsConverter

register_converter(LanguageConverter, "language")
register_converter(WordsConverter, "words")
register_converter(IdConverter, "id")

app_name = "articles"

urlpatterns = [
    path("<language:language>/", views.front, name="front"),
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
