"""What the desk writes to a person by e-mail, about one step of an article."""

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.translation import gettext as _

from articles.models import Preferences, Stage, WorkflowStep
from articles.people import name_of


def recipients(step: WorkflowStep) -> set[int]:
    """Return the ids of those whom a step concerns; never of who took it."""
    article = step.article
    concerned = {step.assigned_to_id}
    if step.moved and step.after in {Stage.DRAFT, Stage.APPROVED}:
        concerned.add(article.submitted_by_id or article.created_by_id)
    return {pk for pk in concerned if pk is not None} - {step.by_id}


def wants_mail(person: Any) -> bool:
    return bool(person.is_active and person.email and Preferences.of(person).mail)


def notice(step: WorkflowStep, person: Any, address: str) -> EmailMessage:
    """Return the message, in the site's language; ``address`` is the article's in the admin."""
    with translation.override(settings.LANGUAGE_CODE):
        # A headline holds no line break; a header would not take one.
        subject = f"{_subject(step)}: {' '.join(step.article.headline.split())}"
        lines = [
            _("%(headline)s") % {"headline": step.article.headline},
            _("By %(name)s, revision %(number)s.")
            % {"name": name_of(step.by) if step.by else _("Somebody"), "number": step.revision},
        ]
        if step.comment:
            lines.append(step.comment)
        lines += [address, _("You can switch these messages off in your settings.")]
    return EmailMessage(f"[{settings.SITE_NAME}] {subject}", "\n\n".join(lines), to=[person.email])


def _subject(step: WorkflowStep) -> str:
    return step.what if step.moved else _("Assigned to you")
