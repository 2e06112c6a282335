"""What the readers' templates ask of the polls: is there one here, and what was liked."""

import datetime

from django import template
from django.conf import settings
from django.utils import timezone

from articles.models import Section
from articles.public import note_change
from feedback.liked import Liked, Window, ranking
from feedback.models import Openness, Poll

BLOCK_SIZE = 5

register = template.Library()


@register.simple_tag(takes_context=True)
def poll_openness(
    context: template.Context,
    article_id: int,
    published_at: datetime.datetime | None,
    at: datetime.datetime | None = None,
) -> Openness:
    """Return how open an article's poll is; an ``at`` that the page does not know means now.

    The page is another one when the clock closes the poll.
    """
    poll, at = Poll.objects.of(article_id), at or timezone.now()
    closing = poll.closing_time(published_at or None)
    if closing is not None and closing > at:
        note_change(context["request"], closing)
    return poll.openness(published_at or None, at)


@register.simple_tag(takes_context=True)
def shown_sample(context: template.Context) -> int:
    """Return of how many readers one tells that the question was shown; 0, as in previews: none."""
    page = context["request"].resolver_match
    return settings.POLL_SHOWN_SAMPLE if page.app_name == "articles" else 0


@register.simple_tag
def readers_liked(
    language: str, at: datetime.datetime, section: Section | None = None
) -> list[Liked]:
    """Return the best of the site's window, of a section where one is given."""
    return ranking(language, Window(settings.LIKED_WINDOW), at, BLOCK_SIZE, section=section or None)
