"""The funnel as it is counted: with what the poll writes anyway, never when an article is read.

How often the question was shown waits in the cache, and goes along when a form is opened.
"""

from django.forms import Form
from django.http import HttpRequest

from articles.models import Revision
from feedback import sightings
from feedback.models import DayCount, Path, Stage, State, Vote

JUDGED = ("wrong", "expired", "spent", "foreign")


def way(request: HttpRequest) -> Path:
    """Tell whether a script sent the request; where its fetching failed, it has left a proof."""
    by_script = request.headers.get("X-Requested-With") == "fetch" or request.POST.get("proof")
    return Path.SCRIPT if by_script else Path.PLAIN


def opened(request: HttpRequest, article: Revision) -> None:
    _add(request, article, Stage.OPENED)
    for day, times in sightings.take(article.article_id, article.language):
        DayCount.objects.add(
            article.article_id, article.language, Path.SCRIPT, [Stage.SHOWN], day=day, times=times
        )


def answered(request: HttpRequest, article: Revision, form: Form, vote: Vote | None) -> None:
    """Count an answer that was judged, and what became of the vote where it was right."""
    if vote is not None:
        kept = Stage.COUNTED if vote.state == State.COUNTED else Stage.QUARANTINED
        _add(request, article, Stage.CHALLENGED, Stage.PASSED, kept)
    elif any(form.has_error("captcha", code) for code in JUDGED):
        _add(request, article, Stage.CHALLENGED)


def _add(request: HttpRequest, article: Revision, *stages: Stage) -> None:
    DayCount.objects.add(article.article_id, article.language, way(request), stages)
