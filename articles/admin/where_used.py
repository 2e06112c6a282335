"""Where a photo is used: on its page, when its file is replaced, and why it is not deleted."""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.photo_pages import PhotoPages
from articles.admin.states import State, state_of, with_state
from articles.models import Article, Image, Revision, RevisionImage

MOST_ROWS = 500  # revisions that are looked at, the newest
MOST_SHOWN = 20  # articles


@dataclass(frozen=True)
class Use:
    """An article that has a photo, in its working copy, for readers, or in earlier revisions."""

    article: Article
    is_written: bool
    is_live: bool
    shows_earlier: bool  # readers have the file that the photo had before

    @property
    def state(self) -> State:
        return state_of(self.article)


@dataclass(frozen=True)
class Uses:
    shown: Sequence[Use]
    more: int = 0  # beyond MOST_SHOWN
    hidden: int = 0  # that a person may not see


def uses_of(image: Image, user: Any) -> Uses:
    """Return where a photo is used, as far as somebody may see it, the newest revisions first."""
    at = timezone.now()
    rows = RevisionImage.objects.filter(image=image)
    newest = rows.order_by("-pk").values_list("revision__article", flat=True)[:MOST_ROWS]
    ids = list(dict.fromkeys(newest))
    seen = set(Article.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    visible = [pk for pk in ids if pk in seen]
    shown = visible[:MOST_SHOWN]
    articles = with_state(Article.objects.select_related("section"), at).in_bulk(shown)
    rows = rows.filter(revision__article__in=shown)
    latest = rows.filter(revision__number=F("revision__article__version"))
    written = set(latest.values_list("revision__article", flat=True))
    public = Revision.objects.live(at).filter(article__in=shown)
    live = dict(rows.filter(revision__in=public).values_list("revision__article", "earlier"))
    uses = [Use(articles[pk], pk in written, pk in live, live.get(pk) is not None) for pk in shown]
    return Uses(uses, len(visible) - len(shown), len(ids) - len(visible))


class WhereUsedAdmin(PhotoPages):
    """What a revision has is not deleted, and not everybody may replace its file."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        if image := context["original"]:
            context["uses"] = uses_of(image, request.user)
        return super().render_change_form(request, context, *args, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None or "original" not in form.base_fields or not is_used(obj):
            return form
        # The form's classes share their declared fields: this one is made for this person.
        field = deepcopy(form.base_fields["original"])
        form.base_fields["original"] = field
        field.disabled = not request.user.has_perm("articles.change_image")
        field.help_text = (
            _("Articles have this photo: a photo editor or an editor can replace its file.")
            if field.disabled
            else _(
                "A new file takes the place of this one. Readers see it in each article once that "
                "is published again; what was published before keeps the earlier file."
            )
        )
        return form

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change or "original" not in form.changed_data:
            return
        uses = uses_of(form.instance, request.user)
        live = [use for use in uses.shown if use.shows_earlier]
        if live:
            text = ngettext(
                "Readers see the earlier file in %s article until it is published again: {}",
                "Readers see the earlier file in %s articles until they are published again: {}",
                len(live),
            )
            links = format_html_join(", ", "{}", ((_link(use.article),) for use in live))
            messages.warning(request, format_html(text.replace("%s", str(len(live))), links))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        protected: list[str] = []
        for image in objs:
            uses = uses_of(image, request.user)
            protected += [format_html("{}: {}", image, _link(use.article)) for use in uses.shown]
            if others := uses.more + uses.hidden:
                text = ngettext("%s more article", "%s more articles", others)
                protected.append(f"{image}: {text}" % others)
        if protected:
            return [], {}, set(), protected
        return super().get_deleted_objects(objs, request)


def is_used(image: Image) -> bool:
    return RevisionImage.objects.filter(image=image).exists()


def _link(article: Article) -> SafeString:
    address = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}" dir="auto">{}</a>', address, article)
