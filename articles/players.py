"""Which pages let players of others in: those alone whose text has one, and its providers alone."""

from django.http import HttpResponse

from articles.story import Story


def with_players(response: HttpResponse, story: Story) -> HttpResponse:
    """Let the content security policy of the response allow frames for what the story embeds."""
    if story.players:
        response._csp_update = {"frame-src": story.players}  # type: ignore[attr-defined]  # django-csp reads it
    return response
