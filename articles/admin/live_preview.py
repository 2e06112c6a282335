"""The readers' page of what is being typed, beside the article form; nothing is saved."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.admin.pages import ArticlePages
from articles.admin.revisions import as_readers_see
from articles.forms.typed_story import TypedStoryForm


class LivePreview(ArticlePages):
    class Media:
        js = [
            "admin/js/jquery.init.js",
            "articles/admin/fresh_token.js",
            "articles/admin/live_preview.js",
        ]
        css = {"all": ["articles/admin/live_preview.css"]}

    def get_urls(self) -> list[URLPattern]:
        view = never_cache(require_POST(self.typed_page))
        return [
            path(
                "live-preview/", self.admin_site.admin_view(view), name="articles_article_typed_new"
            ),
            self.page("live-preview", view, "typed"),
            *super().get_urls(),
        ]

    def typed_page(self, request: HttpRequest, object_id: str = "") -> HttpResponse:
        """Answer with the ``page`` as HTML and with ``problems``, what could not be shown.

        The page is inside JSON, so that no address of ours shows what somebody sent to it.
        """
        if object_id:
            article = self.article(request, object_id)
        elif self.has_add_permission(request):
            article = None
        else:
            raise PermissionDenied
        at = timezone.now()
        form = TypedStoryForm(request.POST)
        shown = form.story(article, at)
        problems = [str(each) for errors in form.errors.values() for each in errors]
        if shown is None:
            problems.append(_("Choose a section first: it says in which language the article is."))
            return _answer({"problems": problems}, status=422)
        response = as_readers_see(request, shown, at, preview=True)
        return _answer({"page": response.content.decode(), "problems": problems})


def _answer(data: dict[str, object], status: int = 200) -> JsonResponse:
    response = JsonResponse(data, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response
