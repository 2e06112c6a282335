"""Votes on the demo's articles, spread over the time since they were published."""

import datetime
import random

from articles.models import Article
from feedback.models import Choice, DayTally, Entry, Tally, Vote
from feedback.reader import Reader


def cast_votes(
    article: Article, hours: tuple[datetime.datetime, datetime.datetime], likes: int, dislikes: int
) -> None:
    """Make votes of readers who never were, between the two instants; most come early."""
    dice = random.Random(article.slug)
    begin, end = hours
    choices = [Choice.LIKE] * likes + [Choice.DISLIKE] * dislikes
    dice.shuffle(choices)
    votes = Vote.objects.bulk_create(
        Vote(
            article=article,
            reader=Reader.new(article.pk).pseudonym,
            choice=choice,
            voted_at=begin + (end - begin) * dice.random() ** 2,
            language=article.language,
            path=dice.choice(["script", "script", "plain"]),
        )
        for choice in choices
    )
    Entry.objects.bulk_create(
        Entry(
            vote=vote,
            article=article,
            kind=Entry.Kind.CAST,
            choice=vote.choice,
            state=vote.state,
            at=vote.voted_at,
            **vote.figures,
        )
        for vote in votes
    )
    if choices:
        Tally.objects.create(article=article, liked=likes, disliked=dislikes)
        votes_of_article = Vote.objects.filter(article=article)
        DayTally.objects.bulk_create(DayTally.objects.counted(votes_of_article))
