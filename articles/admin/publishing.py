"""Publishing, scheduling and withdrawing: what the buttons below the article form do."""

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.admin.pages import ArticlePages, time_of
from articles.forms.choices import is_id
from articles.forms.schedule import EndForm, ScheduleForm
from articles.models import Article, Revision
from articles.models.article import StaleError

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


class PublishingViews(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("schedule", shown_or_sent(self.schedule), "schedule"),
            self.page("withdraw", shown_or_sent(self.withdraw), "withdraw"),
            self.page("cancel", require_POST(self.cancel), "cancel"),
            *super().get_urls(),
        ]

    def after_save(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        """Do what the button said beyond saving; ``None`` if it said no more."""
        if {"_enter", "_preview", "_schedule"} & request.POST.keys():
            self.message_user(request, _("Saved."), messages.SUCCESS)
        if "_enter" in request.POST:
            return self.to_form(article)
        if "_preview" in request.POST:
            return redirect("admin:articles_article_preview", article.pk)
        wanted = {"_publish", "_schedule"} & request.POST.keys()
        if wanted and not self.has_publish_permission(request, article):
            self.failed(request, _("It is saved. You may not publish it."))
            return self.to_form(article)
        if "_schedule" in wanted:
            return redirect("admin:articles_article_schedule", article.pk)
        if "_publish" in wanted:
            self._publish(request, article)
            return self.to_form(article)
        return None

    def _publish(self, request: HttpRequest, article: Article) -> None:
        before = article.revisions.live(timezone.now()).first()
        try:
            revision = article.publish(_staff(request))
        except ValidationError as error:
            self.failed(request, *error.messages)
            return
        text = _("Published revision %(new)s.")
        if before is not None:
            text = _("Published revision %(new)s in place of revision %(old)s.")
        numbers = {"new": revision.number, "old": before.number if before else None}
        old, new = numbers["old"], numbers["new"]
        self.done(request, article, text % numbers, before=old, after=new)

    def schedule(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.article(request, object_id, publish=True)
        now = timezone.now()
        live = article.revisions.live(now).first()
        first = article.embargo_until if article.is_embargoed(now) else None
        form = ScheduleForm(request.POST or None, initial={"at": first})
        if form.is_valid() and self._schedule(request, article, form):
            return self.to_form(article)
        return self.answer(
            request,
            article,
            "schedule",
            _("Schedule"),
            form=form,
            revision=article.revisions.filter(number=article.version).first(),
            live=live,
            end_form=live and EndForm(initial={"until": live.planned_until}, auto_id="end_%s"),
            scheduled=_ahead(article),
        )

    def _schedule(self, request: HttpRequest, article: Article, form: ScheduleForm) -> bool:
        version = request.POST.get("version", "")
        at, until = form.cleaned_data["at"], form.cleaned_data["until"]
        live = article.revisions.live(timezone.now()).first()
        try:
            with transaction.atomic():
                article.claim(int(version) if is_id(version) else 0)
                revision = article.publish(_staff(request), at=at, until=until, keep_end=False)
        except StaleError:
            form.add_error(None, _("Somebody saved the article meanwhile. Look at it first."))
            article.refresh_from_db()
            return False
        except ValidationError as error:
            form.add_error(None, error)
            return False
        text = _("Scheduled revision %(number)s from %(at)s until further notice.")
        if revision.live_until:
            text = _("Scheduled revision %(number)s from %(at)s until %(until)s.")
        times = {"at": time_of(revision.live_from), "until": time_of(revision.live_until)}
        self.done(
            request,
            article,
            text % {"number": revision.number, **times},
            before=live.number if live else None,
            after=revision.number,
        )
        return True

    def withdraw(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.article(request, object_id, publish=True)
        live = article.revisions.live(timezone.now()).first()
        scheduled = _ahead(article)
        if request.method != "POST":
            return self.answer(
                request, article, "withdraw", _("Withdraw"), live=live, scheduled=scheduled
            )
        if not article.withdraw(_staff(request)):
            self.failed(request, _("There was nothing to withdraw."))
        elif live is not None:
            text = _("Withdrew the article: readers had revision %(number)s.")
            self.done(request, article, text % {"number": live.number}, before=live.number)
        else:
            self.done(request, article, _("Cancelled what was scheduled."))
        return self.to_form(article)

    def cancel(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Take back one schedule; ``revision`` is its revision's number."""
        article = self.article(request, object_id, publish=True)
        number = request.POST.get("revision", "")
        revision = article.revisions.filter(number=number if is_id(number) else 0).first()
        try:
            kept = article.cancel(revision or Revision())
        except ValidationError as error:
            self.failed(request, *error.messages)
            return self.to_form(article)
        text = _("Cancelled the schedule of revision %(number)s.") % {"number": number}
        if kept and kept.live_until:
            numbers = {"number": kept.number, "until": time_of(kept.live_until)}
            text += " " + _("Readers keep revision %(number)s until %(until)s.") % numbers
        elif kept:
            text += " " + _("Readers keep revision %(number)s.") % {"number": kept.number}
        after = kept.number if kept else None
        self.done(request, article, text, before=int(number), after=after)
        return self.to_form(article)


def _staff(request: HttpRequest) -> User:
    return request.user  # type: ignore[return-value]  # every view here is for staff only


def _ahead(article: Article) -> list[Revision]:
    ahead = article.revisions.filter(live_from__gt=timezone.now())
    return list(ahead.order_by("live_from").defer("body"))
