"""The embargo of an article, and the end of what readers have of it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles.admin.pages import ArticlePages, time_of
from articles.forms.schedule import EmbargoForm, EndForm

shown_or_sent = require_http_methods(["GET", "HEAD", "POST"])


class TimingViews(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("end", shown_or_sent(self.end), "end"),
            self.page("embargo", shown_or_sent(self.embargo), "embargo"),
            *super().get_urls(),
        ]

    def end(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Set, move or remove the end of what readers have; nothing is published anew."""
        article = self.article(request, object_id, publish=True)
        live = article.revisions.live(timezone.now()).first()
        if live is None:
            self.failed(request, _("Readers do not have this article."))
            return self.to_form(article)
        form = EndForm(request.POST or None, initial={"until": live.planned_until})
        if request.method == "POST" and form.is_valid():
            until = form.cleaned_data["until"]
            try:
                article.end(until)
            except ValidationError as error:
                form.add_error("until", error)
            else:
                text = _("Readers keep the article until further notice.")
                if until:
                    text = _("Readers keep the article until %(until)s.")
                self.done(request, article, text % {"until": time_of(until)})
                return self.to_form(article)
        return self.answer(request, article, "end", _("End"), form=form, live=live)

    def embargo(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Set or move the embargo; with ``lift`` in the POST take it away."""
        article = self.article(request, object_id, publish=True)
        before = article.embargo_until if article.is_embargoed(timezone.now()) else None
        if "lift" in request.POST:
            article.embargo(None)
            text = _("Lifted the embargo, which would have lasted until %(before)s.")
            self.done(request, article, text % {"before": time_of(before)})
            return self.to_form(article)
        form = EmbargoForm(request.POST or None, initial={"until": before})
        if form.is_valid():
            until = form.cleaned_data["until"]
            try:
                article.embargo(until)
            except ValidationError as error:
                form.add_error("until", error)
            else:
                text = _("Embargoed until %(until)s.")
                if before:
                    text = _("Moved the embargo from %(before)s to %(until)s.")
                self.done(
                    request, article, text % {"before": time_of(before), "until": time_of(until)}
                )
                return self.to_form(article)
        return self.answer(request, article, "embargo", _("Embargo"), form=form, embargo=before)
