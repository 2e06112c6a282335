"""The types of the fixtures that make things (see ``conftest``)."""

import datetime
from collections.abc import Callable

from articles.models import Article, Image

MakeImage = Callable[..., Image]
MakeArticle = Callable[..., Article]
Publish = Callable[..., Article]
HoursAgo = Callable[[float], datetime.datetime]
