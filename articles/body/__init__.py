"""The body of an article: HTML, cleaned on the way in and made readers' HTML on the way out.

What stands in it by reference is resolved when it is shown: ``<figure data-photo="12">``,
``<figure data-gallery="1,2">``, ``<figure data-embed="youtube:…">`` (each with a ``<figcaption>``
if this article has words of its own for it) and ``<a data-article="12">``. Pull quotes are
``<blockquote data-kind="pull">``, fact boxes ``<aside data-kind="facts">``.
"""

from articles.body.cleaning import TAGS, blocks, clean
from articles.body.extensions import EXTENSIONS
from articles.body.figures import SIZES, Figure
from articles.body.limits import problems
from articles.body.references import article_ids, photo_ids, player_origins, with_articles
from articles.body.rendering import render
from articles.body.words import plain_text

__all__ = [
    "EXTENSIONS",
    "SIZES",
    "TAGS",
    "Figure",
    "article_ids",
    "blocks",
    "clean",
    "photo_ids",
    "plain_text",
    "player_origins",
    "problems",
    "render",
    "with_articles",
]
