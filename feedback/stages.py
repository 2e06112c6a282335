"""The funnel as it is counted: with what the poll writes anyway, never when an article is read.

How often the question was shown waits in the cache, and goes along when a form is opened.
"""

from django.forms import Form
from django.http import HttpRequest

from articles.models import Revision
from articles.statements import Statement
from feedback import sightings
from feedback.models import DayCount, Path, Stage, State, Vote

JUDGED = ("wrong", "expired", "spent", "foreign")


def way(request: HttpRequest) -> Path:
    """Tell whether a script sent the request; where its fetching failed, it has left a proof."""
    by_script = request.headers.get("X-Requested-With") == "fetch" or request.POST.get("proof")
    return Path.SCRIPT if by_script else Path.PLAIN


def opened(request: HttpRequest, article: Revision) -> None:
    _reached(request, article, Stage.OPENED).run()
    for day, times in sightings.take(article.article_id, article.language):
        DayCount.objects.adding(
            article.article_id, article.language, Path.SCRIPT, [Stage.SHOWN], day=day, times=times
        ).run()


def refused(request: HttpRequest, article: Revision, form: Form) -> None:
    """Count an answer that was judged and was not right."""
    if any(form.has_error("captcha", code) for code in JUDGED):
        _reached(request, article, Stage.CHALLENGED).run()


def voted(request: HttpRequest, article: Revision, vote: Vote) -> Statement[int]:
    """Return what counts a right answer and what became of its vote."""
    kept = Stage.COUNTED if vote.state == State.COUNTED else Stage.QUARANTINED
    return _reached(request, article, Stage.CHALLENGED, Stage.PASSED, kept)


def _reached(request: HttpRequest, article: Revision, *stages: Stage) -> Statement[int]:
    return DayCount.objects.adding(article.article_id, article.language, way(request), stages)
