"""The reader's view of each revision and of the working copy; taking a revision back."""

import datetime

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls.resolvers import URLPattern
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import story
from articles.admin.access import revisions_for
from articles.admin.pages import ArticlePages
from articles.admin.publishing import shown_or_sent
from articles.models import Article, Revision, Section
from articles.players import with_players
from articles.story import Story


class RevisionViews(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("preview", require_safe(self.preview), "preview"),
            self.page("revisions/<int:number>", require_safe(self.revision), "revision"),
            self.page("revisions/<int:number>/restore", shown_or_sent(self.restore), "restore"),
            *super().get_urls(),
        ]

    def preview(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the working copy as it is saved, as readers would get it if it were published."""
        article = self.article(request, object_id)
        at = timezone.now()
        return as_readers_see(request, story.of_working_copy(article, at), at, preview=True)

    def revision(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        """Show a revision as readers have it, had it, or would have it now."""
        found = _numbered(request, self.article(request, object_id), number)
        revision = Revision.objects.whole().get(pk=found.pk)
        at = timezone.now()
        shown = story.of_revision(revision, at)
        return as_readers_see(request, shown, at, preview=not revision.is_live(at))

    def restore(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        article = self.article(request, object_id, change=True)
        revision = _numbered(request, article, number)
        if request.method != "POST":
            return self.answer(request, article, "restore", _("Restore"), revision=revision)
        try:
            # Only staff get here: the user is no anonymous one.
            newest = article.restore(revision, request.user)  # type: ignore[arg-type]  # staff only
        except ValidationError as error:
            self.failed(request, *error.messages)
        else:
            numbers = {"old": revision.number, "new": newest.number}
            text = _("Restored revision %(old)s as revision %(new)s, which is not published.")
            self.done(
                request,
                article,
                text % numbers,
                before=newest.number - 1,
                after=newest.number,
            )
        return self.to_form(article)


def _numbered(request: HttpRequest, article: Article, number: int) -> Revision:
    seen = revisions_for(request, article)
    rows = seen.select_related("article", "section", "lead_image", "created_by")
    revision = rows.filter(number=number).first()
    if revision is None:
        raise Http404("no such revision")
    return revision


def as_readers_see(
    request: HttpRequest, shown: Story, at: datetime.datetime, *, preview: bool
) -> HttpResponse:
    """Answer with the readers' page; in a preview nobody can vote."""
    with translation.override(shown.language):
        request.LANGUAGE_CODE = shown.language
        response = render(
            request,
            "articles/article.html",
            {
                "at": at,
                "language": shown.language,
                "sections": Section.objects.filter(language=shown.language),
                "story": shown,
                "preview": preview,
            },
        )
    response["Content-Language"] = shown.language
    response["X-Robots-Tag"] = "noindex"
    return with_players(response, shown)
