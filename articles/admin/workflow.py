"""Submit, approve, send back: what the buttons of the workflow panel do once the form is saved."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.publishing import PublishingViews
from articles.models import Article, Stage, WorkflowStep
from articles.models.workflow import BEFORE
from articles.notices import recipients
from articles.people import name_of
from articles.tasks import send_notice

STAGES = {"_submit": Stage.IN_REVIEW, "_approve": Stage.APPROVED, "_send_back": Stage.DRAFT}
# What these buttons do is told in a line of its own.
OWN_LINE = {*STAGES, "_publish", "_up_to_date"}
SHOWN_STEPS = 20


class WorkflowViews(PublishingViews):
    def may_move(self, request: HttpRequest, article: Article | None, to: Stage) -> bool:
        """Whoever may change a text may submit it; the rest is for those who review."""
        allowed: Callable[..., bool] = self.has_review_permission
        if to == Stage.IN_REVIEW:
            allowed = self.has_change_permission if article else self.has_add_permission
        return allowed(request, article) if article else allowed(request)

    def moves(self, request: HttpRequest, article: Article | None) -> set[str]:
        """Return the buttons that this person has at this stage of the text."""
        stage = article.stage if article else Stage.DRAFT
        # What is typed now makes a published text a draft again.
        stage = Stage.DRAFT if stage == Stage.PUBLISHED else stage
        return {
            button
            for button, to in STAGES.items()
            if stage in BEFORE[to] and self.may_move(request, article, to)
        }

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A button that changed no field is told by what it did, in a line of its own."""
        acted = bool(OWN_LINE & request.POST.keys())
        return None if acted and not message else super().log_change(request, obj, message)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        """Leave the comment out where the line of the step tells it."""
        if OWN_LINE & request.POST.keys():
            form.changed_data = [name for name in form.changed_data if name != "comment"]
        return super().construct_change_message(request, form, formsets, add)

    def after_save(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        pressed = [to for button, to in STAGES.items() if button in request.POST]
        if not pressed:
            return super().after_save(request, article)
        if self.may_move(request, article, pressed[0]):
            self.move(request, article, pressed[0], request.POST.get("comment", "").strip())
        else:
            self.failed(request, _("It is saved. You may not do that with it."))
        return self.to_form(article)

    def move(self, request: HttpRequest, article: Article, to: Stage, comment: str) -> bool:
        by: User = request.user  # type: ignore[assignment]  # staff only
        try:
            step = article.move(to, by, comment)
        except ValidationError as error:
            self.failed(request, *error.messages)
            return False
        self.done(request, article, told(step))
        self.notify(request, step)
        return True

    def notify(self, request: HttpRequest, step: WorkflowStep) -> None:
        """Have a message sent to those whom the step concerns."""
        path = reverse("admin:articles_article_change", args=[step.article_id])
        origin = settings.SITE_URL or request.build_absolute_uri("/").rstrip("/")
        for person in recipients(step):
            send_notice.enqueue(step.pk, person, f"{origin}{path}")

    def save_workflow(self, request: HttpRequest, form: Any) -> None:
        step = form.save_workflow(request.user)
        if step is not None:
            self.log_change(request, step.article, told(step))
            self.notify(request, step)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        context["moves"] = self.moves(request, article)
        context["stages"] = Stage.choices
        form = context["adminform"].form
        context["workflow_fields"] = [form[name] for name in ("assigned_to", "due_at", "comment")]
        if article and article.is_open_to(request.user):
            steps = article.steps.select_related("by", "assigned_to")
            context["steps"] = steps[:SHOWN_STEPS]
        return super().render_change_form(request, context, *args, **kwargs)


def told(step: WorkflowStep) -> str:
    """Return what happened, for the history and for who did it."""
    person = name_of(step.assigned_to) if step.assigned_to else _("nobody")
    if not step.moved:
        return _("Assigned to %(name)s.") % {"name": person}
    text = {
        Stage.IN_REVIEW: _("Submitted revision %(number)s for review."),
        Stage.APPROVED: _("Approved revision %(number)s."),
        Stage.DRAFT: _("Sent revision %(number)s back to %(name)s."),
    }[Stage(step.after)] % {"number": step.revision, "name": person}
    comment = _("Comment:")
    return f"{text} {comment} {step.comment}" if step.comment else text
