"""The types of the fixtures that make things (see ``conftest``)."""

import datetime
from collections.abc import Callable

from django.contrib.auth.models import User
from django.test import Client

from articles.models import Article, Image

MakeImage = Callable[..., Image]
MakeArticle = Callable[..., Article]
Publish = Callable[..., Article]
Join = Callable[..., User]
Enter = Callable[..., Client]
HoursAgo = Callable[[float], datetime.datetime]
