from articles.admin import articles, authors, banners, images, layouts, sections, topics

__all__ = ["articles", "authors", "banners", "images", "layouts", "sections", "topics"]
