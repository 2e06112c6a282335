from articles.admin import articles, authors, images, sections, topics

__all__ = ["articles", "authors", "images", "sections", "topics"]
