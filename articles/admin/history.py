"""The history of an article: the list of its revisions, and any two of them compared."""

from django.core.paginator import Paginator
from django.db.models import F, Prefetch, QuerySet, Window
from django.db.models.functions import Lag
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls.resolvers import URLPattern
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.access import revisions_for
from articles.admin.pages import ArticlePages
from articles.comparison import differences, version_of
from articles.forms.article import GREATEST_VERSION
from articles.forms.choices import is_id
from articles.models import Revision, RevisionImage
from articles.story import photos_of

REVISIONS_ON_PAGE = 50


class HistoryViews(ArticlePages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("revisions", require_safe(self.revisions), "revisions"),
            self.page("revisions/compare", require_safe(self.compare), "compare"),
            *super().get_urls(),
        ]

    def revisions(self, request: HttpRequest, object_id: str) -> HttpResponse:
        article = self.article(request, object_id)
        rows = (
            revisions_for(request, article)
            .select_related("created_by", "published_by")
            .prefetch_related("corrections")
            .defer("body")
            .annotate(gained=F("words") - Window(Lag("words"), order_by=F("number").asc()))
        )
        page = Paginator(rows, REVISIONS_ON_PAGE).get_page(request.GET.get("p"))
        at = timezone.now()
        return self.answer(request, article, "revisions", _("Revisions"), page=page, at=at)

    def compare(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Compare the revisions whose numbers are ``old`` and ``new``."""
        article = self.article(request, object_id)
        pair = _pair(revisions_for(request, article), request.GET)
        if pair is None:
            self.failed(request, _("Choose two revisions to compare."))
            return redirect("admin:articles_article_revisions", article.pk)
        old, new = pair
        changed, same = differences(version_of(old), version_of(new))
        return self.answer(
            request,
            article,
            "compare",
            _("Revisions %(old)s and %(new)s") % {"old": old.number, "new": new.number},
            old=old,
            new=new,
            at=timezone.now(),
            changed=changed,
            same=same,
            photos=photos_of([*old.photos.all(), *new.photos.all()]),
            before=old.number - 1,
            after=new.number + 1 if new.number < article.version else 0,
        )


def _pair(revisions: QuerySet[Revision], asked: QueryDict) -> tuple[Revision, Revision] | None:
    """Return the two different revisions that are asked for, the older one first."""
    numbers = [
        int(each) for each in (asked.get(name, "") for name in ("old", "new")) if is_id(each)
    ]
    photos = RevisionImage.objects.select_related("image", "earlier")
    rows = (
        revisions.filter(number__in=[each for each in numbers if each <= GREATEST_VERSION])
        .select_related("section", "lead_image", "created_by")
        .prefetch_related("topics", "contributions", Prefetch("photos", photos))
        .order_by("number")
    )
    found = list(rows)
    return (found[0], found[1]) if len(found) == 2 else None
