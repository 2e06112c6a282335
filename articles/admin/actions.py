"""What can be done to several articles of the list at once; each is asked about by itself."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.workflow import WorkflowViews, told
from articles.models import Article, Stage
from articles.models.workflow import BEFORE, ArticleQuerySet


class ArticleActions(WorkflowViews):
    @admin.action(description=gettext_lazy("Submit for review"), permissions=["change"])
    def submit(self, request: HttpRequest, articles: ArticleQuerySet) -> None:
        self._move_each(request, articles, Stage.IN_REVIEW)

    @admin.action(description=gettext_lazy("Approve"), permissions=["review"])
    def approve(self, request: HttpRequest, articles: ArticleQuerySet) -> None:
        self._move_each(request, articles, Stage.APPROVED)

    @admin.action(description=gettext_lazy("Assign to me"), permissions=["change"])
    def take(self, request: HttpRequest, articles: ArticleQuerySet) -> None:
        def take(article: Article) -> bool:
            me: User = request.user  # type: ignore[assignment]  # staff only
            if not self.has_change_permission(request, article) or article.assigned_to == me:
                return False
            if step := article.hand_to(me, article.due_at, me):
                self.log_change(request, article, told(step))
            return True

        self._each(request, articles, take)

    @admin.action(description=gettext_lazy("Withdraw from readers"), permissions=["publish"])
    def withdraw_all(self, request: HttpRequest, articles: ArticleQuerySet) -> None:
        def withdraw(article: Article) -> bool:
            if not self.has_publish_permission(request, article):
                return False
            done = article.withdraw(request.user)  # type: ignore[arg-type]  # staff only
            if done:
                self.log_change(request, article, _("Withdrew the article."))
            return done

        self._each(request, articles, withdraw)

    def _move_each(self, request: HttpRequest, articles: ArticleQuerySet, to: Stage) -> None:
        def move(article: Article) -> bool:
            if article.stage not in BEFORE[to] or not self.may_move(request, article, to):
                return False
            step = article.move(to, request.user)  # type: ignore[arg-type]  # staff only
            self.log_change(request, article, told(step))
            self.notify(request, step)
            return True

        self._each(request, articles, move)

    def _each(self, request: HttpRequest, articles: Any, act: Callable[[Article], bool]) -> None:
        """Do it to each, one after the other, and say to how many it was not done."""
        done, left = 0, 0
        with transaction.atomic():
            for article in articles.select_for_update(of=("self",)):
                if act(article):
                    done += 1
                else:
                    left += 1
        if done:
            text = ngettext("%(number)d article changed.", "%(number)d articles changed.", done)
            self.message_user(request, text % {"number": done}, messages.SUCCESS)
        if left:
            text = ngettext(
                "%(number)d article was left as it is: not allowed, or nothing to do.",
                "%(number)d articles were left as they are: not allowed, or nothing to do.",
                left,
            )
            self.message_user(request, text % {"number": left}, messages.WARNING)
