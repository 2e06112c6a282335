"""Votes on the demo's articles, spread over the time since they were published."""

import datetime
import random

from articles.models import Article
from feedback.models import Choice, Tally, Vote
from feedback.reader import Reader


def cast_votes(
    article: Article, hours: tuple[datetime.datetime, datetime.datetime], likes: int, dislikes: int
) -> None:
    """Make votes of readers who never were, between the two instants; most come early."""
    dice = random.Random(article.slug)
    begin, end = hours
    choices = [Choice.LIKE] * likes + [Choice.DISLIKE] * dislikes
    dice.shuffle(choices)
    Vote.objects.bulk_create(
        Vote(
            article=article,
            reader=Reader.new(article.pk).pseudonym,
            choice=choice,
            voted_at=begin + (end - begin) * dice.random() ** 2,
        )
        for choice in choices
    )
    if choices:
        Tally.objects.create(article=article, liked=likes, disliked=dislikes)
