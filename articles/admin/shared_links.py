"""Share links: a text for a source or a lawyer to read, who has no account."""

from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
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
from articles.forms.shared_link import SharedLinkForm
from articles.models import Article, SharedLink
from articles.models.shared_link import MOST_OPEN


@dataclass(frozen=True)
class Row:
    link: SharedLink
    address: str


class SharedLinks(ArticlePages):
    class Media:
        js = ["articles/admin/shared_links.js"]
        css = {"all": ["articles/admin/shared_links.css"]}

    def get_urls(self) -> list[URLPattern]:
        return [
            self.page("share", require_http_methods(["GET", "HEAD", "POST"])(self.share), "share"),
            self.page("share/<int:number>/revoke", require_POST(self.revoke_link), "revoke_link"),
            *super().get_urls(),
        ]

    def share(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """List the links that are open, and make one that shows what is saved."""
        article = self.article(request, object_id, change=True)
        form = SharedLinkForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            try:
                self._make(request, article, form)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return redirect("admin:articles_article_share", article.pk)
        rows = _rows(request, article)
        return self.answer(request, article, "share", _("Share links"), form=form, shared=rows)

    @transaction.atomic
    def _make(self, request: HttpRequest, article: Article, form: SharedLinkForm) -> None:
        article.lock()
        article.refresh_from_db()
        person, at = cast(User, request.user), timezone.now()
        if SharedLink.objects.of(article).open(at).count() >= MOST_OPEN:
            text = _("%(most)s links are open already. Revoke one first.")
            raise ValidationError(text % {"most": MOST_OPEN})
        frozen = article.freeze_changes(person)
        revision = frozen or article.revisions.get(number=article.version)
        link = SharedLink.objects.create(
            revision=revision, made_by=person, made_at=at, ends_at=at + form.lasts
        )
        text = _("Made share link %(link)s, which shows revision %(number)s until %(until)s.")
        told = {"link": link.pk, "number": revision.number, "until": time_of(link.ends_at)}
        after = frozen.number if frozen else None
        before = (after - 1 or None) if after else None
        self.done(request, article, text % told, before=before, after=after)

    def revoke_link(self, request: HttpRequest, object_id: str, number: int) -> HttpResponse:
        article = self.article(request, object_id, change=True)
        link = SharedLink.objects.of(article).select_related("revision").filter(pk=number).first()
        if link is None or not link.revoke(cast(User, request.user)):
            self.failed(request, _("That link has ended already."))
        else:
            text = _("Revoked share link %(link)s, which showed revision %(number)s.")
            self.done(request, article, text % {"link": link.pk, "number": link.revision.number})
        return redirect("admin:articles_article_share", article.pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = context["original"]
        if article and self.has_change_permission(request, article):
            context["shared"] = _rows(request, article)
        return super().render_change_form(request, context, *args, **kwargs)


def _rows(request: HttpRequest, article: Article) -> list[Row]:
    """Return the links that are open, with whole addresses to copy."""
    site = (settings.SITE_URL or request.build_absolute_uri("/")).rstrip("/")
    links = SharedLink.objects.of(article).open(timezone.now())
    links = links.select_related("made_by", "revision").defer("revision__body")
    return [Row(link, site + link.get_absolute_url()) for link in links[:MOST_OPEN]]
